import { describe, expect, test } from 'vitest';
import { random } from '../random.test-support.ts';
import { type Booth, LANGUAGES, NEW_BOOTH, NUMBERS, PRESETS, ROTATIONS } from './booth.ts';
import { formatBoothLink, parseBoothLink } from './link.ts';

const READY: Booth = { ...NEW_BOOTH, organiser: 'City Museum', contact: 'info@museum.example' };
const parse = (search: string) => parseBoothLink(new URLSearchParams(search));
const needed = 'organiser=City+Museum&contact=info@museum.example';

describe('a link', () => {
  test('is readable, and leaves out what is not changed', () => {
    const booth: Booth = {
      ...READY,
      preset: 'smile',
      language: 'de',
      rotation: 90,
      mirror: false,
      distance: 3.5,
      hours: { from: 600, to: 1110 },
      aside: { side: 'left', percent: 25 },
      group: false,
      card: true,
      numbers: 'visits',
      pin: '0420',
    };
    expect(new URLSearchParams(formatBoothLink('show', booth).map((pair) => [...pair])).toString()).toBe(
      'booth=show&preset=smile&organiser=City+Museum&contact=info%40museum.example&language=de&rotation=90' +
        '&mirror=off&distance=3.5&hours=10%3A00-18%3A30&aside=left%3A25&group=off&card=on&numbers=visits&pin=0420',
    );
    expect(formatBoothLink('setup', NEW_BOOTH)).toEqual([['booth', 'setup']]);
  });

  test('shows no gender unless it is chosen', () => {
    expect(parse(`booth=show&${needed}`).booth.preset).toBe('age-smile');
  });

  test.each([
    ['preset=all', 'preset'],
    ['organiser=+', 'organiser'],
    [`organiser=${'x'.repeat(81)}`, 'organiser'],
    ['organiser=a%00b', 'organiser'],
    ['info=http://museum.example', 'info'],
    ['info=javascript:alert(1)', 'info'],
    ['info=https://user:secret@museum.example', 'info'],
    ['language=xx', 'language'],
    ['rotation=45', 'rotation'],
    ['mirror=auto', 'mirror'],
    ['distance=0.4', 'distance'],
    ['distance=4.6', 'distance'],
    ['distance=2.55', 'distance'],
    ['distance=1e0', 'distance'],
    ['screen=6', 'screen'],
    ['screen=43.5', 'screen'],
    ['hours=10-18', 'hours'],
    ['hours=24:00-08:00', 'hours'],
    ['hours=10:00-10:00', 'hours'],
    ['camera=', 'camera'],
    ['aside=left', 'aside'],
    ['aside=left:9', 'aside'],
    ['aside=top:20', 'aside'],
    ['aside=right:51', 'aside'],
    ['group=yes', 'group'],
    ['card=1', 'card'],
    ['numbers=on', 'numbers'],
    ['pin=123', 'pin'],
    ['pin=12345678a', 'pin'],
  ] as const)('%s is a fault and is not used', (part, name) => {
    const others = needed.split('&').filter((one) => !one.startsWith(`${name}=`));
    const { booth, faults } = parse(['booth=show', ...others, part].join('&'));
    expect(faults).toEqual([{ name, kind: 'wrong' }]);
    expect(booth[name]).toEqual(NEW_BOOTH[name]);
  });

  test('names what is missing, given twice, or no part of the booth', () => {
    expect(parse('booth=show').faults).toEqual([
      { name: 'organiser', kind: 'missing' },
      { name: 'contact', kind: 'missing' },
    ]);
    const twice = parse(`booth=show&${needed}&preset=smile&preset=everything`);
    expect(twice.faults).toEqual([{ name: 'preset', kind: 'twice' }]);
    expect(twice.booth.preset).toBe('age-smile');
    expect(parse(`booth=1&${needed}`)).toMatchObject({
      room: 'setup',
      faults: [{ name: 'booth', kind: 'wrong' }],
    });
  });

  test('does not count spaces at the ends of a text', () => {
    expect(parse('booth=show&organiser=++City+Museum+&contact=x').booth.organiser).toBe('City Museum');
  });

  test('skips parameters of the page, and names of the language', () => {
    const link = parse(`booth=show&${needed}&source=sample&constructor=1&__proto__=2&toString=3`);
    expect(link).toEqual({ room: 'show', booth: READY, faults: [] });
  });
});

/** A booth with arbitrary valid values. */
function someBooth(next: () => number): Booth {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const maybe = <T>(value: () => T): T | null => (next() < 0.5 ? null : value());
  const letters = [...'aZ9 &=?#%+;/\\"\'<>äß漢字🙂é'];
  const text = () => `x${Array.from({ length: Math.floor(next() * 20) }, () => pick(letters)).join('')}x`;
  const minute = () => Math.floor(next() * 1440);
  const from = minute();
  return {
    preset: pick(PRESETS),
    organiser: text(),
    contact: text(),
    info: maybe(() => `https://museum.example/${Math.floor(next() * 1e6)}?a=b&c=%20#d`),
    language: pick(LANGUAGES),
    rotation: pick(ROTATIONS),
    mirror: next() < 0.5,
    distance: (5 + Math.floor(next() * 41)) / 10,
    screen: 7 + Math.floor(next() * 144),
    hours: maybe(() => ({ from, to: (from + 1 + Math.floor(next() * 1439)) % 1440 })),
    camera: maybe(text),
    aside: maybe(() => ({ side: pick(['left', 'right'] as const), percent: 10 + Math.floor(next() * 41) })),
    group: next() < 0.5,
    card: next() < 0.5,
    numbers: pick(NUMBERS),
    pin: maybe(() => String(Math.floor(1000 + next() * 9e6))),
  };
}

test('reading what was written gives the same booth, through a real address', () => {
  const next = random(36);
  for (let round = 0; round < 1000; round++) {
    const booth = someBooth(next);
    const room = next() < 0.5 ? 'show' : 'setup';
    const search = new URLSearchParams(formatBoothLink(room, booth).map((pair) => [...pair])).toString();
    expect(parse(search)).toEqual({ room, booth, faults: [] });
  }
});

test('noise never throws, and what it yields can be written and read', () => {
  const next = random(1);
  const names = ['booth', ...Object.keys(NEW_BOOTH), 'x', ''];
  const letters = 'show:setup0123456789.-+eleftright https://%&=\u0000\u202e漢🙂';
  const noise = () =>
    Array.from({ length: Math.floor(next() * 14) }, () => letters[Math.floor(next() * letters.length)]).join(
      '',
    );
  for (let round = 0; round < 3000; round++) {
    const pairs = Array.from(
      { length: 6 },
      () => [names[Math.floor(next() * names.length)]!, noise()] as const,
    );
    const { room, booth } = parseBoothLink(pairs);
    expect(parseBoothLink(formatBoothLink(room, booth)).booth).toEqual(booth);
  }
});

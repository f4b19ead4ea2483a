import { CARD_COLOURS, CARD_FORMATS, type Card, type CardPerson, MOST_ON_CARD } from './card.ts';
import { CARD_FRAGMENT, isCardFragment } from './card-fragment.ts';
import { AGE_YEARS, EMOTIONS, HEADS, type Head } from './labels.ts';
import type { ShownGender, Withheld, WithheldReason } from './types.ts';

/*
 * A card as bytes: version · format, attributes and number of people · four bytes for each person · CRC-32. A person:
 * youngest and oldest age · gender and emotion · smile and colour, two in one byte. The text is base64url.
 */

const VERSION = 1;
const HEAD_BYTES = 2;
const PERSON_BYTES = 4;
const CHECK_BYTES = 4;

/** A value is stored as its index plus 1; 0 means that the card does not show the attribute. */
const GENDERS: readonly ShownGender[] = ['woman', 'man', 'unsure'];
const SMILES: readonly boolean[] = [false, true];
const REASONS: readonly WithheldReason[] = [
  'too-far',
  'too-dark',
  'too-blurred',
  'turned-away',
  'covered',
  'not-sure',
];
/** Codes of reasons are above all codes of values: in half a byte, and in the byte of an age. */
const FIRST_REASON = 9;
const FIRST_AGE_REASON = 200;

const LONGEST_TEXT = textLength(HEAD_BYTES + MOST_ON_CARD * PERSON_BYTES + CHECK_BYTES);
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The fragment of a link that opens the card elsewhere: "#card=…", at most 57 characters of numbers. */
export function cardFragment(card: Card): string {
  const people = card.people.flatMap((person) => writePerson(person, card.show));
  const shown = HEADS.reduce((bits, head, index) => bits | (card.show[head] ? 1 << index : 0), 0);
  const counts = ((card.people.length - 1) << 5) | (shown << 1) | CARD_FORMATS.indexOf(card.format);
  const bytes = [VERSION, counts, ...people];
  return `${CARD_FRAGMENT}${toText([...bytes, ...checkOf(bytes)])}`;
}

/** Reads a fragment as `location.hash` has it. Null unless it is exactly what `cardFragment` writes for some card. */
export function parseCardFragment(fragment: string): Card | null {
  if (!isCardFragment(fragment)) return null;
  const text = fragment.slice(CARD_FRAGMENT.length);
  const bytes = text.length > LONGEST_TEXT ? null : fromText(text);
  if (bytes === null || bytes.length < HEAD_BYTES + PERSON_BYTES + CHECK_BYTES) return null;
  const content = bytes.slice(0, -CHECK_BYTES);
  if (checkOf(content).some((byte, index) => byte !== bytes[content.length + index])) return null;
  const [version, counts = 0] = content;
  const count = (counts >> 5) + 1;
  if (version !== VERSION || content.length !== HEAD_BYTES + count * PERSON_BYTES) return null;
  const format = CARD_FORMATS[counts & 1];
  const show = showOf((counts >> 1) & 15);
  if (format === undefined || !HEADS.some((head) => show[head])) return null;
  const people: CardPerson[] = [];
  for (let at = HEAD_BYTES; at < content.length; at += PERSON_BYTES) {
    const person = readPerson(content.slice(at, at + PERSON_BYTES), show);
    if (person === null) return null;
    people.push(person);
  }
  return { format, show, people };
}

const showOf = (bits: number): Card['show'] =>
  Object.fromEntries(HEADS.map((head, index) => [head, ((bits >> index) & 1) === 1])) as Record<
    Head,
    boolean
  >;

function writePerson(person: CardPerson, show: Card['show']): readonly number[] {
  const { age, gender, emotion, smiling, withheld, colour } = person;
  const code = <Value>(head: Head, values: readonly Value[], value: Value | null): number => {
    const reason = withheld[head];
    if (!show[head]) return 0;
    if (reason !== undefined) return FIRST_REASON + REASONS.indexOf(reason);
    return value === null ? 0 : 1 + values.indexOf(value);
  };
  const reason = withheld.age;
  const ages = !show.age
    ? [0, 0]
    : reason !== undefined
      ? [FIRST_AGE_REASON + REASONS.indexOf(reason), 0]
      : age === null
        ? [0, 0]
        : [1 + age.low, 1 + age.high];
  return [
    ...ages,
    (code('gender', GENDERS, gender) << 4) | code('emotion', EMOTIONS, emotion),
    (code('smile', SMILES, smiling) << 4) | colour,
  ];
}

/** Reads one attribute's code; null if the code is not one that `writePerson` writes for it. */
function readCode<Value>(
  values: readonly Value[],
  code: number,
  isShown: boolean,
): { readonly value: Value | null; readonly reason: WithheldReason | null } | null {
  if (!isShown) return code === 0 ? { value: null, reason: null } : null;
  const value = values[code - 1];
  if (value !== undefined) return { value, reason: null };
  const reason = REASONS[code - FIRST_REASON];
  return reason === undefined ? null : { value: null, reason };
}

function readAge(
  low: number,
  high: number,
  isShown: boolean,
): { readonly value: CardPerson['age']; readonly reason: WithheldReason | null } | null {
  if (!isShown) return low === 0 && high === 0 ? { value: null, reason: null } : null;
  const reason = REASONS[low - FIRST_AGE_REASON];
  if (reason !== undefined) return high === 0 ? { value: null, reason } : null;
  const isRange = low >= 1 && low <= high && high <= AGE_YEARS;
  return isRange ? { value: { low: low - 1, high: high - 1 }, reason: null } : null;
}

function readPerson(bytes: readonly number[], show: Card['show']): CardPerson | null {
  const [low = 0, high = 0, looks = 0, last = 0] = bytes;
  const age = readAge(low, high, show.age);
  const gender = readCode(GENDERS, looks >> 4, show.gender);
  const emotion = readCode(EMOTIONS, looks & 15, show.emotion);
  const smile = readCode(SMILES, last >> 4, show.smile);
  const colour = last & 15;
  if (age === null || gender === null || emotion === null || smile === null) return null;
  if (colour >= CARD_COLOURS) return null;
  const reasons = { age: age.reason, gender: gender.reason, emotion: emotion.reason, smile: smile.reason };
  const withheld: { [H in Head]?: Withheld[H] } = {};
  for (const head of HEADS) if (reasons[head] !== null) withheld[head] = reasons[head];
  return {
    colour,
    age: age.value,
    gender: gender.value,
    emotion: emotion.value,
    smiling: smile.value,
    withheld,
  };
}

/** CRC-32 (IEEE 802.3) as four bytes. It detects accidental damage, but not a link that was changed on purpose. */
function checkOf(bytes: readonly number[]): readonly number[] {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  const check = ~crc >>> 0;
  return [check >>> 24, (check >>> 16) & 255, (check >>> 8) & 255, check & 255];
}

function textLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

function toText(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const four = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
    const letters = four.slice(0, Math.min(3, bytes.length - at) + 1);
    text += letters.map((letter) => ALPHABET[letter]).join('');
  }
  return text;
}

/** The bytes of a base64url text without padding; null for any text that `toText` does not write. */
function fromText(text: string): readonly number[] | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(held >> bits);
    held &= (1 << bits) - 1;
  }
  return bits < 6 && held === 0 ? bytes : null;
}

import { describe, expect, it } from 'vitest';
import { someCard } from '#core/card.test-support.ts';
import { CARD_FORMATS, type Card, MOST_ON_CARD } from '#core/card.ts';
import { random } from '#core/random.test-support.ts';
import type { Box } from '#core/types.ts';
import { CARD, cardLines } from '../words/card.ts';
import { CARD_MARGIN, type CardText, layoutCard } from './card-layout.ts';

/** A little wider than Inter, whose letters take 0.5 to 0.56 of the font size on average. */
const measure = (text: string, size: number, strong: boolean) => text.length * size * (strong ? 0.6 : 0.57);

/** The box of a text with its ascenders and descenders. */
const boxOf = ({ x, baseline, width, size }: CardText): Box => ({
  x,
  y: baseline - 0.75 * size,
  width,
  height: 0.97 * size,
});

const isIn = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01;

const shrunk = (box: Box, by: number): Box => ({
  x: box.x + by,
  y: box.y + by,
  width: box.width - 2 * by,
  height: box.height - 2 * by,
});

function layoutOf(card: Card) {
  return layoutCard(
    {
      heading: CARD.heading(card.people.length),
      footer: CARD.footer,
      name: 'Mien',
      people: card.people.map((person) => cardLines(person, card.show)),
    },
    card.format,
    measure,
  );
}

/** What is wrong with a card's layout; empty if everything has a place of its own. */
function faultsOf(card: Card): readonly string[] {
  const { size, heading, cells, footer, name, mark } = layoutOf(card);
  const page = {
    x: CARD_MARGIN,
    y: CARD_MARGIN,
    width: size.width - 2 * CARD_MARGIN,
    height: size.height - 2 * CARD_MARGIN,
  };
  const parts: readonly (readonly [string, Box])[] = [
    ['heading', boxOf(heading)],
    ...cells.map(({ panel }, index) => [`panel ${index}`, panel] as const),
    ['footer', boxOf(footer)],
    ['name', boxOf(name)],
    ['mark', mark],
  ];
  const faults: string[] = [];
  // The heading's descenders and ascenders are lighter than its letters, and may reach a little over the margin.
  for (const [what, box] of parts)
    if (!isIn(box, shrunk(page, -4))) faults.push(`${what} is outside the margins`);
  parts.forEach(([what, box], index) => {
    for (const [other, of] of parts.slice(index + 1))
      if (overlap(box, of)) faults.push(`${what} is on ${other}`);
  });
  cells.forEach(({ panel, face, texts }, index) => {
    const inside = shrunk(panel, 14);
    if (!isIn(face, inside)) faults.push(`face ${index} leaves its panel`);
    const boxes = texts.map(boxOf);
    boxes.forEach((box, at) => {
      const { text } = texts[at]!;
      if (!isIn(box, inside)) faults.push(`“${text}” leaves its panel`);
      if (overlap(box, face)) faults.push(`“${text}” is on the face`);
      for (const other of boxes.slice(at + 1))
        if (overlap(box, other)) faults.push(`“${text}” is on another line`);
    });
  });
  return faults;
}

describe('the layout of a card', () => {
  for (const format of CARD_FORMATS)
    for (let count = 1; count <= MOST_ON_CARD; count++)
      it(`${format}, ${count} people: everything has its place`, () => {
        const next = random(count);
        for (let round = 0; round < 300; round++) {
          const card = { ...someCard(next, count), format };
          expect(faultsOf(card)).toEqual([]);
        }
      });

  it('the longest words are at least 20 pixels high', () => {
    const show = { age: true, gender: true, emotion: true, smile: true };
    const withheld = {
      age: 'turned-away',
      gender: 'covered',
      emotion: 'covered',
      smile: 'too-blurred',
    } as const;
    const nobody = { colour: 0, age: null, gender: null, emotion: null, smiling: null, withheld };
    const somebody = {
      colour: 0,
      age: { low: 88, high: 100 },
      gender: 'unsure',
      emotion: 'contempt',
      smiling: false,
      withheld: {},
    } as const;
    for (const format of CARD_FORMATS)
      for (let count = 1; count <= MOST_ON_CARD; count++)
        for (const person of [nobody, somebody]) {
          const card: Card = { format, show, people: Array.from({ length: count }, () => person) };
          expect(faultsOf(card)).toEqual([]);
          for (const { texts } of layoutOf(card).cells)
            for (const { size } of texts) expect(size).toBeGreaterThanOrEqual(20);
        }
  });

  it('everybody has words of about the same size', () => {
    const next = random(9);
    for (let round = 0; round < 100; round++) {
      const sizes = layoutOf(someCard(next)).cells.flatMap(({ texts }) =>
        texts.filter(({ strong }) => !strong).map(({ size }) => size),
      );
      if (sizes.length > 0) expect(Math.min(...sizes) / Math.max(...sizes)).toBeGreaterThan(0.75);
    }
  });
});

describe('the words on a card', () => {
  it('are those of the page, with what is withheld', () => {
    const show = { age: true, gender: true, emotion: true, smile: true };
    const person = {
      colour: 0,
      age: null,
      gender: 'unsure',
      emotion: 'fear',
      smiling: null,
      withheld: { age: 'not-sure', smile: 'covered' },
    } as const;
    expect(cardLines(person, show).map(({ text }) => text)).toEqual([
      'Age not sure',
      'Gender not sure',
      'Afraid',
      'Smile: mouth covered',
    ]);
  });

  it('there are some for every card that a link can carry', () => {
    const next = random(10);
    for (let round = 0; round < 2000; round++) {
      const { people, show } = someCard(next);
      for (const person of people) expect(cardLines(person, show).length).toBeGreaterThan(0);
    }
  });
});

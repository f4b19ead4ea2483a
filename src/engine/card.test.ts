import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCard } from './card.ts';
import { failureOf } from './failure.test-support.ts';

type Json = Record<string, unknown>;
const shipped = () => JSON.parse(readFileSync('public/models/face-attributes/card.json', 'utf8')) as Json;

test('the shipped card is parsed', () => {
  const card = parseCard(shipped());
  expect(card.crop).toMatchObject({ size: 96, offset: -1, template: { noseTip: { x: 56, y: 66.5 } } });
  expect([...card.files.keys()]).toEqual(expect.arrayContaining(['model.json', 'weights.bin', 'golden.bin']));
  expect(card.golden.logits.age.valuesPerFace).toBe(101);
  expect(card.golden.logits.visible.valuesPerFace).toBe(3);
});

describe('a card that does not fit the page is refused with its reason', () => {
  test.each<[string, (card: Json) => unknown, RegExp]>([
    ['not an object', () => 'card', /input is missing/],
    ['no input', ({ input: _, ...card }) => card, /input is missing/],
    ['another order of classes', (card) => swapEmotions(card), /classes of emotion differ/],
    ['fewer ages', (card) => withOutput(card, 0, { size: 100 }), /output age must have 101 values/],
    ['a head under another name', (card) => withOutput(card, 3, { name: 'grin' }), /output smile is missing/],
    ['an older network', (card) => withoutOutput(card, 'visible'), /output visible is missing/],
    [
      'another order of what is visible',
      (card) => withOutput(card, 4, { classes: ['face', 'mouth', 'eyes'] }),
      /classes of visible differ/,
    ],
    ['another border', (card) => withCrop(card, { border: 'zero' }), /border must be clamp/],
    ['no template', (card) => withCrop(card, { template112: {} }), /rightEye is missing/],
    ['temperature as text', (card) => ({ ...card, temperature: { age: '1' } }), /age must be a number/],
  ])('%s', (_name, change, reason) => {
    const failure = failureOf(() => parseCard(change(shipped())));
    expect(failure).toMatchObject({ code: 'card-invalid', detail: expect.stringMatching(reason) });
  });
});

function withOutput(card: Json, index: number, patch: Json): Json {
  const outputs = (card.outputs as Json[]).map((output, position) =>
    position === index ? { ...output, ...patch } : output,
  );
  return { ...card, outputs };
}

function withoutOutput(card: Json, name: string): Json {
  return { ...card, outputs: (card.outputs as Json[]).filter((output) => output.name !== name) };
}

function swapEmotions(card: Json): Json {
  const classes = ['happiness', 'neutral', 'surprise', 'sadness', 'anger', 'disgust', 'fear', 'contempt'];
  return withOutput(card, 2, { classes });
}

function withCrop(card: Json, patch: Json): Json {
  const input = card.input as Json;
  return { ...card, input: { ...input, crop: { ...(input.crop as Json), ...patch } } };
}

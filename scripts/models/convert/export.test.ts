import { describe, expect, it } from 'vitest';
import { checkCard } from './export.ts';
import type { Network } from './network.ts';

const head = (output: string, outChannels: number): Network['heads'][number] => ({
  op: 'dense',
  name: `head.${output}`,
  output,
  outChannels,
  activation: null,
});
const HEADS = [head('smile', 2), head('visible', 3)];
const CARD = {
  licence: 'l',
  dataSets: ['UTKFace'],
  input: { width: 96, height: 96, channels: 'RGB', layout: 'NHWC', scale: 1, offset: 0, crop: {} },
  outputs: { smile: { classes: ['no', 'yes'] }, visible: { classes: ['face', 'eyes', 'mouth'] } },
  temperature: { smile: 1 },
  heldOut: {},
};

describe('an export’s card', () => {
  it('needs no temperature for independent logits', () => {
    expect(checkCard(CARD, { heads: HEADS })).toBe(CARD);
  });

  it.each<[string, object, RegExp]>([
    ['no temperature of a head', { temperature: {} }, /smile has no temperature/],
    ['fewer outputs than the network', { outputs: { smile: { classes: ['no', 'yes'] } } }, /lack visible/],
    [
      'fewer classes than logits',
      { outputs: { ...CARD.outputs, visible: { classes: ['face'] } } },
      /visible has 1 logits, network.json says 3/,
    ],
    ['no licence', { licence: '' }, /licence or dataSets/],
    ['an input in another layout', { input: { ...CARD.input, layout: 'NCHW' } }, /not RGB in NHWC/],
  ])('is refused with %s', (_, change, reason) => {
    expect(() => checkCard({ ...CARD, ...change }, { heads: HEADS })).toThrow(reason);
  });
});

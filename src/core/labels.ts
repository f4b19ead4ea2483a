/** The network's classes in the order of its outputs; the engine compares them with the card at start. */
export const EMOTIONS = [
  'neutral',
  'happiness',
  'surprise',
  'sadness',
  'anger',
  'disgust',
  'fear',
  'contempt',
] as const;
export type Emotion = (typeof EMOTIONS)[number];

export const GENDERS = ['woman', 'man'] as const;
export const SMILES = ['no', 'yes'] as const;

/** Ages 0…100 in years, one logit each. */
export const AGE_YEARS = 101;

/** The four heads of the network: names of its outputs, their sizes, and what can be shown. */
export const HEAD_SIZES = { age: AGE_YEARS, gender: 2, emotion: 8, smile: 2 } as const;
export type Head = keyof typeof HEAD_SIZES;
export const HEADS = ['age', 'gender', 'emotion', 'smile'] as const satisfies readonly Head[];

/** The network's classes in the order of its outputs; the engine compares them with the card when it starts. */
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

/** Number of ages, 0…100 years, one logit each. */
export const AGE_YEARS = 101;

/** Number of logits of each head. The names are also those of the network's outputs and of the display options. */
export const HEAD_SIZES = { age: AGE_YEARS, gender: 2, emotion: 8, smile: 2 } as const;
/** The name of a head. */
export type Head = keyof typeof HEAD_SIZES;
export const HEADS = ['age', 'gender', 'emotion', 'smile'] as const satisfies readonly Head[];

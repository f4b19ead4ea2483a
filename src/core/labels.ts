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

/** What the output `visible` says, one logit each: whether this is a face, its eyes are uncovered, its mouth is. */
export const VISIBLE = ['face', 'eyes', 'mouth'] as const;

/** Number of logits of each output of the network. */
export const OUTPUT_SIZES = {
  age: AGE_YEARS,
  gender: GENDERS.length,
  emotion: EMOTIONS.length,
  smile: SMILES.length,
  visible: VISIBLE.length,
} as const;
/** The name of an output. */
export type Output = keyof typeof OUTPUT_SIZES;
export const OUTPUTS = ['age', 'gender', 'emotion', 'smile', 'visible'] as const satisfies readonly Output[];

/** The outputs that describe a person. Their names are also those of the display options. */
export const HEADS = ['age', 'gender', 'emotion', 'smile'] as const satisfies readonly Output[];
/** The name of an output that describes a person. */
export type Head = (typeof HEADS)[number];

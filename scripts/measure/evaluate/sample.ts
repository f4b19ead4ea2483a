import type { Emotion, GENDERS } from '#core/labels.ts';
import type { FaceBox } from '../../lab/main-face.ts';

export type Gender = (typeof GENDERS)[number];

/** Ages from `from` to `to` inclusive, in years: the only age label in some sets. */
export interface AgeBracket {
  readonly from: number;
  readonly to: number;
}

/** The labels of one picture; null: unknown. */
export interface Labels {
  /** Years, 0…100. */
  readonly age: number | null;
  readonly ageBracket: AgeBracket | null;
  readonly gender: Gender | null;
  readonly emotion: Emotion | null;
  /** Shares of the votes in the order of EMOTIONS, summing to 1. */
  readonly votes: readonly number[] | null;
  readonly smile: boolean | null;
  /** Race as UTKFace and FairFace name it, or the `group` of the user's own table. */
  readonly group: string | null;
}

export const NO_LABELS: Labels = {
  age: null,
  ageBracket: null,
  gender: null,
  emotion: null,
  votes: null,
  smile: null,
  group: null,
};

/** A picture to evaluate; `sha1` of its bytes, lower-case hexadecimal. */
export interface Sample {
  readonly path: string;
  readonly labels: Labels;
  /** The labelled face; null: the picture's main face. */
  readonly box: FaceBox | null;
  readonly sha1: string;
}

/** Numbers of pictures that are not evaluated, by reason. */
export type LeftOut = Readonly<Record<string, number>>;

/**
 * Removes copies and sorts pictures by hash, which is a fixed random order. Identical files with different labels are
 * all left out, because at least one of the labels is wrong.
 */
export function distinct(samples: readonly Sample[]): { samples: readonly Sample[]; leftOut: LeftOut } {
  const byHash = new Map<string, Sample[]>();
  for (const sample of samples) {
    const same = byHash.get(sample.sha1);
    if (same) same.push(sample);
    else byHash.set(sample.sha1, [sample]);
  }
  const kept: Sample[] = [];
  let copies = 0;
  let contradicted = 0;
  for (const same of byHash.values()) {
    const distinctLabels = new Set(same.map(({ labels }) => JSON.stringify(labels)));
    if (distinctLabels.size > 1) {
      contradicted += same.length;
      continue;
    }
    kept.push(...same.slice(0, 1));
    copies += same.length - 1;
  }
  kept.sort((a, b) => (a.sha1 < b.sha1 ? -1 : 1));
  return {
    samples: kept,
    leftOut: { 'identical to another': copies, 'identical files, other labels': contradicted },
  };
}

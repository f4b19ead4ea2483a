import type { Emotion, GENDERS } from '#core/labels.ts';

export type Gender = (typeof GENDERS)[number];

/** Ages from `from` to `to` inclusive, in years: all that some sets say. */
export interface AgeBracket {
  readonly from: number;
  readonly to: number;
}

/** What a set says of one picture; null: not known. */
export interface Labels {
  /** Years, 0…100. */
  readonly age: number | null;
  readonly ageBracket: AgeBracket | null;
  readonly gender: Gender | null;
  readonly emotion: Emotion | null;
  /** Shares of the votes in the order of EMOTIONS, summing to 1. */
  readonly votes: readonly number[] | null;
  readonly smile: boolean | null;
  /** Race in UTKFace's and FairFace's words, or the `group` of a table of one's own. */
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

/** A picture of a set before its file has been looked at. */
export interface Candidate {
  readonly path: string;
  readonly labels: Labels;
}

/** A picture to evaluate; `sha1` of its bytes, lower-case hexadecimal. */
export interface Sample extends Candidate {
  readonly sha1: string;
}

/** How many pictures a set has that are not evaluated, by reason. */
export type LeftOut = Readonly<Record<string, number>>;

/** 0…99 from a file's sha1: which part of a set without an official split a picture belongs to (docs/data.md). */
export function bucketOf(sha1: string): number {
  return Number.parseInt(sha1.slice(0, 8), 16) % 100;
}

/**
 * Each picture once, in the order of hashes (which is a shuffled order that stays). Identical files that the
 * set labels differently are left out altogether: at least one of the labels is wrong.
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
    const words = new Set(same.map(({ labels }) => JSON.stringify({ ...labels, votes: null })));
    if (words.size > 1) {
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

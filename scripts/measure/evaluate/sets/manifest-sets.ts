import { EMOTIONS, type Emotion } from '#core/labels.ts';
import {
  type ManifestLabels,
  type ManifestPicture,
  PARTS,
  type Part,
  readManifest,
} from '../../../lab/manifest.ts';
import type { Labels } from '../sample.ts';
import type { EvaluationSet } from './set.ts';

/** The reason for leaving out pictures of the other parts. */
const NOT_OF: Readonly<Record<Part, string>> = {
  'held-out': 'not held out',
  validation: 'not for validation',
  train: 'not for training',
};

/**
 * Returns the sets of the manifest `file` in the order of `names`; without names every set with pictures of the part,
 * sorted by name. A part of null means all parts. Throws for a line without set or part, for a set that the manifest
 * lacks, and if a named set or the whole manifest has no picture of the part.
 */
export function readManifestSets(
  file: string,
  names: readonly string[],
  part: Part | null,
): readonly EvaluationSet[] {
  const sets = bySet(file, readManifest(file));
  const available = [...sets.keys()].sort();
  for (const name of names) {
    if (sets.has(name)) continue;
    throw new Error(
      `the manifest ${file} has no set ${name}, but ${available.join(', ')}: name one of these, or make the manifest ` +
        `again with python -m training prepare --set ${name}=DIR`,
    );
  }
  const read = (names.length > 0 ? names : available).map((name) => setOf(name, sets.get(name) ?? [], part));
  const filled = read.filter(({ samples }) => samples.length > 0);
  const empty = names.length > 0 || filled.length === 0 ? read.filter((one) => !filled.includes(one)) : [];
  if (empty.length === 0) return filled;
  throw new Error(
    `nothing to evaluate: ${file} has no picture of ${empty.map(({ name }) => name).join(', ')} in the part ${part}; ` +
      `choose another with --part ${PARTS.filter((one) => one !== part).join(' or ')}`,
  );
}

function bySet(file: string, pictures: readonly ManifestPicture[]): Map<string, ManifestPicture[]> {
  const sets = new Map<string, ManifestPicture[]>();
  for (const picture of pictures) {
    if (picture.set === null || picture.part === null) {
      throw new Error(
        `${file} has no set and part for ${picture.path}: give a manifest that python -m training prepare wrote`,
      );
    }
    const set = sets.get(picture.set);
    if (set) set.push(picture);
    else sets.set(picture.set, [picture]);
  }
  return sets;
}

function setOf(name: string, pictures: readonly ManifestPicture[], part: Part | null): EvaluationSet {
  const inPart = pictures.filter((picture) => part === null || picture.part === part);
  // Moved pictures are near copies of official test pictures; without them figures stay comparable with other work.
  const wanted = part === 'held-out' ? inPart.filter(({ moved }) => !moved) : inPart;
  const shares = pictures.flatMap(({ labels }) => (labels.emotion ? [labels.emotion] : []));
  const voted = hasVotes(shares);
  return {
    name,
    samples: wanted
      .map(({ sha1, path, labels, box }) => ({ sha1, path, labels: labelsOf(labels, voted), box }))
      .sort((a, b) => (a.sha1 < b.sha1 ? -1 : 1)),
    emotions: emotionsOf(shares),
    leftOut: {
      ...(part && { [NOT_OF[part]]: pictures.length - inPart.length }),
      'near copy of a held-out picture': inPart.length - wanted.length,
    },
  };
}

/** Returns the emotions that a set distinguishes: those with a vote on any of its pictures. */
export function emotionsOf(shares: readonly (readonly number[])[]): readonly Emotion[] {
  return EMOTIONS.filter((_, i) => shares.some((one) => (one[i] ?? 0) > 0));
}

/** Whether the shares are votes of several people. Otherwise each share is 1 or 0, like the label. */
export function hasVotes(shares: readonly (readonly number[])[]): boolean {
  return shares.some((one) => Math.max(...one) < 1);
}

/**
 * Converts the labels of a manifest. The emotion is the one with most votes, the first in order on a tie. A bracket
 * counts only if the age is unknown, as in `training/data/targets.py`.
 */
export function labelsOf(labels: ManifestLabels, voted: boolean): Labels {
  const { age = null, age_bracket: bracket, gender = null, emotion, smile = null, group } = labels;
  return {
    age,
    ageBracket: age === null && bracket ? { from: bracket[0], to: bracket[1] } : null,
    gender,
    emotion: emotion ? (EMOTIONS[emotion.indexOf(Math.max(...emotion))] ?? null) : null,
    votes: (voted && emotion) || null,
    smile,
    group: group ? capitalized(group) : null,
  };
}

/** Returns `East Asian` for `east asian`, because card and reports name groups as the sets' owners do. */
function capitalized(group: string): string {
  return group.replace(/(^| )\p{Ll}/gu, (start) => start.toUpperCase());
}

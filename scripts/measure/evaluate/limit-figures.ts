import { showReading } from '#core/hysteresis.ts';
import { EMOTIONS, HEADS, type Head } from '#core/labels.ts';
import type { Evidence, Reading, Withheld } from '#core/types.ts';
import { withhold } from '#core/withhold.ts';
import type { Degradation } from './lab-wire.ts';
import { mean } from './metrics.ts';
import type { FaceReading } from './outcome.ts';
import type { Kept } from './read-pictures.ts';
import type { Labels, Sample } from './sample.ts';

/** One face with its labels: what was read of it, and what the page would withhold. */
export interface Judgement {
  readonly evidence: Evidence;
  readonly withheld: Withheld;
  /** How wrong each attribute with a label is: years of age, else 1 for a wrong word and 0 for a right one. */
  readonly errors: { readonly [H in Head]?: number };
  /** Whether the age is inside its interval; null without a label. */
  readonly inside: boolean | null;
}

/** Everything that was read of all sets, as they are and in each worse copy. */
export interface LimitStudy {
  readonly unchanged: readonly Judgement[];
  readonly steps: readonly (Degradation & { readonly judgements: readonly Judgement[] })[];
}

/** Judges every face that was found and read. */
export function judgementsOf(
  samples: readonly Sample[],
  kept: ReadonlyMap<string, Kept>,
): readonly Judgement[] {
  return samples.flatMap(({ sha1, labels }) => {
    const { reading = null, evidence = null } = kept.get(sha1) ?? {};
    return reading && evidence ? [judge(labels, readingOf(reading), evidence)] : [];
  });
}

function judge(labels: Labels, reading: Reading, evidence: Evidence): Judgement {
  const words = showReading(reading);
  const errors: { [H in Head]?: number } = {};
  if (labels.age !== null) errors.age = Math.abs(reading.age.years - labels.age);
  // "Not sure" is no claim, so it is neither right nor wrong.
  if (labels.gender !== null && words.gender !== 'unsure')
    errors.gender = Number(words.gender !== labels.gender);
  if (labels.emotion !== null) errors.emotion = Number(words.emotion !== labels.emotion);
  if (labels.smile !== null) errors.smile = Number(words.smiling !== labels.smile);
  const { low, high } = reading.age;
  return {
    evidence,
    withheld: withhold({ person: evidence, moment: evidence }, reading),
    errors,
    inside: labels.age === null ? null : labels.age >= low - 0.5 && labels.age <= high + 0.5,
  };
}

function readingOf({ years, low, high, woman, emotions, smile }: FaceReading): Reading {
  const named = EMOTIONS.map((emotion, i) => [emotion, emotions[i] ?? 0] as const);
  return {
    age: { years, low, high },
    woman,
    emotions: Object.fromEntries(named) as Reading['emotions'],
    smile,
  };
}

/** A table with its title; the first row is the heading. */
interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

const HEADING = HEADS.flatMap((head) => [`${head} shown`, 'error', 'withheld']);

/** What is shown and how wrong it is: by step of each degradation, by yaw, and by where each limit would be. */
export function limitTables({ unchanged, steps }: LimitStudy): readonly Table[] {
  const all = [...unchanged, ...steps.flatMap(({ judgements }) => judgements)];
  return [
    {
      title: 'Share shown, and error of what is shown and of what is withheld, by step',
      rows: [
        ['pictures', 'faces', 'side', ...HEADING],
        stepRow('unchanged', unchanged),
        ...steps.map(({ kind, amount, judgements }) => stepRow(`${kind} ${amount}`, judgements)),
      ],
    },
    {
      title: 'Unchanged pictures by yaw',
      rows: [
        ['yaw', 'faces', 'side', ...HEADING],
        ...YAWS.map((from, i) => {
          const to = YAWS[i + 1] ?? Infinity;
          const name = to === Infinity ? `${from} and more` : `${from} to ${to}`;
          return stepRow(
            name,
            unchanged.filter(({ evidence }) => evidence.turned >= from && evidence.turned < to),
          );
        }),
      ],
    },
    ...CURVES.map(({ name, value, limits, kind }) => ({
      title: `Error within each range of ${name}`,
      rows: curve(
        kind === null
          ? unchanged
          : [...unchanged, ...steps.filter((s) => s.kind === kind).flatMap((s) => s.judgements)],
        value,
        limits,
      ),
    })),
    {
      title: 'All of these together',
      rows: [['pictures', 'faces', 'side', ...HEADING], stepRow('all', all)],
    },
  ];
}

const YAWS = [0, 0.15, 0.3, 0.45, 0.6, 0.75];

interface Curve {
  readonly name: string;
  readonly kind: 'small' | 'blur' | 'dark' | null;
  readonly value: (evidence: Evidence) => number;
  readonly limits: readonly number[];
}

const PROBABILITIES = [0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];

const CURVES: readonly Curve[] = [
  {
    name: 'side',
    kind: 'small',
    value: ({ side }) => side,
    limits: [0, 12, 16, 20, 24, 28, 32, 40, 56, 80, 120],
  },
  {
    name: 'sharpness',
    kind: 'blur',
    value: ({ sharpness }) => sharpness,
    limits: [0, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.25],
  },
  {
    name: 'brightness',
    kind: 'dark',
    value: ({ brightness }) => brightness,
    limits: [0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2],
  },
  { name: 'P(eyes uncovered)', kind: null, value: ({ eyes }) => eyes, limits: PROBABILITIES },
  { name: 'P(mouth uncovered)', kind: null, value: ({ mouth }) => mouth, limits: PROBABILITIES },
  { name: 'P(face)', kind: null, value: ({ face }) => face, limits: PROBABILITIES },
  { name: 'share inside', kind: null, value: ({ inside }) => inside, limits: [0, 0.6, 0.7, 0.8, 0.9] },
];

/** Error and number of faces of each attribute in each range; the age also with the share inside its interval. */
function curve(
  judgements: readonly Judgement[],
  value: (evidence: Evidence) => number,
  from: readonly number[],
): readonly (readonly string[])[] {
  return [
    ['from', 'faces', ...HEADS.map((head) => `${head} error`), 'age in its interval'],
    ...from.map((low, i) => {
      const part = judgements.filter(({ evidence }) => {
        const one = value(evidence);
        return one >= low && one < (from[i + 1] ?? Infinity);
      });
      const errors = HEADS.map((head) =>
        errorText(
          head,
          part.flatMap(({ errors: e }) => e[head] ?? []),
        ),
      );
      const inside = mean(part.flatMap(({ inside: is }) => (is === null ? [] : [Number(is)])));
      return [`${low}`, `${part.length}`, ...errors, inside === null ? '' : percent(inside)];
    }),
  ];
}

function stepRow(name: string, judgements: readonly Judgement[]): readonly string[] {
  const side = mean(judgements.map(({ evidence }) => evidence.side));
  return [
    name,
    `${judgements.length}`,
    side === null ? '' : side.toFixed(0),
    ...HEADS.flatMap((head) => {
      const labelled = judgements.filter(({ errors }) => errors[head] !== undefined);
      const shown = labelled.filter(({ withheld }) => withheld[head] === undefined);
      const hidden = labelled.filter(({ withheld }) => withheld[head] !== undefined);
      const errorOf = (part: readonly Judgement[]) =>
        errorText(
          head,
          part.flatMap(({ errors }) => errors[head] ?? []),
        );
      return [
        labelled.length === 0 ? '' : percent(shown.length / labelled.length),
        errorOf(shown),
        errorOf(hidden),
      ];
    }),
  ];
}

function errorText(head: Head, errors: readonly number[]): string {
  const error = mean(errors);
  if (error === null) return '';
  return head === 'age' ? error.toFixed(1) : percent(error);
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

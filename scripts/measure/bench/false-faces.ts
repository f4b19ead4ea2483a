import { boxSize, iou } from '#core/geometry.ts';
import type { Box } from '#core/types.ts';
import { DRAWN_FACES, type UnpeopledKind } from '../../media/scenes/unpeopled.ts';
import type { Sighting } from './figures.ts';
import type { Pass } from './pass.ts';
import type { Judged } from './verdict.ts';

/** Faces that a library showed in pictures without people. Drawn faces are counted apart. */
export interface FalseStills {
  readonly pictures: number;
  readonly per100: number;
  /** Those of which any attribute is shown. */
  readonly labelledPer100: number;
  readonly byKind: Readonly<Partial<Record<UnpeopledKind, number>>>;
  readonly inDrawnFaces: number;
}

/** Tracks in clips without people; a library without ids has its boxes linked from answer to answer. */
export interface FalseTracks {
  readonly seconds: number;
  readonly perMinute: number;
  readonly labelledPerMinute: number;
  /** Share of the answers that showed at least one face, percent. */
  readonly answersWithFaces: number;
  readonly byKind: Readonly<Partial<Record<UnpeopledKind, number>>>;
  readonly fps: number;
}

export interface FalseFaces {
  readonly name: string;
  readonly stills: FalseStills;
  readonly clips: FalseTracks;
}

export function falseStills(
  seen: readonly { readonly kind: UnpeopledKind; readonly sightings: readonly Sighting[] }[],
): FalseStills {
  const real = seen.filter(({ kind }) => kind !== DRAWN_FACES);
  const all = real.flatMap(({ sightings }) => sightings);
  const per100 = (count: number) => (100 * count) / Math.max(1, real.length);
  return {
    pictures: real.length,
    per100: per100(all.length),
    labelledPer100: per100(all.filter(({ labelled }) => labelled).length),
    byKind: sumByKind(real.map(({ kind, sightings }) => [kind, sightings.length])),
    inDrawnFaces: seen.flatMap(({ kind, sightings }) => (kind === DRAWN_FACES ? sightings : [])).length,
  };
}

export function falseTracks(
  watched: readonly { readonly kind: UnpeopledKind; readonly pass: Pass; readonly fps: number }[],
  secondsEach: number,
): FalseTracks {
  const real = watched.map(({ kind, pass, fps }) => ({ kind, pass, fps, ...countTracks(pass) }));
  const seconds = real.length * secondsEach;
  const perMinute = (count: number) => (60 * count) / Math.max(1, seconds);
  const sum = (of: (one: (typeof real)[number]) => number) => real.reduce((total, one) => total + of(one), 0);
  const answers = real.flatMap(({ pass }) => pass.answers);
  const withFaces = answers.filter(({ sightings }) => sightings.length > 0);
  return {
    seconds,
    perMinute: perMinute(sum(({ tracks }) => tracks)),
    labelledPerMinute: perMinute(sum(({ labelled }) => labelled)),
    answersWithFaces: (100 * withFaces.length) / Math.max(1, answers.length),
    byKind: sumByKind(real.map(({ kind, tracks }) => [kind, tracks])),
    fps: sum(({ fps }) => fps) / Math.max(1, real.length),
  };
}

/** A box continues a track of the answer before if they have this much in common. */
const SAME_IOU = 0.2;

/** The number of different faces in a clip, and of those that ever had a label. */
export function countTracks({ answers }: Pass): { readonly tracks: number; readonly labelled: number } {
  const labelled = new Map<number, boolean>();
  let last: readonly { readonly id: number; readonly box: Box }[] = [];
  let next = 1;
  for (const { sightings } of answers) {
    const taken = new Set<number>();
    last = [...sightings]
      .sort((a, b) => boxSize(b.box) - boxSize(a.box))
      .map((sighting) => {
        const { box } = sighting;
        const before = last.find((one) => !taken.has(one.id) && iou(one.box, box) >= SAME_IOU);
        const id = sighting.id ?? before?.id ?? next++;
        taken.add(id);
        labelled.set(id, labelled.get(id) === true || sighting.labelled);
        return { id, box };
      });
  }
  return { tracks: labelled.size, labelled: [...labelled.values()].filter(Boolean).length };
}

function sumByKind(counts: readonly (readonly [UnpeopledKind, number])[]) {
  const sums: Partial<Record<UnpeopledKind, number>> = {};
  for (const [kind, count] of counts) if (count > 0) sums[kind] = (sums[kind] ?? 0) + count;
  return sums;
}

/** At most this many false faces with a label in 100 pictures, and false tracks in a minute, none with a label. */
const MOST_PER_100 = 1;
const MOST_PER_MINUTE = 1;

export function judgeFalseFaces(all: readonly FalseFaces[]): readonly Judged[] {
  const mien = all.find(({ name }) => name === 'Mien');
  if (!mien) return [];
  const { stills, clips } = mien;
  const judge = (budget: string, value: number, most: number): Judged => ({
    budget: `${budget} ≤ ${most}`,
    measured: value.toFixed(1),
    met: value <= most,
  });
  return [
    judge('false faces with a label per 100 pictures', stills.labelledPer100, MOST_PER_100),
    judge('false tracks per minute', clips.perMinute, MOST_PER_MINUTE),
    judge('false tracks with a label per minute', clips.labelledPerMinute, 0),
  ];
}

export function falseFaceLines(all: readonly FalseFaces[]): readonly string[] {
  const row = (what: string, cell: (one: FalseFaces) => string) =>
    `| ${[what, ...all.map(cell)].join(' | ')} |`;
  const kinds = (byKind: FalseStills['byKind']) =>
    Object.entries(byKind)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ') || 'none';
  const first = all[0];
  return [
    '',
    `Faces where there are none: ${first?.stills.pictures ?? 0} pictures, ${first?.clips.seconds ?? 0} s of clips`,
    `| | ${all.map(({ name }) => name).join(' | ')} |`,
    `| --- |${' --: |'.repeat(all.length)}`,
    row('pictures: false faces per 100', ({ stills }) => stills.per100.toFixed(1)),
    row('with a label', ({ stills }) => stills.labelledPer100.toFixed(1)),
    row('by kind', ({ stills }) => kinds(stills.byKind)),
    row('clips: false tracks per minute', ({ clips }) => clips.perMinute.toFixed(1)),
    row('with a label', ({ clips }) => clips.labelledPerMinute.toFixed(1)),
    row('answers with a false face', ({ clips }) => `${clips.answersWithFaces.toFixed(1)} %`),
    row('by kind', ({ clips }) => kinds(clips.byKind)),
    row('faces in 10 pictures of drawn faces', ({ stills }) => String(stills.inDrawnFaces)),
  ];
}

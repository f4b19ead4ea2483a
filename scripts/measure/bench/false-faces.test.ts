import { expect, it } from 'vitest';
import { countTracks, falseStills, falseTracks, judgeFalseFaces } from './false-faces.ts';
import type { Sighting } from './figures.ts';
import type { Answer, Pass } from './pass.ts';

const face = (x: number, labelled = false, id?: number): Sighting => ({
  box: { x, y: 0, width: 40, height: 40 },
  labelled,
  ...(id !== undefined && { id }),
});

const pass = (...seen: readonly (readonly Sighting[])[]): Pass => ({
  answers: seen.map((sightings, i): Answer => {
    const counts = { faces: sightings.length, readings: 0, labels: 0, wholeMs: 1, latencyMs: 1 };
    return { ...counts, sightings, at: i, shownAt: i, shown: i };
  }),
});

it('counts pictures of drawn faces apart', () => {
  const stills = falseStills([
    { kind: 'text', sightings: [face(0), face(90, true)] },
    { kind: 'menu', sightings: [] },
    { kind: 'drawn-faces', sightings: [face(0, true)] },
  ]);
  expect(stills).toEqual({
    pictures: 2,
    per100: 100,
    labelledPer100: 50,
    byKind: { text: 2 },
    inDrawnFaces: 1,
  });
});

it('links boxes without ids from answer to answer, and ends a track where an answer has none', () => {
  expect(countTracks(pass([face(0)], [face(8, true)], [face(300)], [], [face(300)]))).toEqual({
    tracks: 3,
    labelled: 1,
  });
});

it('counts ids where there are some', () => {
  expect(countTracks(pass([face(0, false, 4)], [face(200, false, 4)], [face(200, true, 5)]))).toEqual({
    tracks: 2,
    labelled: 1,
  });
});

it('judges readings of pictures, tracks, and labels of tracks', () => {
  const stills = falseStills([{ kind: 'text', sightings: [face(0, true)] }]);
  const watched = [{ kind: 'text', pass: pass([face(0, true, 1)], []), fps: 30 }] as const;
  const clips = falseTracks(watched, 30);
  expect(clips).toMatchObject({ perMinute: 2, labelledPerMinute: 2, answersWithFaces: 50 });
  expect(judgeFalseFaces([{ name: 'Mien', stills, clips }]).map(({ met }) => met)).toEqual([
    false,
    false,
    false,
  ]);
});

import type { Backend } from '#engine/protocol.ts';

/** Who made a library; `before`: an earlier build of Mien, given by `--before`. */
export type Maker = 'mien' | 'before' | 'human' | 'face-api';

/** Mien with MediaPipe's own runtime in place of its detector: shows what the choice of the default costs or gains. */
export const ON_MEDIAPIPE = 'Mien on MediaPipe';

/** A library in one configuration, on one backend. */
export interface Contestant {
  /** Name in the tables. */
  readonly name: string;
  readonly maker: Maker;
  readonly backend: Backend;
  /** Address of the page that plays the clip, from the root of its server. */
  readonly address: string;
  /** Whether its start is measured too: once for configurations that load the same files. */
  readonly starts: boolean;
}

/** Returns all libraries and configurations that are compared on one backend. */
export function contestants(backend: Backend): readonly Contestant[] {
  const on = backend === 'wasm' ? '' : `, ${backend}`;
  const one = (maker: Maker, name: string, address: string, starts = true): Contestant => ({
    name: `${name}${on}`,
    maker,
    backend,
    address,
    starts,
  });
  return [
    one('mien', 'Mien', `/?source=sample&backend=${backend}`),
    one('before', 'Mien before', `/?source=sample&backend=${backend}`),
    one('mien', ON_MEDIAPIPE, `/?source=sample&backend=${backend}&detector=mediapipe`),
    one('human', 'Human', `/human.html?backend=${backend}&cache=on`),
    one('human', 'Human, every frame', `/human.html?backend=${backend}&cache=off`, false),
    one('face-api', 'face-api, SSD', `/face-api.html?backend=${backend}&detector=ssd`),
    one('face-api', 'face-api, tiny', `/face-api.html?backend=${backend}&detector=tiny`),
  ];
}

/** A clip of 5 s, 30 frames a second, 640×480 pixels (scripts/media/scenes/scenes.ts), played in a loop. */
export interface Clip {
  readonly file: string;
  readonly faces: number;
}

export const CLIPS: readonly Clip[] = [
  { file: 'empty.webm', faces: 0 },
  { file: 'one-face.webm', faces: 1 },
  { file: 'four-faces.webm', faces: 4 },
  { file: 'eight-faces.webm', faces: 8 },
];

/** A network connection as Chromium emulates it: Mbit/s in both directions, and latency of each request. */
export interface Line {
  readonly name: string;
  readonly mbits: number;
  readonly latencyMs: number;
}

export const SLOW_LINES: readonly Line[] = [
  { name: '1.6 Mbit/s, 150 ms', mbits: 1.6, latencyMs: 150 },
  { name: '9 Mbit/s, 60 ms', mbits: 9, latencyMs: 60 },
];

/** The clip with which starts are measured. */
export const START_CLIP = 'one-face.webm';

import type { Backend } from '#engine/protocol.ts';

export type Maker = 'mien' | 'human' | 'face-api';

/** What is measured: one library, in one configuration, on one backend. */
export interface Contestant {
  /** As the table names it. */
  readonly name: string;
  readonly maker: Maker;
  readonly backend: Backend;
  /** The page that watches the clip, from the root of its server. */
  readonly address: string;
  /** Whether its start is measured too; configurations that load the same files need it once. */
  readonly starts: boolean;
}

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
    one('human', 'Human', `/human.html?backend=${backend}&cache=on`),
    one('human', 'Human, every frame', `/human.html?backend=${backend}&cache=off`, false),
    one('face-api', 'face-api, SSD', `/face-api.html?backend=${backend}&detector=ssd`),
    one('face-api', 'face-api, tiny', `/face-api.html?backend=${backend}&detector=tiny`),
  ];
}

/** Loops of 5 s, 30 frames a second, 640×480 (scripts/media/scenes/scenes.ts). */
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

/** A line as Chromium's network emulation makes it: bits a second, both ways, and latency of each request. */
export interface Line {
  readonly name: string;
  readonly mbits: number;
  readonly latencyMs: number;
}

export const SLOW_LINES: readonly Line[] = [
  { name: '1.6 Mbit/s, 150 ms', mbits: 1.6, latencyMs: 150 },
  { name: '9 Mbit/s, 60 ms', mbits: 9, latencyMs: 60 },
];

/** The clip that starts are measured with. */
export const START_CLIP = 'one-face.webm';

import type { FaceName, Placed } from './face-tiles.ts';

/** The content of a clip of 640×480 pixels: faces in front of a wall. */
export interface Scene {
  readonly fps: number;
  readonly seconds: number;
  /** The faces at a time in seconds. */
  readonly faces: (time: number) => readonly Placed[];
  /** A grey rectangle over everything at a time in seconds: left, top, width, height. */
  readonly patch?: (time: number) => readonly [number, number, number, number] | null;
}

export const FRAME = { width: 640, height: 480 } as const;

type Faces = Scene['faces'];

/** Neutral for 3 s, then smiling, with the eyes at the same positions. */
const smileCut: Faces = (time) => [
  {
    face: time < 3 ? 'apolloNeutral' : 'apolloSmile',
    at: [320, 190],
    eyes: 56,
    size: [360, 360],
    anchor: [0.5, 0.37],
  },
];

/** The person on the right leaves from 3 s to 3.7 s; at 5 s another one enters. */
const threePeople: Faces = (time) => {
  const placed = (face: FaceName, x: number, eyes = 44): Placed => ({
    face,
    at: [x, 215],
    eyes,
    size: [180, 240],
  });
  const people = [placed('barron', 110), placed('conrad', 320)];
  if (time < 3.7) people.push(placed('kim', 530 + 210 * Math.max((time - 3) / 0.7, 0)));
  if (time >= 5) people.push(placed('collins', 530 + 210 * Math.max(1 - (time - 5) / 0.7, 0), 47));
  return people;
};

/** Maps 0…1 to 0…1 at a constant speed, with a short acceleration and deceleration. */
function walk(share: number): number {
  const s = Math.min(Math.max(share, 0), 1);
  const ramp = 0.12;
  const pace = 1 / (1 - ramp);
  if (s < ramp) return (pace * s * s) / (2 * ramp);
  if (s > 1 - ramp) return 1 - (pace * (1 - s) ** 2) / (2 * ramp);
  return pace * (s - ramp / 2);
}

/** Two people walk past each other, the second in front of the first. */
const crossing: Faces = (time) => {
  const along = walk((time - 1.25) / 2.5);
  const oval = { eyes: 46, size: [150, 204], anchor: [0.5, 0.46], shape: 'ellipse' } as const;
  return [
    { ...oval, face: 'koch', at: [130 + 380 * along, 208] },
    { ...oval, face: 'chari', at: [510 - 380 * along, 226] },
  ];
};

/** People in rows, each moving by a few pixels on a closed path of 5 s. */
const rows = (faces: readonly FaceName[], columns: number, eyes: number, size: Placed['size']): Faces => {
  const lines = Math.ceil(faces.length / columns);
  return (time) =>
    faces.map((face, i) => {
      const turn = (2 * Math.PI * time) / 5 + i * 1.3;
      const x = FRAME.width * (((i % columns) + 0.5) / columns) + 6 * Math.sin(turn);
      const y = FRAME.height * ((Math.floor(i / columns) + 0.46) / lines) + 4 * Math.cos(turn);
      return { face, at: [x, y], eyes: eyes * (1 + 0.02 * Math.sin(turn)), size };
    });
};

const loop = (faces: Faces): Scene => ({ fps: 30, seconds: 5, faces });
const short = (seconds: number, faces: Faces): Scene => ({ fps: 15, seconds, faces });

const FOUR = ['barron', 'conrad', 'kim', 'cardman'] as const;
const EIGHT = [...FOUR, 'chari', 'koch', 'collins', 'rubio'] as const;

/** All scenes, by the name of their clip. */
export const SCENES = {
  'smile-cut': short(6, smileCut),
  'three-people': short(8, threePeople),
  covered: {
    ...short(5, () => [{ face: 'barron', at: [320, 220], eyes: 56, size: [280, 320] }]),
    patch: (time) => (time >= 2 && time < 2.5 ? [180, 80, 280, 320] : null),
  },
  crossing: short(5, crossing),
  empty: loop(() => []),
  'one-face': loop(rows(['barron'], 1, 62, [320, 360])),
  'four-faces': loop(rows(FOUR, 2, 40, [200, 206])),
  'eight-faces': loop(rows(EIGHT, 4, 33, [132, 176])),
} as const satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof SCENES;

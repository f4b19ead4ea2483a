import { Human } from './human/human.esm.js';
import { draw, watch } from './watch.js';

const asked = new URLSearchParams(location.search);
const most = Number(asked.get('most') ?? 8);

/**
 * Human as it comes (detector, mesh, iris, emotion, description), with what has nothing to do with faces
 * switched off (body, hands, gestures) and as many faces as Mien reads, or as `most` says. `cache=off` reads every face in every
 * frame, instead of keeping what it said while the picture changes little.
 */
const human = new Human({
  backend: asked.get('backend'),
  modelBasePath: new URL('human/models/', location.href).href,
  wasmPath: new URL('tfjs/', location.href).href,
  debug: false,
  ...(asked.get('cache') === 'off' && { cacheSensitivity: 0 }),
  face: {
    enabled: true,
    detector: { maxDetected: most },
    mesh: { enabled: true },
    iris: { enabled: true },
    description: { enabled: true },
    emotion: { enabled: true },
  },
  body: { enabled: false },
  hand: { enabled: false },
  object: { enabled: false },
  gesture: { enabled: false },
});
await human.load();

const NO_PICTURE = 'could not convert input to tensor';

/** The descriptions that the last frame gave: one that is there again was kept, not read. */
let before = new Set();

await watch(async (video) => {
  const { face, error } = await human.detect(video);
  // The clip began anew at this very moment, and the video had no picture.
  if (error === NO_PICTURE) return null;
  if (error) throw new Error(error);
  const now = new Set(face.map(({ embedding }) => embedding).filter(Boolean));
  const readings = [...now].filter((one) => !before.has(one)).length;
  before = now;
  draw(
    face.map(({ box: [x, y, width, height], age, gender, emotion }) => {
      return { x, y, width, height, words: `${age} ${gender} ${emotion?.[0]?.emotion}` };
    }),
  );
  const sightings = face.map(({ box: [x, y, width, height], age, score }) => {
    return { box: { x, y, width, height }, labelled: age > 0, score };
  });
  return { faces: face.length, readings, labels: face.filter(({ age }) => age > 0).length, sightings };
});

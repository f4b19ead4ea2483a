import { Human } from './human/human.esm.js';
import { draw, watch } from './watch.js';

const parameters = new URLSearchParams(location.search);

/**
 * Human with its defaults for faces (detector, mesh, iris, emotion, description), without body, hands and gestures, and
 * with as many faces as Mien reads. `cache=off` reads every face in every frame, instead of reusing results while the
 * picture changes little.
 */
const human = new Human({
  backend: parameters.get('backend'),
  modelBasePath: new URL('human/models/', location.href).href,
  wasmPath: new URL('tfjs/', location.href).href,
  debug: false,
  ...(parameters.get('cache') === 'off' && { cacheSensitivity: 0 }),
  face: {
    enabled: true,
    detector: { maxDetected: 8 },
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

/** The embeddings of the last frame. The same object in the next frame was reused, not computed. */
let before = new Set();

await watch(async (video) => {
  const { face, error } = await human.detect(video);
  // The clip has just restarted, and the video has no picture yet.
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
  return { faces: face.length, readings, labels: face.filter(({ age }) => age > 0).length };
});

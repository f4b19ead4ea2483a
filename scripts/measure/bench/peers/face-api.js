import * as faceapi from './face-api/face-api.esm.js';
import { draw, watch } from './watch.js';

const parameters = new URLSearchParams(location.search);
const models = new URL('face-api/model/', location.href).href;

faceapi.tf.setWasmPaths(new URL('tfjs/', location.href).href);
await faceapi.tf.setBackend(parameters.get('backend'));
await faceapi.tf.ready();

/** Both detectors with their defaults, as in the project's demo, and with as many faces as Mien reads. */
const tiny = parameters.get('detector') === 'tiny';
const detector = tiny ? faceapi.nets.tinyFaceDetector : faceapi.nets.ssdMobilenetv1;
const options = tiny
  ? new faceapi.TinyFaceDetectorOptions()
  : new faceapi.SsdMobilenetv1Options({ maxResults: 8 });
for (const net of [
  detector,
  faceapi.nets.faceLandmark68Net,
  faceapi.nets.faceExpressionNet,
  faceapi.nets.ageGenderNet,
]) {
  await net.load(models);
}

await watch(async (video) => {
  const people = await faceapi
    .detectAllFaces(video, options)
    .withFaceLandmarks()
    .withFaceExpressions()
    .withAgeAndGender();
  draw(
    people.map(({ detection, age, gender, expressions }) => {
      const { x, y, width, height } = detection.box;
      const [emotion] = expressions.asSortedArray();
      return { x, y, width, height, words: `${Math.round(age)} ${gender} ${emotion?.expression}` };
    }),
  );
  return { faces: people.length, readings: people.length, labels: people.length };
});

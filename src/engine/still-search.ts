import { sampleCrop } from '#core/sample.ts';
import { mergeDetections, type StillView, stillViews } from '#core/still.ts';
import type { Detection, Keypoints, Picture, Point } from '#core/types.ts';
import type { Detector } from './pipeline.ts';

/** Side of a rendered view in pixels: the detector itself sees 192. */
const VIEW_SIDE = 256;

/**
 * Searches a still harder than a frame: as it is, padded (a face may fill it), and in tiles (faces may
 * be small in a large group). Returns merged detections, largest first.
 */
export function searchStill(detector: Detector, picture: Picture): readonly Detection[] {
  const found = stillViews(picture).flatMap((view) =>
    detector.detect(renderView(picture, view)).map((one) => fromView(one, view)),
  );
  const area = (one: Detection) => one.box.width * one.box.height;
  return mergeDetections(found).toSorted((a, b) => area(b) - area(a));
}

/** The square view of the picture, grey where it reaches beyond the border. */
function renderView(picture: Picture, view: StillView): Picture {
  const scale = VIEW_SIDE / view.size;
  const rgb = new Float32Array(VIEW_SIDE * VIEW_SIDE * 3);
  const similarity = { a: scale, b: 0, tx: -view.x * scale, ty: -view.y * scale };
  sampleCrop(picture, similarity, VIEW_SIDE, rgb, 0, 1, 0);
  const data = new Uint8ClampedArray(VIEW_SIDE * VIEW_SIDE * 4).fill(128);
  for (let y = 0; y < VIEW_SIDE; y++) {
    const sourceY = view.y + (y + 0.5) / scale;
    for (let x = 0; x < VIEW_SIDE; x++) {
      const sourceX = view.x + (x + 0.5) / scale;
      const inside = sourceX >= 0 && sourceY >= 0 && sourceX < picture.width && sourceY < picture.height;
      const pixel = y * VIEW_SIDE + x;
      if (inside) {
        for (let channel = 0; channel < 3; channel++) data[pixel * 4 + channel] = rgb[pixel * 3 + channel] ?? 0;
      }
      data[pixel * 4 + 3] = 255;
    }
  }
  return { width: VIEW_SIDE, height: VIEW_SIDE, data };
}

function fromView(detection: Detection, view: StillView): Detection {
  const scale = view.size / VIEW_SIDE;
  const point = (p: Point): Point => ({ x: p.x * scale + view.x, y: p.y * scale + view.y });
  const { box, keypoints } = detection;
  const mapped = Object.fromEntries(
    Object.entries(keypoints).map(([name, p]) => [name, point(p as Point)]),
  ) as unknown as Keypoints;
  return {
    score: detection.score,
    keypoints: mapped,
    box: { ...point(box), width: box.width * scale, height: box.height * scale },
  };
}

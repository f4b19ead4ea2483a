import { type PlacedLabel, placeNearest } from '#core/booth/labels.ts';
import { labelFont } from '#core/booth/sizes.ts';
import type { Face } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import type { OverlayLook } from '#view/stage/animate.ts';
import { personColour } from '#view/stage/colours.ts';
import { cover } from '#view/stage/fit.ts';
import { paintBox } from '#view/stage/paint.ts';
import { groupWords, resultLines } from '../words/labels.ts';
import type { ShowRun } from './run.ts';
import { createTag, type Tag } from './tag.ts';

interface Parts {
  readonly frame: () => HTMLElement | null;
  /** The list that holds the labels; its box is where labels may be. */
  readonly layer: () => HTMLElement | null;
  readonly run: ShowRun;
  /** Font size of the show, CSS pixels. */
  readonly font: number;
  /** Metres at which visitors are expected. */
  readonly distance: number;
}

/** Space around labels, in font sizes of the show. */
const GAP = 0.35;

/** The look of the mirror: boxes on the canvas, and labels as elements, so that they are text for everybody. */
export function createMirrorLook(context: CanvasRenderingContext2D, parts: Parts): OverlayLook {
  const { run, font, distance } = parts;
  const tags = new Map<number, Tag>();
  let places: ReadonlyMap<number, PlacedLabel> = new Map();

  function removeExcept(ids: ReadonlySet<number>): void {
    for (const [id, tag] of tags) {
      if (ids.has(id)) continue;
      tag.element.remove();
      tags.delete(id);
    }
  }

  function tagOf(face: Face, layer: HTMLElement, show: Settings['show'], pictureWidth: number): Tag {
    const tag = tags.get(face.id) ?? createTag(layer, personColour(face.id));
    tags.set(face.id, tag);
    const wanted = labelFont(font, face.box.width / pictureWidth, distance);
    const group = groupWords(face.id, run.group());
    tag.write(resultLines(face, show), group, wanted, {
      width: layer.clientWidth,
      height: layer.clientHeight,
    });
    return tag;
  }

  return {
    fit: cover,
    paint({ faces, frame, fit, state }) {
      const layer = parts.layer();
      const mirror = parts.frame();
      if (layer === null || mirror === null || state.result === null) return;
      const near = run.near();
      const line = Math.max(3, Math.min(frame.width, frame.height) / 240);
      for (const { face, box } of faces)
        paintBox(context, box, personColour(face.id), near.has(face.id) ? line : line / 2);

      const { width } = state.result.size;
      const close = faces.filter(({ face }) => near.has(face.id));
      removeExcept(new Set(close.map(({ face }) => face.id)));
      const labelled = close.map(({ face, box }) => ({
        id: face.id,
        box: { ...box, x: box.x + fit.x, y: box.y + fit.y },
        labels: tagOf(face, layer, state.settings.show, width).sizes(),
      }));
      const corner = { x: layer.offsetLeft - mirror.offsetLeft, y: layer.offsetTop - mirror.offsetTop };
      const area = { ...corner, width: layer.clientWidth, height: layer.clientHeight };
      const placed = placeNearest(labelled, area, font * GAP, places);
      places = new Map(placed.map((one) => [one.id, one]));
      for (const [id, tag] of tags) tag.place(places.get(id) ?? null, corner);
    },
    clear() {
      removeExcept(new Set());
      places = new Map();
    },
    listen: () => () => {},
    forgetWidths() {
      for (const tag of tags.values()) tag.measureAgain();
    },
  };
}

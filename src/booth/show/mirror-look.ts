import { placeNearest, type Spot } from '#core/booth/labels.ts';
import { labelFont } from '#core/booth/sizes.ts';
import type { Box, Face, Size } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import type { OverlayLook } from '#view/stage/animate.ts';
import { personColour } from '#view/stage/colours.ts';
import { cover } from '#view/stage/fit.ts';
import { paintBox } from '#view/stage/paint.ts';
import { groupWords, resultLines } from '../words/labels.ts';
import type { ShowRun } from './run.ts';

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
/** A label takes another font size only if it differs by this part. */
const SAME_FONT = 0.08;

/** The look of the mirror: boxes on the canvas, and labels as elements, so that they are text for everybody. */
export function createMirrorLook(context: CanvasRenderingContext2D, parts: Parts): OverlayLook {
  const { run, font, distance } = parts;
  const tags = new Map<number, Tag>();
  let spots: ReadonlyMap<number, Spot> = new Map();

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
    tag.write([...resultLines(face, show), ...(group === null ? [] : [group])], wanted);
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
        label: tagOf(face, layer, state.settings.show, width).size(),
      }));
      const corner = { x: layer.offsetLeft - mirror.offsetLeft, y: layer.offsetTop - mirror.offsetTop };
      const area = { ...corner, width: layer.clientWidth, height: layer.clientHeight };
      const placed = placeNearest(labelled, area, font * GAP, spots);
      spots = new Map(placed.map(({ id, spot }) => [id, spot]));
      const rects = new Map(placed.map(({ id, rect }) => [id, rect]));
      for (const [id, tag] of tags) tag.move(rects.get(id) ?? null, corner);
    },
    clear() {
      removeExcept(new Set());
      spots = new Map();
    },
    listen: () => () => {},
    forgetWidths() {
      for (const tag of tags.values()) tag.measureAgain();
    },
  };
}

/** The element of one label. */
interface Tag {
  readonly element: HTMLElement;
  write(lines: readonly string[], font: number): void;
  size(): Size;
  /** Moves it to a rectangle of the mirror; null hides it. `corner` is that of the layer in the mirror. */
  move(rect: Box | null, corner: { readonly x: number; readonly y: number }): void;
  measureAgain(): void;
}

function createTag(layer: HTMLElement, colour: string): Tag {
  const element = document.createElement('li');
  element.className = 'tag';
  element.style.setProperty('--colour', colour);
  layer.append(element);
  let text = '';
  let font = 0;
  let size: Size | null = null;
  return {
    element,
    write(lines, wanted) {
      const next = lines.join('\n');
      if (next !== text) {
        text = next;
        element.replaceChildren(
          ...lines.map((line) => {
            const row = document.createElement('span');
            row.textContent = line;
            return row;
          }),
        );
        size = null;
      }
      if (Math.abs(wanted - font) > font * SAME_FONT) {
        font = wanted;
        element.style.fontSize = `${font.toFixed(1)}px`;
        size = null;
      }
    },
    size() {
      size ??= { width: element.offsetWidth, height: element.offsetHeight };
      return size;
    },
    move(rect, corner) {
      element.dataset.placed = String(rect !== null);
      if (rect === null) return;
      element.style.transform = `translate(${(rect.x - corner.x).toFixed(1)}px, ${(rect.y - corner.y).toFixed(1)}px)`;
    },
    measureAgain() {
      size = null;
    },
  };
}

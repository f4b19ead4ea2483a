import type { PlacedLabel } from '#core/booth/labels.ts';
import type { Point, Size } from '#core/types.ts';

/** A label takes another font size only if it differs by this part. */
const SAME_FONT = 0.08;

/** The element of one person's label. */
export interface Tag {
  readonly element: HTMLElement;
  /**
   * `extra`: a last line that is left out for lack of room. `font`: the size wanted, CSS pixels; smaller if the other
   * lines would be larger than `most`.
   */
  write(lines: readonly string[], extra: string | null, font: number, most: Size): void;
  /** Its sizes, longest first: with the extra line, if there is one, and without. */
  sizes(): readonly Size[];
  /** Moves it to its place; null hides it. `corner`: of the list of labels in the mirror. */
  place(placed: PlacedLabel | null, corner: Point): void;
  /** The fonts have changed. */
  measureAgain(): void;
}

/** Adds a label to the list of labels. */
export function createTag(layer: HTMLElement, colour: string): Tag {
  const element = document.createElement('li');
  element.className = 'tag';
  element.style.setProperty('--colour', colour);
  layer.append(element);
  let text = '';
  let font = 0;
  let largest: Size = { width: 0, height: 0 };
  let extraLine: HTMLElement | null = null;
  let sizes: readonly Size[] | null = null;

  function lineOf(line: string): HTMLElement {
    const row = document.createElement('span');
    row.textContent = line;
    return row;
  }

  function measure(): Size {
    return { width: element.offsetWidth, height: element.offsetHeight };
  }

  function setFont(pixels: number): void {
    element.style.fontSize = `${pixels.toFixed(1)}px`;
  }

  return {
    element,
    write(lines, extra, wanted, most) {
      const next = JSON.stringify([lines, extra]);
      if (next !== text) {
        text = next;
        extraLine = extra === null ? null : lineOf(extra);
        element.replaceChildren(...lines.map(lineOf), ...(extraLine === null ? [] : [extraLine]));
        sizes = null;
      }
      if (Math.abs(wanted - font) > font * SAME_FONT) {
        font = wanted;
        sizes = null;
      }
      if (most.width !== largest.width || most.height !== largest.height) {
        largest = most;
        sizes = null;
      }
    },
    sizes() {
      if (sizes !== null) return sizes;
      setFont(font);
      if (extraLine !== null) extraLine.hidden = true;
      const { width, height } = measure();
      const fits = Math.min(largest.width / width, largest.height / height);
      if (fits < 1) setFont(font * fits);
      const short = measure();
      if (extraLine === null) {
        sizes = [short];
        return sizes;
      }
      extraLine.hidden = false;
      sizes = [measure(), short];
      return sizes;
    },
    place(placed, corner) {
      element.dataset.placed = String(placed !== null);
      if (placed === null) return;
      const { rect, length } = placed;
      if (extraLine !== null) extraLine.hidden = length > 0;
      element.style.transform = `translate(${(rect.x - corner.x).toFixed(1)}px, ${(rect.y - corner.y).toFixed(1)}px)`;
    },
    measureAgain() {
      sizes = null;
    },
  };
}

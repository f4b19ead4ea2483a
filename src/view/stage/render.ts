import { type CoverStyle, coverRegion } from '#core/cover.ts';
import type { Hidden } from '#core/cover-newcomers.ts';
import type { Face, Size } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import type { CoverBrush, Paintable } from './cover.ts';
import { toScreen } from './fit.ts';
import { paintScene } from './paint.ts';
import { layoutScene, type Measure, type Memory, type Scene } from './scene.ts';

/** A picture, its faces, and what is drawn of both. */
export interface Rendering {
  /** Upright and not mirrored, of any size with the aspect ratio of `size`. */
  readonly image: CanvasImageSource;
  /** The image's own size in pixels. */
  readonly natural: Size;
  /** The size to which boxes and keypoints of `faces` refer. */
  readonly size: Size;
  readonly faces: readonly Face[];
  readonly mirrored: boolean;
  /** The attributes on labels; null draws neither boxes nor labels. */
  readonly show: Settings['show'] | null;
  /** How faces are covered, and which; null covers none. */
  readonly cover: { readonly style: CoverStyle; readonly faces: readonly Hidden[] } | null;
}

/** What drawing needs from its caller; both may be used again for every picture. */
export interface RenderTools {
  readonly brush: CoverBrush;
  readonly measure: Measure;
}

/** The longer side of the picture for which labels are laid out, in the unit of a label's font size. */
const LAYOUT_SIDE = 1280;

/**
 * Draws picture, covers, boxes and labels on the whole of a canvas of `out` pixels. Labels have the same size relative
 * to the picture at any resolution. Returns the memory for the next picture of a film.
 */
export function renderPicture(
  context: Paintable,
  out: Size,
  rendering: Rendering,
  tools: RenderTools,
  memory: Memory,
): Memory {
  const { image, natural, size, faces, mirrored, show, cover } = rendering;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, out.width, out.height);
  const sx = out.width / size.width;
  context.setTransform(mirrored ? -sx : sx, 0, 0, out.height / size.height, mirrored ? out.width : 0, 0);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, size.width, size.height);
  if (cover !== null) {
    const regions = cover.faces.map((face) => coverRegion(face, size));
    tools.brush.paint(context, image, natural, size, regions, cover.style);
  }
  if (show === null) return memory;
  const unit = Math.max(1, Math.max(out.width, out.height) / LAYOUT_SIDE);
  context.setTransform(unit, 0, 0, unit, 0, 0);
  const scene = layoutPicture(
    { faces, size, mirrored, show },
    { width: out.width / unit, height: out.height / unit },
    tools.measure,
    memory,
  );
  paintScene(context, scene, null);
  return scene.memory;
}

/** Lays out the boxes and labels of a picture that is drawn at `area` units. */
function layoutPicture(
  rendering: Pick<Rendering, 'faces' | 'size' | 'mirrored'> & { readonly show: Settings['show'] },
  area: Size,
  measure: Measure,
  memory: Memory,
): Scene {
  const { faces, size, mirrored, show } = rendering;
  const scale = area.width / size.width;
  const placed = [...faces]
    .sort((a, b) => a.id - b.id)
    .map((face) => ({ face, box: toScreen(face.box, size, scale, mirrored) }));
  return layoutScene(placed, area, show, measure, memory);
}

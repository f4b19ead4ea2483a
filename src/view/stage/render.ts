import { type CoverStyle, coverRegion, type FacePlace } from '#core/cover.ts';
import type { Box, Face, Size } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import type { CoverBrush, Paintable } from './cover.ts';
import { toScreen } from './fit.ts';
import { paintScene } from './paint.ts';
import { layoutScene, type Measure, type Memory, type Scene } from './scene.ts';

/** A picture, its faces, and what is drawn of both. */
export interface Rendering {
  /** Upright and not mirrored, of any size with the aspect ratio of `size`. */
  readonly image: CanvasImageSource;
  /** The size to which boxes and keypoints of `faces` refer. */
  readonly size: Size;
  readonly faces: readonly Face[];
  readonly mirrored: boolean;
  /** The attributes on labels; null draws neither boxes nor labels. */
  readonly show: Settings['show'] | null;
  /** How faces are covered, and which; null covers none. `blocks` as in CoverBrush. */
  readonly cover: {
    readonly style: CoverStyle;
    readonly faces: readonly FacePlace[];
    /** More to cover, in the same pixels. */
    readonly regions?: readonly Box[];
    readonly blocks?: number;
  } | null;
}

/** What drawing needs from its caller; both may be used again for every picture. */
export interface RenderTools {
  readonly brush: CoverBrush;
  readonly measure: Measure;
}

/**
 * Labels are laid out for a picture of at most this length, and drawn larger with it. A smaller picture has labels of
 * the usual size.
 */
const LAYOUT_SIDE = 1280;

/**
 * Draws picture, covers, boxes and labels on the whole of a canvas of `out` pixels. The layout
 * is the same at any resolution. Returns the memory for the next picture of a film.
 */
export function renderPicture(
  context: Paintable,
  out: Size,
  rendering: Rendering,
  tools: RenderTools,
  memory: Memory,
): Memory {
  const { image, size, faces, mirrored, show, cover } = rendering;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, out.width, out.height);
  const sx = out.width / size.width;
  context.setTransform(mirrored ? -sx : sx, 0, 0, out.height / size.height, mirrored ? out.width : 0, 0);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, size.width, size.height);
  if (cover !== null) {
    const regions = [...cover.faces.map((face) => coverRegion(face, size)), ...(cover.regions ?? [])];
    tools.brush.paint(context, regions, cover.style, cover.blocks);
  }
  if (show === null) return memory;
  const unit = Math.max(out.width, out.height) / Math.min(LAYOUT_SIDE, Math.max(size.width, size.height));
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

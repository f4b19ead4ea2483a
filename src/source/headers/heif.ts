import type { Size } from '#core/types.ts';
import { type Bytes, textAt } from './bytes.ts';
import { type ImageFacts, NO_FACTS, type Orientation } from './facts.ts';

/** Bytes of the meta box to read; lists of items are shorter, and pixels are in other boxes. */
const MOST_META = 4 * 1024 * 1024;
/** Limits the work on a damaged file. */
const MOST_BOXES = 1000;

interface Box {
  readonly type: string;
  /** Offsets in the view: the first byte after the box's header, and the first one after the box. */
  readonly from: number;
  readonly to: number;
}

/**
 * Size and orientation of the primary picture of an AVIF or HEIC file (ISO 23008-12). Only `irot` and `imir` count: an
 * EXIF orientation in such a file repeats them and must be ignored.
 */
export async function heifFacts(bytes: Bytes): Promise<ImageFacts> {
  const meta = await metaBox(bytes);
  if (!meta) return NO_FACTS;
  // The version of the box precedes its children.
  const children = boxes(meta, 4, meta.byteLength);
  const primary = children.find(({ type }) => type === 'pitm');
  const properties = children.find(({ type }) => type === 'iprp');
  if (!primary || !properties) return NO_FACTS;
  const lists = boxes(meta, properties.from, properties.to);
  const container = lists.find(({ type }) => type === 'ipco');
  if (!container) return NO_FACTS;
  const all = boxes(meta, container.from, container.to);
  const id =
    meta.getUint8(primary.from) === 0 ? meta.getUint16(primary.from + 4) : meta.getUint32(primary.from + 4);
  const own = lists
    .filter(({ type }) => type === 'ipma')
    .flatMap((list) => propertiesOf(meta, list, id))
    .flatMap((index) => all[index - 1] ?? []);
  const property = (type: string) => own.find((box) => box.type === type);
  const [extent, turn, mirror] = [property('ispe'), property('irot'), property('imir')];
  return {
    size: extent ? extentOf(meta, extent) : largest(meta, all),
    orientation: orientationOf(
      turn ? meta.getUint8(turn.from) & 3 : 0,
      mirror ? ((meta.getUint8(mirror.from) & 1) as 0 | 1) : null,
    ),
    whole: true,
    animated: false,
  };
}

/** The contents of the file's meta box, which may be anywhere among the top-level boxes. */
async function metaBox(bytes: Bytes): Promise<DataView | null> {
  let offset = 0;
  for (let i = 0; i < MOST_BOXES && offset + 8 <= bytes.size; i++) {
    const head = await bytes.view(offset, 16);
    const short = head.getUint32(0);
    const length = short === 1 ? Number(head.getBigUint64(8)) : short === 0 ? bytes.size - offset : short;
    const from = short === 1 ? 16 : 8;
    if (length < from) return null;
    if (textAt(head, 4, 4) === 'meta') return bytes.view(offset + from, Math.min(length - from, MOST_META));
    offset += length;
  }
  return null;
}

/** The consecutive boxes between two offsets. */
function boxes(view: DataView, from: number, to: number): readonly Box[] {
  const found: Box[] = [];
  for (let offset = from; offset + 8 <= to; ) {
    const length = view.getUint32(offset) || to - offset;
    if (length < 8) break;
    found.push({ type: textAt(view, offset + 4, 4), from: offset + 8, to: Math.min(offset + length, to) });
    offset += length;
  }
  return found;
}

/** Indices, counted from 1, of the properties that belong to an item. */
function propertiesOf(view: DataView, { from }: Box, id: number): readonly number[] {
  const version = view.getUint8(from);
  const wide = (view.getUint8(from + 3) & 1) === 1;
  const count = view.getUint32(from + 4);
  let offset = from + 8;
  for (let i = 0; i < count; i++) {
    const item = version < 1 ? view.getUint16(offset) : view.getUint32(offset);
    offset += version < 1 ? 2 : 4;
    const associations = view.getUint8(offset);
    offset += 1;
    const width = wide ? 2 : 1;
    // The top bit marks a property as essential and is not part of the index.
    const index = (n: number) =>
      wide ? view.getUint16(offset + n * 2) & 0x7fff : view.getUint8(offset + n) & 0x7f;
    if (item === id) return Array.from({ length: associations }, (_, n) => index(n));
    offset += associations * width;
  }
  return [];
}

const extentOf = (view: DataView, { from }: Box): Size => ({
  width: view.getUint32(from + 4),
  height: view.getUint32(from + 8),
});

/** Size of the largest picture in the file, for a primary picture without a size of its own. */
function largest(view: DataView, all: readonly Box[]): Size | null {
  const sizes = all.filter(({ type }) => type === 'ispe').map((box) => extentOf(view, box));
  const pixels = ({ width, height }: Size) => width * height;
  return sizes.reduce<Size | null>(
    (most, size) => (most && pixels(most) >= pixels(size) ? most : size),
    null,
  );
}

/** EXIF orientation by anticlockwise quarter turns, then by mirroring: none, top to bottom, left to right. */
const ORIENTATIONS: readonly (readonly [Orientation, Orientation, Orientation])[] = [
  [1, 4, 2],
  [8, 5, 7],
  [3, 2, 4],
  [6, 7, 5],
];

function orientationOf(turns: number, mirror: 0 | 1 | null): Orientation {
  return ORIENTATIONS[turns]?.[mirror === null ? 0 : mirror + 1] ?? 1;
}

/** Field numbers of the Model table in TensorFlow Lite's schema.fbs. */
const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatureDefs: 7,
} as const;
const MODEL_FIELDS = 8;
const METADATA_NAME = 'TFLITE_METADATA';

/**
 * A .tflite file with the given metadata flatbuffer added under "TFLITE_METADATA".
 *
 * A FlatBuffer's offsets only point forward, relative to where they are written. So a file can be extended at
 * the FRONT without touching a byte of it: a new root (Model) table, a new list of buffers (the old ones and
 * one more) and a new list of metadata (the old ones and one more) are put before the old file, and point
 * into it. The old root table and its two lists stay in the file, unreferenced. The old file begins at a
 * multiple of 16 bytes, so whatever was aligned in it still is.
 *
 * @throws if `model` is no TensorFlow Lite flatbuffer, or already has such metadata.
 */
export function withMetadata(model: Uint8Array, metadata: Uint8Array): Uint8Array {
  const old = readModelTable(model);
  const front = new FrontWriter();

  front.uint32(0); // the offset of the root table, set below
  front.text('TFL3');
  const vtable = front.at;
  front.uint16(4 + 2 * MODEL_FIELDS);
  front.uint16(4 + 4 * MODEL_FIELDS);
  for (let field = 0; field < MODEL_FIELDS; field++) {
    const absent = OPTIONAL_FIELDS.has(field) && old.target(field) === null;
    front.uint16(absent ? 0 : 4 + 4 * field);
  }
  front.align(4);
  front.patch(0, front.at);
  front.uint32(front.at - vtable); // a table begins with the distance back to its vtable
  front.uint32(old.version);
  front.offset(front.inOld(old.target(MODEL.operatorCodes)));
  front.offset(front.inOld(old.target(MODEL.subgraphs)));
  front.offset(front.inOld(old.target(MODEL.description)));
  const buffers = front.offset();
  front.offset(front.inOld(old.target(MODEL.metadataBuffer)));
  const metadataList = front.offset();
  front.offset(front.inOld(old.target(MODEL.signatureDefs)));

  const oldBuffers = old.vector(MODEL.buffers);
  buffers.target = front.at;
  front.uint32(oldBuffers.length + 1);
  for (const buffer of oldBuffers) front.offset(front.inOld(buffer));
  const newBuffer = front.offset();

  const oldMetadata = old.vector(MODEL.metadata);
  metadataList.target = front.at;
  front.uint32(oldMetadata.length + 1);
  for (const entry of oldMetadata) front.offset(front.inOld(entry));
  const newMetadata = front.offset();

  const metadataVtable = front.at; // Metadata { name: string, buffer: uint }
  for (const value of [8, 12, 4, 8]) front.uint16(value);
  newMetadata.target = front.at;
  front.uint32(front.at - metadataVtable);
  const name = front.offset();
  front.uint32(oldBuffers.length); // the index of the new buffer
  name.target = front.at;
  front.uint32(METADATA_NAME.length);
  front.text(`${METADATA_NAME}\0`);
  front.align(4);

  const bufferVtable = front.at; // Buffer { data: [ubyte] }
  for (const value of [6, 8, 4]) front.uint16(value);
  front.align(4);
  newBuffer.target = front.at;
  front.uint32(front.at - bufferVtable);
  const data = front.offset();
  front.align(16, 12); // the bytes after the four of the length are aligned to 16, as the schema asks
  data.target = front.at;
  front.uint32(metadata.length);
  front.bytes(metadata);
  front.align(16);
  return front.finish(model);
}

const OPTIONAL_FIELDS: ReadonlySet<number> = new Set([
  MODEL.description,
  MODEL.metadataBuffer,
  MODEL.signatureDefs,
]);

/** Where the fields of the root table of a .tflite file point to, in bytes from its start. */
interface ModelTable {
  readonly version: number;
  target(field: number): number | null;
  /** Where each element of a vector of tables is; empty where the field is absent. */
  vector(field: number): readonly number[];
}

function readModelTable(file: Uint8Array): ModelTable {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (new TextDecoder().decode(file.subarray(4, 8)) !== 'TFL3') {
    throw new Error('not a TensorFlow Lite model: the identifier TFL3 is missing');
  }
  const root = view.getUint32(0, true);
  const vtable = root - view.getInt32(root, true);
  const vtableBytes = view.getUint16(vtable, true);
  const position = (field: number): number | null => {
    const entry = 4 + 2 * field;
    const inTable = entry < vtableBytes ? view.getUint16(vtable + entry, true) : 0;
    return inTable === 0 ? null : root + inTable;
  };
  const follow = (at: number): number => at + view.getUint32(at, true);
  const target = (field: number): number | null => {
    const at = position(field);
    return at === null ? null : follow(at);
  };
  const vector = (field: number): readonly number[] => {
    const at = target(field);
    if (at === null) return [];
    return Array.from({ length: view.getUint32(at, true) }, (_, i) => follow(at + 4 + 4 * i));
  };
  if (new TextDecoder().decode(file).includes(METADATA_NAME)) {
    throw new Error(`the model already has ${METADATA_NAME}`);
  }
  const versionAt = position(MODEL.version);
  return { version: versionAt === null ? 0 : view.getUint32(versionAt, true), target, vector };
}

/** A reference whose four bytes are written at the end, when everything has its place. */
interface Reference {
  readonly at: number;
  target: number | null;
  /** True where `target` counts from the start of the old file. */
  readonly old: boolean;
}

class FrontWriter {
  at = 0;
  #view = new DataView(new ArrayBuffer(65_536));
  #references: Reference[] = [];

  uint16(value: number): void {
    this.#view.setUint16(this.at, value, true);
    this.at += 2;
  }

  uint32(value: number): void {
    this.#view.setUint32(this.at, value, true);
    this.at += 4;
  }

  patch(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  bytes(values: Uint8Array): void {
    new Uint8Array(this.#view.buffer).set(values, this.at);
    this.at += values.length;
  }

  text(value: string): void {
    this.bytes(new TextEncoder().encode(value));
  }

  align(multiple: number, phase = 0): void {
    while ((this.at - phase) % multiple !== 0) this.at++;
  }

  inOld(target: number | null): Pick<Reference, 'target' | 'old'> {
    return { target, old: true };
  }

  /** Leaves room for an offset; a target of null at the end means an absent field. */
  offset(to: Pick<Reference, 'target' | 'old'> = { target: null, old: false }): Reference {
    const reference = { at: this.at, ...to };
    this.#references.push(reference);
    this.uint32(0);
    return reference;
  }

  finish(old: Uint8Array): Uint8Array {
    for (const { at, target, old: inOld } of this.#references) {
      if (target === null) continue;
      const distance = target + (inOld ? this.at : 0) - at;
      if (distance <= 0) throw new Error(`offset at ${at} would point backwards`);
      this.patch(at, distance);
    }
    const file = new Uint8Array(this.at + old.length);
    file.set(new Uint8Array(this.#view.buffer, 0, this.at));
    file.set(old, this.at);
    return file;
  }
}

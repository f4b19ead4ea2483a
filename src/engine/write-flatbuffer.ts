/** What a FlatBuffer's offset points to. */
export type Target =
  /** The fields by number; null: absent. */
  | { readonly table: readonly (Scalar | Target | null)[] }
  | { readonly vector: readonly Target[] }
  | { readonly floats: readonly number[] }
  | { readonly text: string }
  /** Begins at a multiple of 16, as TensorFlow Lite requires of its buffers. */
  | { readonly bytes: Uint8Array }
  /** Something in the old file that follows, in bytes from its start. */
  | { readonly old: number };

/** A field's own value. */
export type Scalar = { readonly int8: number } | { readonly uint32: number };

const MOST_BYTES = 65_536;

/**
 * Writes a FlatBuffer of at most 64 KiB, and an old FlatBuffer unchanged after it if one is given.
 *
 * Offsets are relative to their own position and only point forward. So a file can be extended at its front: the new
 * root is first, and points to what it keeps of the old file. That begins at a multiple of 16, so its alignment holds.
 *
 * @param identifier the four letters after the root's offset.
 */
export function writeFlatbuffer(
  root: Target,
  identifier: string,
  old: Uint8Array = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(MOST_BYTES));
  const bytes = new Uint8Array(view.buffer);
  let end = 8;
  bytes.set(new TextEncoder().encode(identifier), 4);
  const waiting: { readonly from: number; readonly to: Target }[] = [{ from: 0, to: root }];
  const intoOld: { readonly from: number; readonly place: number }[] = [];

  /** Moves the end so that the byte `ahead` bytes further on is at a multiple of `multiple`. */
  const align = (multiple: number, ahead = 0) => {
    while ((end + ahead) % multiple !== 0) end += 1;
    return end;
  };
  const putLength = (length: number, ahead: number) => {
    const start = align(ahead, 4);
    view.setUint32(start, length, true);
    end = start + 4;
    return start;
  };

  function putTable(fields: readonly (Scalar | Target | null)[]): number {
    const vtable = align(2);
    const present = fields.filter((field) => field !== null).length;
    view.setUint16(vtable, 4 + 2 * fields.length, true);
    view.setUint16(vtable + 2, 4 + 4 * present, true);
    end = vtable + 4 + 2 * fields.length;
    const start = align(4);
    view.setInt32(start, start - vtable, true);
    end = start + 4;
    fields.forEach((field, number) => {
      if (field === null) return;
      view.setUint16(vtable + 4 + 2 * number, end - start, true);
      if ('int8' in field) view.setInt8(end, field.int8);
      else if ('uint32' in field) view.setUint32(end, field.uint32, true);
      else waiting.push({ from: end, to: field });
      end += 4;
    });
    return start;
  }

  function put(target: Exclude<Target, { readonly old: number }>): number {
    if ('table' in target) return putTable(target.table);
    if ('vector' in target) {
      const start = putLength(target.vector.length, 4);
      for (const to of target.vector) {
        waiting.push({ from: end, to });
        end += 4;
      }
      return start;
    }
    if ('floats' in target) {
      const start = putLength(target.floats.length, 4);
      for (const value of target.floats) {
        view.setFloat32(end, value, true);
        end += 4;
      }
      return start;
    }
    const isText = 'text' in target;
    const content = isText ? new TextEncoder().encode(target.text) : target.bytes;
    const start = putLength(content.length, isText ? 4 : 16);
    bytes.set(content, end);
    // A string ends with a zero that its length does not count.
    end += content.length + (isText ? 1 : 0);
    return start;
  }

  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { from, to } = next;
    if ('old' in to) intoOld.push({ from, place: to.old });
    else view.setUint32(from, put(to) - from, true);
  }
  align(16);
  for (const { from, place } of intoOld) view.setUint32(from, end + place - from, true);
  const file = new Uint8Array(end + old.length);
  file.set(bytes.subarray(0, end));
  file.set(old, end);
  return file;
}

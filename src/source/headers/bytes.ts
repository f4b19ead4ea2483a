/** Bytes to read at a time, so that many small parts cost few reads. */
const WINDOW = 64 * 1024;

/** Random access to a file of which only a few parts are needed. */
export interface Bytes {
  readonly size: number;
  /**
   * Returns `length` bytes from `offset`, or fewer at the end of the file. Rejects with a RangeError if the file has
   * no such offset, and with the browser's DOMException if it cannot be read any more.
   */
  view(offset: number, length: number): Promise<DataView>;
}

/** Random access to `file`. */
export function bytesOf(file: Blob): Bytes {
  let start = 0;
  let window = new ArrayBuffer(0);
  return {
    size: file.size,
    async view(offset, length) {
      if (!(offset >= 0 && offset <= file.size)) throw new RangeError(`offset ${offset} of ${file.size}`);
      const end = Math.min(file.size, offset + length);
      if (offset < start || end > start + window.byteLength) {
        window = await file
          .slice(offset, Math.min(file.size, offset + Math.max(WINDOW, length)))
          .arrayBuffer();
        start = offset;
      }
      return new DataView(window, offset - start, end - offset);
    },
  };
}

/** Reads `length` bytes as Latin-1 text, such as box types, chunk names and tags. Throws a RangeError past the end. */
export function textAt(view: DataView, offset: number, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(view.getUint8(offset + i));
  return text;
}

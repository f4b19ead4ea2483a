/** Blobs are read this much at a time, so that walking many small parts costs few reads. */
const WINDOW = 64 * 1024;

/** Random access to a file of which only a few parts are wanted. */
export interface Bytes {
  readonly size: number;
  /**
   * `length` bytes from `at`, fewer where the file ends before. Rejects with a RangeError if `at` is not an
   * offset in the file, and with the browser's DOMException if the file cannot be read any more.
   */
  view(at: number, length: number): Promise<DataView>;
}

export function bytesOf(file: Blob): Bytes {
  let start = 0;
  let window = new ArrayBuffer(0);
  return {
    size: file.size,
    async view(at, length) {
      if (!(at >= 0 && at <= file.size)) throw new RangeError(`offset ${at} of ${file.size}`);
      const end = Math.min(file.size, at + length);
      if (at < start || end > start + window.byteLength) {
        window = await file.slice(at, Math.min(file.size, at + Math.max(WINDOW, length))).arrayBuffer();
        start = at;
      }
      return new DataView(window, at - start, end - at);
    },
  };
}

/** `length` bytes as Latin text: box types, chunk names, tags. Throws a RangeError past the end. */
export function textAt(view: DataView, at: number, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(view.getUint8(at + i));
  return text;
}

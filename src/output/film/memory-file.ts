const BLOCK_BYTES = 4 * 1024 * 1024;

/** A file that is written in memory, at any position. */
export interface MemoryFile {
  /** Writes bytes at a position; what lies before it and was never written is zero. */
  write(position: number, data: Uint8Array): void;
  size(): number;
  blob(type: string): Blob;
}

/** Creates an empty file. It grows block by block: one growing buffer would be copied, and need twice its memory. */
export function createMemoryFile(blockBytes = BLOCK_BYTES): MemoryFile {
  const blocks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  return {
    write(position, data) {
      const end = position + data.byteLength;
      while (blocks.length * blockBytes < end) blocks.push(new Uint8Array(blockBytes));
      for (let from = position; from < end; ) {
        const offset = from % blockBytes;
        const length = Math.min(blockBytes - offset, end - from);
        const part = data.subarray(from - position, from - position + length);
        blocks[Math.floor(from / blockBytes)]?.set(part, offset);
        from += length;
      }
      size = Math.max(size, end);
    },
    size: () => size,
    blob: (type) =>
      new Blob(
        blocks.map((block, index) => block.subarray(0, Math.max(0, size - index * blockBytes))),
        { type },
      ),
  };
}

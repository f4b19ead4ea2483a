import { makeZip } from 'client-zip';

/** One file of an archive. */
export interface ZipEntry {
  /** The path in the archive, with "/" between its parts. */
  readonly name: string;
  readonly file: Blob;
}

/** Where an archive is written: a file that the person chose, or null for a download. */
export type ZipTarget = (FileSystemFileHandle & { remove?(): Promise<void> }) | null;

interface SavePicker {
  showSaveFilePicker?(options: {
    readonly suggestedName: string;
    readonly types: readonly { readonly description: string; readonly accept: Record<string, string[]> }[];
  }): Promise<FileSystemFileHandle>;
}

/** Lets the person choose a file where the browser can; must be called in a click. 'none' if they choose none. */
export async function chooseZip(name: string): Promise<ZipTarget | 'none'> {
  const { showSaveFilePicker } = window as SavePicker;
  if (showSaveFilePicker === undefined) return null;
  const types = [{ description: 'ZIP', accept: { 'application/zip': ['.zip'] } }];
  try {
    return await showSaveFilePicker.call(window, { suggestedName: name, types });
  } catch (error) {
    // Forbidden in a page that is embedded by another; a download is not.
    return error instanceof DOMException && error.name === 'AbortError' ? 'none' : null;
  }
}

/**
 * Writes an archive while its entries are made, so that one entry at a time is in memory. Resolves with the file to
 * download if there is no target; browsers keep such a file outside of the page's memory. Rejects with an AbortError
 * once `signal` is aborted, and if the file cannot be written; nothing is left of it then.
 */
export async function writeZip(
  entries: AsyncIterable<ZipEntry>,
  target: ZipTarget,
  signal: AbortSignal,
): Promise<Blob | null> {
  const stream = makeZip(asInputs(entries));
  if (target === null) return collect(stream, signal);
  try {
    await stream.pipeTo(await target.createWritable(), { signal });
  } catch (error) {
    // The browser has created the chosen file, and keeps what was in it before.
    const left = await target.getFile().catch(() => null);
    if (left?.size === 0) await target.remove?.().catch(() => {});
    throw error;
  }
  return null;
}

async function* asInputs(entries: AsyncIterable<ZipEntry>) {
  for await (const { name, file } of entries) yield { name, input: file, lastModified: new Date() };
}

/** Turns parts into blobs of this many bytes, which a browser may move from memory to its disk. */
const BLOB_BYTES = 16e6;

async function collect(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<Blob> {
  const blobs: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const pack = () => {
    blobs.push(new Blob(parts));
    parts = [];
    bytes = 0;
  };
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    if (signal.aborted) await reader.cancel();
    signal.throwIfAborted();
    parts.push(read.value as Uint8Array<ArrayBuffer>);
    bytes += read.value.length;
    if (bytes >= BLOB_BYTES) pack();
  }
  pack();
  return new Blob(blobs, { type: 'application/zip' });
}

import type { OnBytes } from './assets.ts';
import type { HandedList, ToEngine } from './protocol.ts';

type Handed = Extract<ToEngine, { type: 'file-part' | 'file-end' | 'program' }>;

/** Receives what the page fetches for the worker: files, by address, and the compiled program. */
export interface HandedFiles {
  take(message: Handed): void;
  /** Declares what the page is going to send. */
  expect(list: HandedList): void;
  /**
   * Resolves with the whole file once the page has sent it. Null if the page does not send it, failed to download it,
   * or if it was returned before: then the worker fetches it. `onBytes` is called for each part.
   */
  file(url: string, onBytes: OnBytes): Promise<Uint8Array | null>;
  /** Resolves with the WASM program; null if the page does not send it or could not compile it. */
  program(): Promise<WebAssembly.Module | null>;
  /** Frees files that were never requested, and expects nothing more. */
  clear(): void;
}

interface Arriving {
  parts: Uint8Array[];
  /** True once every part has arrived, false if the download failed, null while parts are still expected. */
  whole: boolean | null;
  notify(): void;
}

/** Creates an empty set that expects nothing; parts that arrive before `expect` are kept. */
export function createHandedFiles(): HandedFiles {
  const files = new Map<string, Arriving>();
  /** Files that can still be requested: each is kept until then and returned once. */
  let expected = new Set<string>();
  let expectsProgram = false;
  let giveProgram: (module: WebAssembly.Module | null) => void = () => {};
  const program = new Promise<WebAssembly.Module | null>((resolve) => {
    giveProgram = resolve;
  });

  function arriving(url: string): Arriving {
    const known = files.get(url);
    if (known) return known;
    const fresh: Arriving = { parts: [], whole: null, notify: () => {} };
    files.set(url, fresh);
    return fresh;
  }

  return {
    take(message) {
      if (message.type === 'program') {
        giveProgram(message.program);
        return;
      }
      const file = arriving(message.url);
      if (message.type === 'file-part') file.parts.push(message.bytes);
      else file.whole = message.whole;
      file.notify();
    },
    expect(list) {
      expected = new Set(list.files);
      expectsProgram = list.program;
    },
    file(url, onBytes) {
      if (!expected.delete(url)) return Promise.resolve(null);
      const file = arriving(url);
      let counted = 0;
      return new Promise((resolve) => {
        file.notify = () => {
          for (; counted < file.parts.length; counted++) onBytes(file.parts[counted]!.byteLength);
          if (file.whole === null) return;
          files.delete(url);
          resolve(file.whole ? joined(file.parts) : null);
        };
        file.notify();
      });
    },
    program: async () => (expectsProgram ? program : null),
    clear() {
      expected.clear();
      files.clear();
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}

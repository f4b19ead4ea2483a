/**
 * Direct access to the kernels of tfjs's WASM program (XNNPACK). A detector runs the same 130 kernels with the same
 * arguments on every frame, and tfjs's executor would add a third to their time. Tensors are numbers, registered
 * with their address in the program's memory.
 */
export interface Xnn {
  /** Allocates `count` floats and returns their address. They are freed only with the program. */
  allocate(count: number): number;
  /** A view of `count` floats at an address. Valid until the next allocation. */
  floats(place: number, count: number): Float32Array;
  /** Registers a tensor of `count` floats at an address and returns its number. */
  register(place: number, count: number): number;
  /** Stores int32 values, for kernels that take shapes, and returns their address. */
  integers(values: readonly number[]): number;
  readonly kernels: Kernels;
}

type Kernel = (...numbers: readonly number[]) => void;

/** Kernels by the names of tfjs. Their numeric arguments are those of the C++ functions. */
export interface Kernels {
  readonly FusedConv2D: Kernel;
  readonly FusedDepthwiseConv2D: Kernel;
  readonly Add: Kernel;
  readonly Relu: Kernel;
  readonly MaxPool: Kernel;
  readonly PadV2: Kernel;
  readonly ResizeBilinear: Kernel;
}

interface Exports extends Kernels {
  readonly memory: WebAssembly.Memory;
  __wasm_call_ctors(): void;
  init_with_threads_count(count: number): void;
  register_tensor(id: number, size: number, place: number): void;
  malloc(bytes: number): number;
}

const PAGE = 65_536;
const LARGEST_MEMORY = 256 * 1024 * 1024;

/**
 * Instantiates tfjs's SIMD program (pinned: 4.22.0) with one thread and without its loader.
 * Throws a WebAssembly error if the program does not fit.
 */
export async function startXnn(program: WebAssembly.Module): Promise<Xnn> {
  const bytes = () => new Uint8Array(exports.memory.buffer);
  const env = {
    abort() {
      throw new Error('the WASM program stopped');
    },
    emscripten_memcpy_big: (to: number, from: number, count: number) => {
      bytes().copyWithin(to >>> 0, from >>> 0, (from >>> 0) + count);
    },
    emscripten_get_heap_max: () => LARGEST_MEMORY,
    emscripten_resize_heap(size: number) {
      const more = Math.ceil(((size >>> 0) - exports.memory.buffer.byteLength) / PAGE);
      try {
        exports.memory.grow(more);
        return 1;
      } catch {
        return 0;
      }
    },
  };
  // The program writes to files only when it aborts, and then `abort` throws.
  const wasi = { fd_close: () => 0, fd_seek: () => 0, fd_write: () => 0 };
  const instance = await WebAssembly.instantiate(program, { env, wasi_snapshot_preview1: wasi });
  const exports = instance.exports as unknown as Exports;
  exports.__wasm_call_ctors();
  exports.init_with_threads_count(1);
  // Tensor numbers start at 1: kernels read 0 as "no tensor".
  let tensors = 0;
  const allocate = (count: number) => exports.malloc(count * 4) >>> 0;
  return {
    allocate,
    floats: (place, count) => new Float32Array(exports.memory.buffer, place, count),
    register(place, count) {
      tensors += 1;
      exports.register_tensor(tensors, count, place);
      return tensors;
    },
    integers(values) {
      const place = allocate(values.length);
      new Int32Array(exports.memory.buffer, place, values.length).set(values);
      return place;
    },
    kernels: exports,
  };
}

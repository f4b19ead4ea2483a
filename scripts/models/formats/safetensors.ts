/** A row-major array with its shape. */
export interface Tensor<Data extends Float32Array | Uint8Array = Float32Array> {
  readonly shape: readonly number[];
  readonly data: Data;
}

/** Largest accepted header; the reference implementation has the same limit. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * Returns the tensors of a safetensors file by name. Only the types F32 and U8 are supported, which exports use.
 * Format: the length of the header (8 bytes, little-endian), the header (JSON: name → dtype, shape, data_offsets), and
 * the data. https://github.com/huggingface/safetensors#format
 *
 * @throws with the tensor's name if the file is truncated, a type is not supported, or a shape does not match its bytes.
 */
export function parseSafetensors(file: Uint8Array): ReadonlyMap<string, Tensor | Tensor<Uint8Array>> {
  if (file.length < 8) throw new Error('safetensors: shorter than its 8 bytes of length');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > MAX_HEADER_BYTES || 8 + headerBytes > file.length) {
    throw new Error(`safetensors: a header of ${headerBytes} bytes in a file of ${file.length}`);
  }
  const header: unknown = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerBytes)));
  if (typeof header !== 'object' || header === null)
    throw new Error('safetensors: the header is not an object');
  const data = file.subarray(8 + headerBytes);
  const tensors = new Map<string, Tensor | Tensor<Uint8Array>>();
  for (const [name, entry] of Object.entries(header)) {
    if (name !== '__metadata__') tensors.set(name, readTensor(name, entry, data));
  }
  return tensors;
}

function readTensor(name: string, entry: unknown, data: Uint8Array): Tensor | Tensor<Uint8Array> {
  const { dtype, shape, data_offsets } = (entry ?? {}) as Record<string, unknown>;
  if (!isSizes(shape) || !isSizes(data_offsets) || data_offsets.length !== 2) {
    throw new Error(`safetensors: ${name} has a bad shape or bad offsets`);
  }
  const [begin, end] = data_offsets as [number, number];
  if (dtype !== 'F32' && dtype !== 'U8')
    throw new Error(`safetensors: ${name} is ${String(dtype)}, not F32 or U8`);
  const count = shape.reduce((a, b) => a * b, 1);
  const bytes = count * (dtype === 'F32' ? 4 : 1);
  if (end - begin !== bytes) {
    throw new Error(`safetensors: ${name} [${shape}] needs ${bytes} bytes, the file says ${end - begin}`);
  }
  if (end > data.length) throw new Error(`safetensors: the file ends within ${name}`);
  // `slice` of a Buffer makes no copy.
  const copy = new Uint8Array(data.subarray(begin, end));
  return dtype === 'U8' ? { shape, data: copy } : { shape, data: new Float32Array(copy.buffer) };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/**
 * Returns the float32 tensor with this name and shape (−1: any size).
 *
 * @throws if it is missing or has another type or shape.
 */
export function floatTensor(
  tensors: ReadonlyMap<string, Tensor | Tensor<Uint8Array>>,
  name: string,
  shape: readonly number[],
): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`the weights lack ${name}`);
  const { data } = tensor;
  if (!(data instanceof Float32Array)) throw new Error(`${name} is not float32`);
  const fits =
    tensor.shape.length === shape.length && shape.every((n, i) => n === -1 || n === tensor.shape[i]);
  if (!fits) throw new Error(`${name} is [${tensor.shape}], the network says [${shape}]`);
  return { shape: tensor.shape, data };
}

import { describe, expect, it } from 'vitest';
import { floatTensor, parseSafetensors } from './safetensors.ts';

function file(header: object | string, data: readonly number[]): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

const one = [0, 0, 128, 63];
const entry = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };

describe('safetensors', () => {
  it('has values and shape of each tensor, also inside a larger Buffer', () => {
    const header = {
      __metadata__: { format: 'pt' },
      w: { dtype: 'F32', shape: [1, 2], data_offsets: [2, 10] },
      crops: { dtype: 'U8', shape: [2], data_offsets: [0, 2] },
    };
    const bytes = file(header, [7, 9, ...one, 0, 0, 0, 192]);
    const tensors = parseSafetensors(Buffer.concat([Buffer.from([1]), bytes]).subarray(1));
    expect([...tensors.keys()]).toEqual(['w', 'crops']);
    expect(floatTensor(tensors, 'w', [1, 2])).toEqual({ shape: [1, 2], data: Float32Array.of(1, -2) });
    expect(tensors.get('crops')?.data).toEqual(Uint8Array.of(7, 9));
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(3), /shorter/],
    ['a header longer than the file', file({}, []).map((b, i) => (i === 1 ? 1 : b)), /a header of/],
    ['a header that is not JSON', file('<html>', []), /JSON/],
    ['a header that is not an object', file('null', []), /not an object/],
    ['half precision', file({ w: { ...entry, dtype: 'F16' } }, one), /w is F16/],
    ['a shape that does not fit the bytes', file({ w: { ...entry, shape: [2] } }, one), /needs 8 bytes/],
    ['a negative size', file({ w: { ...entry, shape: [-1] } }, one), /bad shape/],
    ['invalid offsets', file({ w: { ...entry, data_offsets: [0] } }, one), /bad offsets/],
    ['missing data', file({ w: entry }, one.slice(1)), /ends within w/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => parseSafetensors(bytes)).toThrow(message);
  });

  it('names a tensor that is missing or has another type or shape', () => {
    const tensors = parseSafetensors(file({ w: entry, u: { ...entry, dtype: 'U8', shape: [4] } }, one));
    expect(() => floatTensor(tensors, 'v', [1])).toThrow(/lack v/);
    expect(() => floatTensor(tensors, 'u', [4])).toThrow(/u is not float32/);
    expect(() => floatTensor(tensors, 'w', [2])).toThrow(/w is \[1\].*\[2\]/);
  });
});

const FLOAT_BITS = new Float32Array(1);
const FLOAT_WORD = new Uint32Array(FLOAT_BITS.buffer);

/** Returns the bits of the IEEE 754 half-precision number nearest to a float32 (ties to even). */
export function toFloat16(value: number): number {
  FLOAT_BITS[0] = value;
  const word = FLOAT_WORD[0]!;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Half-precision numbers below 2^-14 are multiples of 2^-24.
    return sign | roundHalfToEven(Math.abs(FLOAT_BITS[0]) * 2 ** 24);
  }
  const rounded = magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1);
  return sign | (rounded >>> 13);
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

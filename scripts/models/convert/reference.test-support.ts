import type { Padding } from './network.ts';

/**
 * One picture, NCHW. The layers below follow PyTorch's definitions directly, as a reference for the converted graph.
 */
export interface Picture {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly data: Float64Array;
}

/**
 * torch.nn.functional.conv2d with weights [out, in / groups, k, k]. `padding`: zeros on all sides, or 'same' for
 * TensorFlow's SAME (documentation of tf.nn, "Notes on padding").
 */
export function conv2d(
  input: Picture,
  weight: ArrayLike<number>,
  bias: ArrayLike<number>,
  {
    kernel,
    stride,
    padding,
    groups = 1,
  }: { kernel: number; stride: number; padding: Padding; groups?: number },
): Picture {
  const channels = bias.length;
  const along = (side: number) => {
    if (padding !== 'same')
      return { before: padding, count: Math.floor((side + 2 * padding - kernel) / stride) + 1 };
    const count = Math.ceil(side / stride);
    return { before: Math.floor(Math.max(0, (count - 1) * stride + kernel - side) / 2), count };
  };
  const { before: top, count: height } = along(input.height);
  const { before: left, count: width } = along(input.width);
  const inPerGroup = input.channels / groups;
  const data = new Float64Array(channels * height * width);
  for (let out = 0; out < channels; out++) {
    const firstIn = Math.floor(out / (channels / groups)) * inPerGroup;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let sum = bias[out]!;
        for (let c = 0; c < inPerGroup; c++) {
          for (let i = 0; i < kernel; i++) {
            for (let j = 0; j < kernel; j++) {
              const value = pixel(input, firstIn + c, y * stride - top + i, x * stride - left + j);
              sum += value * weight[((out * inPerGroup + c) * kernel + i) * kernel + j]!;
            }
          }
        }
        data[(out * height + y) * width + x] = sum;
      }
    }
  }
  return { channels, height, width, data };
}

/** torch.nn.functional.linear with weights [out, in]. */
export function linear(
  input: Float64Array,
  weight: ArrayLike<number>,
  bias: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: bias.length }, (_, out) =>
    input.reduce((sum, value, i) => sum + value * weight[out * input.length + i]!, bias[out]!),
  );
}

/** Returns the mean of each channel over height and width. */
export function mean({ channels, height, width, data }: Picture): Float64Array {
  const area = height * width;
  return Float64Array.from(
    { length: channels },
    (_, c) => data.subarray(c * area, (c + 1) * area).reduce((a, b) => a + b, 0) / area,
  );
}

/** Applies `f` to each value and its channel. */
export function map(picture: Picture, f: (value: number, channel: number) => number): Picture {
  const area = picture.height * picture.width;
  return { ...picture, data: picture.data.map((value, i) => f(value, Math.floor(i / area))) };
}

function pixel({ height, width, data }: Picture, channel: number, y: number, x: number): number {
  const outside = y < 0 || y >= height || x < 0 || x >= width;
  return outside ? 0 : data[(channel * height + y) * width + x]!;
}

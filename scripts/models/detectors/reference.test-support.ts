import { floatsOf, intsOf, type TfliteModel } from '../formats/tflite.ts';

interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/**
 * Computes a .tflite file's outputs for an input from the operators' definitions, one loop per operator. It is slow,
 * and independent of the converter that it checks.
 */
export function runReference(model: TfliteModel, image: Float32Array): readonly Float32Array[] {
  const { tensors } = model;
  const values = new Map<number, Float32Array>([[model.inputs[0]!, image]]);
  const data = (tensor: number): Float32Array => {
    const found = values.get(tensor) ?? floatsOf(tensors[tensor]!);
    if (!found) throw new Error(`${tensors[tensor]!.name} is used before it is computed`);
    return found;
  };
  const picture = (tensor: number): Picture => {
    const [, height, width, channels] = tensors[tensor]!.shape as [number, number, number, number];
    return { height, width, channels, data: data(tensor) };
  };
  for (const { name, inputs, outputs, options } of model.operators) {
    const to = outputs[0]!;
    const shape = tensors[to]!.shape;
    const first = inputs[0]!;
    const out = new Float32Array(shape.reduce((a, b) => a * b, 1));
    const result = {
      ...(picture(first) satisfies Picture),
      data: out,
      height: shape[1]!,
      width: shape[2]!,
      channels: shape[3]!,
    };
    switch (name) {
      case 'dequantize':
      case 'densify':
      case 'reshape':
        out.set(data(first));
        break;
      case 'relu':
        data(first).forEach((v, i) => {
          out[i] = Math.max(0, v);
        });
        break;
      case 'add': {
        const other = data(inputs[1]!);
        const relu = options!.int8(0) === 1;
        data(first).forEach((v, i) => {
          const sum = v + other[i]!;
          out[i] = relu ? Math.max(0, sum) : sum;
        });
        break;
      }
      case 'pad': {
        const pads = intsOf(tensors[inputs[1]!]!);
        fill(result, (y, x, c) => read(picture(first), y - pads[2]!, x - pads[4]!, c));
        break;
      }
      case 'maxPool': {
        const from = picture(first);
        fill(result, (y, x, c) =>
          Math.max(...[0, 1].flatMap((j) => [0, 1].map((i) => read(from, 2 * y + j, 2 * x + i, c)))),
        );
        break;
      }
      case 'resizeBilinear': {
        const from = picture(first);
        const place = (at: number, size: number, was: number) =>
          Math.min(Math.max(((at + 0.5) * was) / size - 0.5, 0), was - 1);
        fill(result, (y, x, c) => {
          const v = place(y, result.height, from.height);
          const u = place(x, result.width, from.width);
          const top = Math.floor(v);
          const left = Math.floor(u);
          const row = (at: number) =>
            read(from, at, left, c) * (1 - u + left) +
            read(from, at, Math.min(left + 1, from.width - 1), c) * (u - left);
          return row(top) * (1 - v + top) + row(Math.min(top + 1, from.height - 1)) * (v - top);
        });
        break;
      }
      case 'depthToSpace': {
        const from = picture(first);
        fill(result, (y, x, c) => read(from, y >> 1, x >> 1, ((y & 1) * 2 + (x & 1)) * result.channels + c));
        break;
      }
      case 'concatenation': {
        let at = 0;
        for (const tensor of inputs) {
          out.set(data(tensor), at);
          at += data(tensor).length;
        }
        break;
      }
      case 'conv':
      case 'depthwiseConv': {
        const from = picture(first);
        const filter = data(inputs[1]!);
        const bias = data(inputs[2]!);
        const [, kh, kw, kc] = tensors[inputs[1]!]!.shape as [number, number, number, number];
        const depthwise = name === 'depthwiseConv';
        const stride = options!.int32(1);
        const relu = options!.int8(depthwise ? 4 : 3) === 1;
        const before = (size: number, was: number, window: number) =>
          options!.int8(0) === 0 ? Math.max(0, (size - 1) * stride + window - was) >> 1 : 0;
        const top = before(result.height, from.height, kh);
        const left = before(result.width, from.width, kw);
        fill(result, (y, x, c) => {
          let sum = bias[c]!;
          for (let j = 0; j < kh; j++) {
            const v = y * stride + j - top;
            if (v < 0 || v >= from.height) continue;
            for (let i = 0; i < kw; i++) {
              const u = x * stride + i - left;
              if (u < 0 || u >= from.width) continue;
              const at = (v * from.width + u) * from.channels;
              if (depthwise) sum += from.data[at + c]! * filter[(j * kw + i) * kc + c]!;
              else {
                const row = ((c * kh + j) * kw + i) * kc;
                for (let k = 0; k < kc; k++) sum += from.data[at + k]! * filter[row + k]!;
              }
            }
          }
          return relu ? Math.max(0, sum) : sum;
        });
        break;
      }
      default:
        throw new Error(`${name} has no reference`);
    }
    values.set(to, out);
  }
  return model.outputs.map(data);
}

function read({ height, width, channels, data }: Picture, y: number, x: number, c: number): number {
  if (y < 0 || x < 0 || y >= height || x >= width || c >= channels) return 0;
  return data[(y * width + x) * channels + c]!;
}

function fill(to: Picture, value: (y: number, x: number, c: number) => number): void {
  let at = 0;
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      for (let c = 0; c < to.channels; c++) to.data[at++] = value(y, x, c);
    }
  }
}

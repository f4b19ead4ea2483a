import { type ConvStep, type DetectorFile, type Step, weightCounts } from './detector-file.ts';
import type { Xnn } from './xnn.ts';

/** Values of the enums in tfjs's C++ code: data type and activations. */
const FLOAT32 = 0;
const LINEAR = 0;
const RELU = 1;

/** A network in the memory of the WASM program, with the arguments of every kernel fixed. */
export interface NetworkPlan {
  /** The input buffer, to be filled before each run: size × size × 3, RGB, row by row. */
  input(): Float32Array;
  run(): void;
  /** The values of the heads, in the order of the file. Valid until the next run. */
  outputs(): readonly Float32Array[];
}

/** The shape of an activation, its memory and its tensor number. */
interface Value {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly slot: Slot;
  readonly tensor: number;
}

interface Slot {
  readonly place: number;
  readonly count: number;
}

/**
 * Copies the weights into the program and assigns memory to all activations; activations share memory where their
 * lifetimes do not overlap. Throws Error if a step reads a tensor that no earlier step has computed.
 */
export function planNetwork(xnn: Xnn, network: DetectorFile): NetworkPlan {
  const { steps, inputSize, weights } = network;
  const { kernels } = xnn;
  const kept = new Set(['image', ...network.heads.map(({ value }) => value)]);
  const lastUse = new Map(
    steps.flatMap((step, index) => inputsOf(step).map((name) => [name, index] as const)),
  );
  const values = new Map<string, Value>();
  const free: Slot[] = [];
  const calls: (() => void)[] = [];
  let weightsRead = 0;

  const value = (name: string): Value => {
    const found = values.get(name);
    if (!found) throw new Error(`detector: ${name} is read before it is computed`);
    return found;
  };
  /** Returns the smallest free slot that is large enough, or else allocates a new one. */
  const takeSlot = (count: number): Slot => {
    let best = -1;
    free.forEach((slot, index) => {
      if (slot.count >= count && (best < 0 || slot.count < free[best]!.count)) best = index;
    });
    const [slot] = best < 0 ? [] : free.splice(best, 1);
    return slot ?? { place: xnn.allocate(count), count };
  };
  const define = (name: string, height: number, width: number, channels: number, slot?: Slot): Value => {
    const count = height * width * channels;
    const home = slot ?? takeSlot(count);
    const made = { height, width, channels, slot: home, tensor: xnn.register(home.place, count) };
    values.set(name, made);
    return made;
  };
  const constant = (count: number): number => {
    const place = xnn.allocate(count);
    xnn.floats(place, count).set(weights.subarray(weightsRead, weightsRead + count));
    weightsRead += count;
    return xnn.register(place, count);
  };

  function convolution(step: ConvStep): void {
    const from = value(step.input);
    const [height, width] = step.filter;
    const counts = weightCounts(step);
    const filter = constant(counts.filter);
    const bias = constant(counts.bias);
    const [top, bottom, left, right] = step.padding;
    const { stride } = step;
    const to = define(
      step.output,
      Math.floor((from.height + top + bottom - height) / stride) + 1,
      Math.floor((from.width + left + right - width) / stride) + 1,
      counts.bias,
    );
    const kernel = step.op === 'conv' ? kernels.FusedConv2D : kernels.FusedDepthwiseConv2D;
    const input = [from.tensor, 1, from.height, from.width];
    const window = [filter, height, width, bias, top, right, bottom, left, 0, 1, 1, stride, stride];
    const channels = [from.channels, to.channels, step.relu ? RELU : LINEAR, 0, 0, to.tensor];
    const numbers = [...input, ...window, ...channels];
    calls.push(() => kernel(...numbers));
  }

  function addition(step: Extract<Step, { op: 'add' }>, index: number): void {
    const [a, b] = [value(step.inputs[0]), value(step.inputs[1])];
    const { height, width, channels } = a;
    // The sum overwrites an operand that no later step reads.
    const ending = step.inputs.find((name) => lastUse.get(name) === index && !kept.has(name));
    const to = define(
      step.output,
      height,
      width,
      channels,
      ending === undefined ? undefined : value(ending).slot,
    );
    const shape = xnn.integers([height * width * channels]);
    const sum = () => kernels.Add(a.tensor, shape, 1, b.tensor, shape, 1, FLOAT32, to.tensor);
    calls.push(sum);
    if (step.relu) calls.push(() => kernels.Relu(to.tensor, FLOAT32, to.tensor));
  }

  function append(step: Step, index: number): void {
    switch (step.op) {
      case 'conv':
      case 'depthwiseConv':
        convolution(step);
        return;
      case 'add':
        addition(step, index);
        return;
      case 'maxPool': {
        const from = value(step.input);
        const to = define(step.output, from.height / 2, from.width / 2, from.channels);
        const { tensor, height, width, channels } = from;
        const window = [2, 2, 0, 0, 0, 0, 1, 1, 2, 2];
        const numbers = [tensor, 1, height, width, ...window, channels, channels, to.tensor];
        calls.push(() => kernels.MaxPool(...numbers));
        return;
      }
      case 'padChannels': {
        const from = value(step.input);
        const to = define(step.output, from.height, from.width, from.channels + step.count);
        const shape = xnn.integers([from.height * from.width, from.channels]);
        const before = xnn.integers([0, 0]);
        const after = xnn.integers([0, step.count]);
        calls.push(() => kernels.PadV2(from.tensor, shape, 2, FLOAT32, before, after, 0, to.tensor));
        return;
      }
      case 'enlarge': {
        const { tensor, height, width, channels } = value(step.input);
        const to = define(step.output, step.size, step.size, channels);
        const numbers = [tensor, 1, height, width, channels, step.size, step.size, 0, 1, to.tensor];
        calls.push(() => kernels.ResizeBilinear(...numbers));
        return;
      }
    }
  }

  const image = define('image', inputSize, inputSize, 3);
  steps.forEach((step, index) => {
    append(step, index);
    const reused = values.get(step.output)?.slot;
    for (const name of new Set(inputsOf(step))) {
      const { slot } = value(name);
      if (lastUse.get(name) === index && !kept.has(name) && slot !== reused) free.push(slot);
    }
  });
  const heads = network.heads.map((head) => value(head.value));
  const floatsAt = ({ slot, height, width, channels }: Value) =>
    xnn.floats(slot.place, height * width * channels);
  return {
    input: () => floatsAt(image),
    run() {
      for (const call of calls) call();
    },
    outputs: () => heads.map(floatsAt),
  };
}

function inputsOf(step: Step): readonly string[] {
  return step.op === 'add' ? step.inputs : [step.input];
}

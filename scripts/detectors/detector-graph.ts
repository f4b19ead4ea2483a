import { type Attribute, flag, type Graph, GraphBuilder, integer, integers, number, text, texts } from '../convert/graph.ts';
import type { ConvStep, DetectorNetwork, Step } from './steps.ts';

/** The network as a tfjs graph: placeholder `image` [1, size, size, 3], outputs `head0`, `head1` … */
export function detectorGraph(network: DetectorNetwork): Graph {
  const graph = new GraphBuilder();
  graph.placeholder('image', [1, network.inputSize, network.inputSize, 3]);
  for (const step of network.steps) append(graph, step);
  network.heads.forEach(({ value }, index) => graph.output(value, `head${index}`));
  return graph.finish();
}

function append(graph: GraphBuilder, step: Step): void {
  const { output } = step;
  switch (step.op) {
    case 'conv':
      convolution(graph, '_FusedConv2D', step);
      return;
    case 'depthwiseConv':
      convolution(graph, 'FusedDepthwiseConv2dNative', step);
      return;
    case 'add': {
      const sum = graph.node('AddV2', step.relu ? `${output}/sum` : output, step.inputs);
      if (step.relu) graph.node('Relu', output, [sum]);
      return;
    }
    case 'maxPool':
      graph.node('MaxPool', output, [step.input], {
        ksize: integers([1, 2, 2, 1]),
        strides: integers([1, 2, 2, 1]),
        padding: text('VALID'),
        data_format: text('NHWC'),
      });
      return;
    case 'padChannels': {
      const paddings = graph.ints(`${output}/paddings`, [4, 2], Int32Array.of(0, 0, 0, 0, 0, 0, 0, step.count));
      graph.node('Pad', output, [step.input, paddings]);
      return;
    }
    case 'enlarge': {
      const size = graph.ints(`${output}/size`, [2], Int32Array.of(step.size, step.size));
      const attributes = { align_corners: flag(false), half_pixel_centers: flag(true) };
      graph.node('ResizeBilinear', output, [step.input, size], attributes);
      return;
    }
  }
}

function convolution(graph: GraphBuilder, op: string, step: ConvStep): void {
  const { output, filterShape, stride, relu } = step;
  const { top, bottom, left, right } = step.padding;
  const pads = [top, bottom, left, right];
  const same = stride === 1 && pads.every((pad) => 2 * pad + 1 === filterShape[0]);
  const none = pads.every((pad) => pad === 0);
  const attributes: Record<string, Attribute> = {
    strides: integers([1, stride, stride, 1]),
    dilations: integers([1, 1, 1, 1]),
    data_format: text('NHWC'),
    padding: text(none ? 'VALID' : same ? 'SAME' : 'EXPLICIT'),
    explicit_paddings: integers(none || same ? [] : [0, 0, ...pads, 0, 0]),
    epsilon: number(0),
    leakyrelu_alpha: number(0.2),
    fused_ops: texts(relu ? ['BiasAdd', 'Relu'] : ['BiasAdd']),
    num_args: integer(1),
  };
  const filter = graph.floats(`${output}/filter`, filterShape, step.filter);
  const bias = graph.floats(`${output}/bias`, [step.bias.length], step.bias);
  graph.node(op, output, [step.input, filter, bias], attributes);
}

import { type Graph, GraphBuilder } from './graph.ts';
import * as layers from './layers.ts';
import type { Layer, Network } from './network.ts';

/**
 * Builds the network as a tfjs graph: placeholder `image` [−1, height, width, channels], and one output per head with
 * the head's name. The last node of every layer has the layer's name, so that its output can be requested.
 */
export function buildGraph(
  network: Network,
  weights: layers.Weights,
  input: { readonly height: number; readonly width: number; readonly channels: number },
): Graph {
  const graph = new GraphBuilder();
  const { height, width, channels } = input;
  const image = graph.placeholder('image', [-1, height, width, channels]);
  const done = new Map<string, layers.Feature>();
  let feature: layers.Feature = { node: image, size: { height, width }, channels };
  for (const layer of network.layers) {
    feature = append(graph, feature, layer, weights, done);
    done.set(layer.name, feature);
  }
  for (const head of network.heads) {
    graph.output(layers.dense(graph, feature, head, weights).node, head.output);
  }
  return graph.finish();
}

function append(
  graph: GraphBuilder,
  input: layers.Feature,
  layer: Layer,
  weights: layers.Weights,
  done: ReadonlyMap<string, layers.Feature>,
): layers.Feature {
  switch (layer.op) {
    case 'conv':
      return layers.conv(graph, input, layer, weights);
    case 'depthwiseConv':
      return layers.depthwiseConv(graph, input, layer, weights);
    case 'dense':
      return layers.dense(graph, input, layer, weights);
    case 'squeezeExcite':
      return layers.squeezeExcite(graph, input, layer, weights);
    case 'globalAveragePool':
      return layers.globalAveragePool(graph, input, layer.name);
    case 'add': {
      const other = done.get(layer.from);
      if (other === undefined) throw new Error(`${layer.name}: no earlier layer is named ${layer.from}`);
      return layers.add(graph, input, other, layer, weights);
    }
  }
}

/** An attribute of a node, in the JSON form of TensorFlow's GraphDef. */
export type Attribute = Readonly<Record<string, unknown>>;

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

/** A constant tensor of the graph, row-major; its bytes are stored in the weights file. */
export type Constant =
  | {
      readonly name: string;
      readonly shape: readonly number[];
      readonly dtype: 'float32';
      readonly data: Float32Array;
    }
  | {
      readonly name: string;
      readonly shape: readonly number[];
      readonly dtype: 'int32';
      readonly data: Int32Array;
    };

/** Nodes, constants and signature of a tfjs graph model. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly Constant[];
  readonly inputs: Readonly<Record<string, Attribute>>;
  /** In the order of declaration. */
  readonly outputs: Readonly<Record<string, Attribute>>;
}

/** Makes an attribute of a string, which GraphDef's JSON contains in base64. */
export const text = (value: string): Attribute => ({ s: Buffer.from(value).toString('base64') });
export const texts = (values: readonly string[]): Attribute => ({
  list: { s: values.map((value) => Buffer.from(value).toString('base64')) },
});
/** Makes an attribute of a 64-bit integer, which GraphDef's JSON contains as a string. */
export const integer = (value: number): Attribute => ({ i: String(value) });
export const integers = (values: readonly number[]): Attribute => ({ list: { i: values.map(String) } });
export const flag = (value: boolean): Attribute => ({ b: value });
export const number = (value: number): Attribute => ({ f: value });

const FLOAT: Attribute = { type: 'DT_FLOAT' };
const INT32: Attribute = { type: 'DT_INT32' };
const tensorShape = (shape: readonly number[]) => ({ dim: shape.map((size) => ({ size: String(size) })) });

/** Collects nodes and constants. Methods that add a node return its name. */
export class GraphBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #constants: Constant[] = [];
  readonly #inputs: Record<string, Attribute> = {};
  readonly #outputs: Record<string, Attribute> = {};
  readonly #names = new Set<string>();

  /** Adds a float32 input; −1 in the shape means any size. */
  placeholder(name: string, shape: readonly number[]): string {
    this.#inputs[name] = { name, dtype: 'DT_FLOAT', tensorShape: tensorShape(shape) };
    return this.#add({
      name,
      op: 'Placeholder',
      attr: { dtype: FLOAT, shape: { shape: tensorShape(shape) } },
    });
  }

  floats(name: string, shape: readonly number[], data: Float32Array): string {
    return this.#constant({ name, shape, dtype: 'float32', data });
  }

  ints(name: string, shape: readonly number[], data: Int32Array): string {
    return this.#constant({ name, shape, dtype: 'int32', data });
  }

  /** Adds a float32 operation. `input`: names of nodes that were added before; throws if one was not. */
  node(
    op: string,
    name: string,
    input: readonly string[],
    attr: Readonly<Record<string, Attribute>> = {},
  ): string {
    for (const from of input) {
      if (!this.#names.has(from))
        throw new Error(`graph: ${name} reads ${from}, which does not exist before it`);
    }
    return this.#add({ name, op, input, attr: { T: FLOAT, ...attr } });
  }

  /** Declares a node's result as an output of the model under the name `name`. */
  output(from: string, name: string): void {
    this.#outputs[name] = { name: `${name}:0`, dtype: 'DT_FLOAT' };
    this.node('Identity', name, [from]);
  }

  finish(): Graph {
    return { nodes: this.#nodes, constants: this.#constants, inputs: this.#inputs, outputs: this.#outputs };
  }

  #constant(constant: Constant): string {
    this.#constants.push(constant);
    const type = constant.dtype === 'float32' ? FLOAT : INT32;
    const tensor = { dtype: type.type, tensorShape: tensorShape(constant.shape) };
    return this.#add({ name: constant.name, op: 'Const', attr: { dtype: type, value: { tensor } } });
  }

  #add(node: GraphNode): string {
    if (this.#names.has(node.name)) throw new Error(`graph: two nodes are named ${node.name}`);
    this.#names.add(node.name);
    this.#nodes.push(node);
    return node.name;
  }
}

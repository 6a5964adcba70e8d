import { type Parameter, part, type Sizes } from '../train/parameters.ts';
import { GraphWriter } from './graph.ts';
import { quantiseColumns, quantiseRows } from './quantise.ts';

/** `fp32` to compare with the training; `int8`, dynamic activations, to ship. */
export type Precision = 'fp32' | 'int8';

/** A trained network, flat. */
export interface FlatNetwork {
  readonly sizes: Sizes;
  readonly parameters: readonly Parameter[];
  readonly values: Float32Array;
}

/** These few small products stay in full precision: they end in the logits. */
const PRECISE = new Set(['intent', 'domain', 'slot.emit']);

/**
 * The network as an ONNX model for one unpadded utterance, so that nothing needs a mask.
 *
 * Inputs: `ids` [pieces], `first` and `last` [words], int32. Outputs: `intents` [intents], `domains` [domains], `tags`
 * [words, tags], `embedding` [512]; with `pooled`, which no hub needs, the encoder's mean output [512] as well. The same
 * weights give the same bytes.
 */
export function writeOnnx(network: FlatNetwork, precision: Precision, pooled = false): Uint8Array {
  return new NetworkWriter(network, precision).write(pooled);
}

class NetworkWriter {
  private readonly graph = new GraphWriter();
  private readonly network: FlatNetwork;
  private readonly precision: Precision;

  constructor(network: FlatNetwork, precision: Precision) {
    this.network = network;
    this.precision = precision;
  }

  write(withPooled: boolean): Uint8Array {
    const graph = this.graph;
    const { sizes } = this.network;
    const ids = graph.input('ids', 'INT32', ['pieces']);
    const first = graph.input('first', 'INT32', ['words']);
    const last = graph.input('last', 'INT32', ['words']);
    let x = graph.op('Add', [this.lookUp(ids), this.timing(ids)]);
    x = this.layer('layer0', x, sizes.embed);
    x = this.layer('layer1', x, sizes.model);
    const pooled = graph.op('ReduceMean', [x], { axes: [0], keepdims: 1 });
    const hidden = graph.op('Tanh', [this.dense('intentHidden', pooled)]);
    const flat = graph.int64([-1]);
    const flatten = (value: string) => graph.op('Reshape', [value, flat]);
    graph.output('intents', flatten(this.dense('intent', hidden)), [sizes.intents]);
    graph.output('domains', flatten(this.dense('domain', hidden)), [sizes.domains]);
    graph.output('tags', this.slots(x, first, last), ['words', sizes.tags]);
    graph.output('embedding', flatten(graph.op('Tanh', [this.dense('embedding', pooled)])), [sizes.model]);
    if (withPooled) graph.output('pooled', flatten(pooled), [sizes.model]);
    return graph.finish('hearth');
  }

  /** 2 · E[id], [pieces, 256]; the factor is in the weights. */
  private lookUp(ids: string): string {
    const graph = this.graph;
    const { embed, pieces } = this.network.sizes;
    const table = this.values('pieces').map((value) => 2 * value);
    if (this.precision === 'fp32') return graph.op('Gather', [graph.float('pieces', table, [pieces, embed]), ids]);
    const { codes, scales } = quantiseRows(table, embed);
    const code = graph.op('Gather', [graph.int8('pieces', codes, [pieces, embed]), ids]);
    const scale = graph.op('Gather', [graph.float('pieces.scale', scales, [pieces, 1]), ids]);
    return graph.op('Mul', [graph.op('Cast', [code], { to: 1 }), scale]);
  }

  /** concat(sin, cos)(position · inv), [pieces, 256]: see `timingSignal`. */
  private timing(ids: string): string {
    const graph = this.graph;
    const half = this.network.sizes.embed / 2;
    const inverse = Array.from({ length: half }, (_, i) => Math.exp((-i * Math.log(1e4)) / (half - 1)));
    const count = graph.op('Reshape', [graph.op('Shape', [ids]), graph.int64([])]);
    const at = graph.op('Range', [graph.int64([0], true), count, graph.int64([1], true)]);
    const column = graph.op('Unsqueeze', [graph.op('Cast', [at], { to: 1 }), graph.int64([1])]);
    const angle = graph.op('Mul', [column, graph.float('timing.inverse', inverse, [1, half])]);
    return graph.op('Concat', [graph.op('Sin', [angle]), graph.op('Cos', [angle])], { axis: 1 });
  }

  private layer(name: string, x: string, width: number): string {
    const graph = this.graph;
    const attended = this.dense(`${name}.out`, this.attention(name, x, width));
    const carried = width === this.network.sizes.model ? x : this.dense(`${name}.residual`, x);
    const y = graph.op('Add', [carried, attended]);
    const wide = graph.op('Relu', [this.dense(`${name}.ff1`, this.norm(`${name}.norm2`, y, this.network.sizes.model))]);
    return graph.op('Add', [y, this.dense(`${name}.ff2`, wide)]);
  }

  private attention(name: string, x: string, width: number): string {
    const graph = this.graph;
    const { heads } = this.network.sizes;
    const each = width / heads;
    const qkv = this.dense(`${name}.qkv`, this.norm(`${name}.norm1`, x, width));
    const parted = graph.op('Reshape', [qkv, graph.int64([-1, 3, heads, each])]);
    // [3, heads, pieces, each]; keys are turned once more for the product.
    const turned = graph.op('Transpose', [parted], { perm: [1, 2, 0, 3] });
    const [q, k, v] = graph
      .ops('Split', [turned], 3, { axis: 0 })
      .map((one) => graph.op('Squeeze', [one, graph.int64([0])])) as [string, string, string];
    const scores = graph.op('MatMul', [q, graph.op('Transpose', [k], { perm: [0, 2, 1] })]);
    const scale = graph.float(`${name}.scale`, [1 / Math.sqrt(each)], []);
    const mixed = graph.op('MatMul', [graph.op('Softmax', [graph.op('Mul', [scores, scale])], { axis: -1 }), v]);
    return graph.op('Reshape', [graph.op('Transpose', [mixed], { perm: [1, 0, 2] }), graph.int64([-1, width])]);
  }

  private slots(x: string, first: string, last: string): string {
    const graph = this.graph;
    const { model } = this.network.sizes;
    const ends = graph.op('Concat', [graph.op('Gather', [x, first]), graph.op('Gather', [x, last])], { axis: 1 });
    let z = this.dense('slot.dense', this.norm('slot.norm', ends, 2 * model));
    for (const conv of ['slot.conv1', 'slot.conv2']) {
      const padded = graph.op('Pad', [z, graph.int64([1, 0, 1, 0])]);
      const before = this.rows(padded, 0, -2);
      const after = this.rows(padded, 2, Number.MAX_SAFE_INTEGER);
      const three = graph.op('Concat', [before, z, after], { axis: 1 });
      z = graph.op('Add', [z, graph.op('Relu', [this.dense(conv, three)])]);
    }
    return this.dense('slot.emit', z);
  }

  private rows(x: string, from: number, to: number): string {
    const graph = this.graph;
    return graph.op('Slice', [x, graph.int64([from]), graph.int64([to]), graph.int64([0])]);
  }

  private norm(name: string, x: string, width: number): string {
    const graph = this.graph;
    const scale = graph.float(`${name}.scale`, this.values(`${name}.scale`), [width]);
    const bias = graph.float(`${name}.bias`, this.values(`${name}.bias`), [width]);
    return graph.op('LayerNormalization', [x, scale, bias], { axis: -1, epsilon: { float: 1e-6 } });
  }

  private dense(name: string, x: string): string {
    const graph = this.graph;
    const shape = this.parameter(`${name}.weight`).shape as [number, number];
    const weight = this.values(`${name}.weight`);
    const bias = graph.float(`${name}.bias`, this.values(`${name}.bias`), [shape[1]]);
    if (this.precision === 'fp32' || PRECISE.has(name)) {
      return graph.op('Gemm', [x, graph.float(`${name}.weight`, weight, shape), bias]);
    }
    const { codes, scales } = quantiseColumns(weight, shape[1]);
    const inputs = [
      x,
      graph.int8(`${name}.weight`, codes, shape),
      graph.float(`${name}.scale`, scales, [shape[1]]),
      '',
      bias,
    ];
    return graph.op('DynamicQuantizeMatMul', inputs, {}, 'com.microsoft');
  }

  private values(name: string): Float32Array {
    return part(this.network.parameters, this.network.values, name);
  }

  private parameter(name: string): Parameter {
    const found = this.network.parameters.find((parameter) => parameter.name === name);
    if (found === undefined) throw new Error(`no parameter ${name}`);
    return found;
  }
}

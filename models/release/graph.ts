import proto from 'onnx-proto';

const { onnx } = proto;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;

type Attribute = number | readonly number[] | { readonly float: number };

/** Writes an ONNX graph node by node (IR 8, opset 17, com.microsoft 1). Every method returns the output's name. */
export class GraphWriter {
  private readonly nodes: object[] = [];
  private readonly tensors: object[] = [];
  private readonly inputs: object[] = [];
  private readonly outputs: object[] = [];
  private count = 0;

  /** An input whose every dimension is named. */
  input(name: string, type: 'INT32' | 'INT64' | 'FLOAT', dims: readonly (string | number)[]): string {
    this.inputs.push(valueInfo(name, type, dims));
    return name;
  }

  output(name: string, from: string, dims: readonly (string | number)[]): void {
    this.nodes.push(onnx.NodeProto.create({ opType: 'Identity', input: [from], output: [name], name }));
    this.outputs.push(valueInfo(name, 'FLOAT', dims));
  }

  float(name: string, values: Float32Array | readonly number[], dims: readonly number[]): string {
    return this.tensor(name, DataType.FLOAT, Float32Array.from(values), dims);
  }

  int8(name: string, values: Int8Array, dims: readonly number[]): string {
    return this.tensor(name, DataType.INT8, values, dims);
  }

  int64(values: readonly number[], scalar = false): string {
    const name = `const_${this.count++}`;
    return this.tensor(name, DataType.INT64, BigInt64Array.from(values, BigInt), scalar ? [] : [values.length]);
  }

  /** A node with one output. */
  op(opType: string, input: readonly string[], attributes: Record<string, Attribute> = {}, domain = ''): string {
    return this.ops(opType, input, 1, attributes, domain)[0] as string;
  }

  /** A node with several outputs. */
  ops(
    opType: string,
    input: readonly string[],
    outputs: number,
    attributes: Record<string, Attribute> = {},
    domain = '',
  ): string[] {
    const output = Array.from({ length: outputs }, () => `${opType.toLowerCase()}_${this.count++}`);
    const attribute = Object.entries(attributes).map(([name, value]) => encodeAttribute(name, value));
    this.nodes.push(onnx.NodeProto.create({ opType, input, output, attribute, domain, name: output[0] }));
    return output;
  }

  /** The model's bytes; the same graph gives the same bytes. */
  finish(name: string): Uint8Array {
    const graph = onnx.GraphProto.create({
      name,
      node: this.nodes,
      initializer: this.tensors,
      input: this.inputs,
      output: this.outputs,
    });
    const opsetImport = [
      { domain: '', version: 17 },
      { domain: 'com.microsoft', version: 1 },
    ];
    return onnx.ModelProto.encode(
      onnx.ModelProto.create({ irVersion: 8, producerName: 'hearth', opsetImport, graph }),
    ).finish();
  }

  private tensor(
    name: string,
    dataType: number,
    values: Float32Array | Int8Array | BigInt64Array,
    dims: readonly number[],
  ): string {
    const rawData = new Uint8Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));
    this.tensors.push(onnx.TensorProto.create({ name, dataType, dims, rawData }));
    return name;
  }
}

function encodeAttribute(name: string, value: Attribute): object {
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: value };
}

function valueInfo(name: string, type: 'INT32' | 'INT64' | 'FLOAT', dims: readonly (string | number)[]): object {
  const dim = dims.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: DataType[type], shape: { dim } } } });
}

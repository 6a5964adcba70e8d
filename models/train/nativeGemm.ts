import type * as tf from '@tensorflow/tfjs';
import proto from 'onnx-proto';
import { Tensor } from 'onnxruntime-node';
import { type Binding, binding, initOrt } from 'onnxruntime-node/dist/binding.js';

const { onnx } = proto;

/**
 * Matrix products by ONNX Runtime, synchronously and in place on TensorFlow.js's wasm memory, one thread.
 *
 * The public API runs in a later tick, which a kernel cannot wait for; the binding below it is synchronous. It is
 * pinned with the package, and `--kernels wasm` does without it.
 */
export class NativeGemm {
  /** By transposeA · 2 + transposeB. */
  private sessions: Binding.InferenceSession[] = [];

  async start(): Promise<void> {
    initOrt();
    this.sessions = [0, 1, 2, 3].map((code) => {
      const bytes = Uint8Array.from(gemmModel(code >> 1, code & 1));
      const session = new binding.InferenceSession();
      session.loadModel(bytes.buffer, bytes.byteOffset, bytes.byteLength, {
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        enableMemPattern: false,
        logSeverityLevel: 3,
      });
      return session;
    });
  }

  /** a · b with either transposed; both hold one matrix, whatever leading dimensions of size 1 they have. */
  multiply(a: tf.TensorInfo, b: tf.TensorInfo, attrs: Record<string, unknown>, heap: tf.WasmHeap): tf.TensorInfo {
    const transposeA = attrs.transposeA === true;
    const transposeB = attrs.transposeB === true;
    const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
    const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
    const rows = transposeA ? aColumns : aRows;
    const columns = transposeB ? bRows : bColumns;
    const lead = a.shape.length >= b.shape.length ? a.shape : b.shape;
    const out = heap.makeOutput([...lead.slice(0, -2), rows, columns], 'float32');
    const session = this.sessions[(transposeA ? 2 : 0) + (transposeB ? 1 : 0)] as Binding.InferenceSession;
    session.run(
      { a: view(a, [aRows, aColumns], heap), b: view(b, [bRows, bColumns], heap) },
      { c: view(out, [rows, columns], heap) },
      {},
    );
    return out;
  }
}

function view(info: tf.TensorInfo, shape: [number, number], heap: tf.WasmHeap): Tensor {
  return new Tensor('float32', heap.typedArrayFromHeap(info) as Float32Array, shape);
}

function gemmModel(transposeA: number, transposeB: number): Uint8Array {
  const matrix = (name: string) =>
    onnx.ValueInfoProto.create({
      name,
      type: {
        tensorType: {
          elemType: onnx.TensorProto.DataType.FLOAT,
          shape: { dim: [{ dimParam: `${name}0` }, { dimParam: `${name}1` }] },
        },
      },
    });
  const flag = (name: string, value: number) => ({ name, type: onnx.AttributeProto.AttributeType.INT, i: value });
  const node = onnx.NodeProto.create({
    opType: 'Gemm',
    input: ['a', 'b'],
    output: ['c'],
    attribute: [flag('transA', transposeA), flag('transB', transposeB)],
  });
  const graph = onnx.GraphProto.create({
    name: 'gemm',
    node: [node],
    input: [matrix('a'), matrix('b')],
    output: [matrix('c')],
  });
  return onnx.ModelProto.encode(
    onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ domain: '', version: 17 }], graph }),
  ).finish();
}

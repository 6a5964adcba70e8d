import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { replaceSlowKernels } from './kernels.ts';
import { NativeGemm } from './nativeGemm.ts';

/**
 * `wasm`: TensorFlow.js's own kernels. `native`: the matrix products run in ONNX Runtime's library on the same memory
 * (84–98 GFLOP/s against 31 on one core), everything else stays wasm. `cpu`: plain JavaScript, for the gradient check.
 */
export type Kernels = 'wasm' | 'native' | 'cpu';

/**
 * Readies TensorFlow.js in this thread: the backend, and the kernels that wasm lacks or does slowly.
 *
 * Stock wasm multiplies transposed matrices at 1–2 GFLOP/s, and every gradient of a product needs one, so transposes are
 * materialised first. `UnsortedSegmentSum` (the gradient of a look-up) does not exist on wasm.
 */
export async function startBackend(kernels: Kernels): Promise<void> {
  if (kernels === 'cpu') {
    await tf.setBackend('cpu');
    await tf.ready();
    return;
  }
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  setWasmPaths(`${folder}/`);
  if (!(await tf.setBackend('wasm'))) throw new Error(`wasm backend not found at ${pathToFileURL(folder)}`);
  await tf.ready();
  const gemm = kernels === 'native' ? new NativeGemm() : null;
  if (gemm !== null) await gemm.start();
  overrideMatMul(gemm);
  replaceSlowKernels();
}

function overrideMatMul(gemm: NativeGemm | null): void {
  const stock = tf.getKernel('BatchMatMul', 'wasm');
  const transpose = tf.getKernel('Transpose', 'wasm');
  if (stock === undefined || transpose === undefined) throw new Error('wasm backend lacks BatchMatMul or Transpose');
  const materialise = (info: tf.TensorInfo, backend: tf.WasmHeap): tf.TensorInfo => {
    const rank = info.shape.length;
    const perm = info.shape.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
    return transpose.kernelFunc({ inputs: { x: info }, backend, attrs: { perm } }) as tf.TensorInfo;
  };
  tf.unregisterKernel('BatchMatMul', 'wasm');
  tf.registerKernel({
    ...stock,
    kernelFunc: (args) => {
      const { inputs, backend, attrs } = args;
      const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      const flat = batchOf(a) === 1 && batchOf(b) === 1;
      if (gemm !== null && flat) return gemm.multiply(a, b, attrs, backend);
      const left = attrs.transposeA === true ? materialise(a, backend) : a;
      const right = attrs.transposeB === true ? materialise(b, backend) : copied(b, backend);
      const out = stock.kernelFunc({
        inputs: { a: left, b: right },
        backend,
        attrs: { transposeA: false, transposeB: false },
      });
      if (left !== a) backend.disposeData(left.dataId);
      backend.disposeData(right.dataId);
      return out;
    },
  });
}

/** A copy: stock wasm packs the right matrix once per tensor, and would go on with weights that have moved since. */
function copied(info: tf.TensorInfo, heap: tf.WasmHeap): tf.TensorInfo {
  const copy = heap.makeOutput(info.shape, 'float32');
  // Views only now: making the output may have grown the heap.
  heap.typedArrayFromHeap(copy).set(heap.typedArrayFromHeap(info));
  return copy;
}

function batchOf(info: tf.TensorInfo): number {
  return info.shape.slice(0, -2).reduce((product, size) => product * size, 1);
}

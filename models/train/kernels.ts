import * as tf from '@tensorflow/tfjs';

type KernelFunc = tf.KernelConfig['kernelFunc'];

/**
 * Kernels for the wasm backend that it lacks or that do needless work: together a sixth of a training step.
 *
 * All keep to one rule: views of the heap are taken after `makeOutput`, which may have grown the memory and detached
 * earlier ones.
 */
export function replaceSlowKernels(): void {
  if (tf.getKernel('UnsortedSegmentSum', 'wasm') === undefined) {
    tf.registerKernel({ kernelName: 'UnsortedSegmentSum', backendName: 'wasm', kernelFunc: segmentSum });
  }
  replace('Identity', () => identity);
  replace('GatherV2', gatherRows);
  replace('Sum', sumOfRows);
}

function replace(kernelName: string, make: (stock: KernelFunc) => KernelFunc): void {
  const stock = tf.getKernel(kernelName, 'wasm');
  if (stock === undefined) throw new Error(`wasm backend lacks ${kernelName}`);
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({ ...stock, kernelFunc: make(stock.kernelFunc) });
}

/** Stock wasm copies a tensor to clone it; nothing here writes into one, so a clone may share its memory. */
const identity: KernelFunc = ({ inputs, backend }) => {
  const { x } = inputs as { x: tf.TensorInfo };
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
};

/** The gradient of a look-up: rows of `x` added up by their segment. */
const segmentSum: KernelFunc = ({ inputs, backend, attrs }) => {
  const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
  const width = sizeOf(x.shape.slice(1));
  const out = backend.makeOutput([attrs.numSegments as number, ...x.shape.slice(1)], 'float32');
  const to = backend.typedArrayFromHeap(out).fill(0);
  const from = backend.typedArrayFromHeap(x);
  const ids = backend.typedArrayFromHeap(segmentIds);
  for (let row = 0; row < ids.length; row++) addRow(to, (ids[row] as number) * width, from, row * width, width);
  return out;
};

/** Look-ups of whole rows copy the rows; stock wasm goes through the whole table. */
function gatherRows(stock: KernelFunc): KernelFunc {
  return (args) => {
    const { inputs, backend, attrs } = args;
    const { x, indices } = inputs as { x: tf.TensorInfo; indices: tf.TensorInfo };
    const plain = attrs.axis === 0 && !attrs.batchDims && x.shape.length === 2 && indices.shape.length === 1;
    if (!plain || x.dtype !== 'float32') return stock(args);
    const width = x.shape[1] as number;
    const out = backend.makeOutput([indices.shape[0] as number, width], 'float32');
    const to = backend.typedArrayFromHeap(out) as Float32Array;
    const from = backend.typedArrayFromHeap(x) as Float32Array;
    backend.typedArrayFromHeap(indices).forEach((id, row) => {
      to.set(from.subarray(id * width, (id + 1) * width), row * width);
    });
    return out;
  };
}

/** Sums down the columns (every bias's gradient) add row by row; stock wasm transposes first. */
function sumOfRows(stock: KernelFunc): KernelFunc {
  return (args) => {
    const { inputs, backend, attrs } = args;
    const { x } = inputs as { x: tf.TensorInfo };
    const axes = ([] as number[]).concat(attrs.axis as number | number[]);
    if (x.shape.length !== 2 || axes.length !== 1 || axes[0] !== 0 || x.dtype !== 'float32') return stock(args);
    const [rows, width] = x.shape as [number, number];
    const out = backend.makeOutput(attrs.keepDims === true ? [1, width] : [width], 'float32');
    const to = backend.typedArrayFromHeap(out).fill(0);
    const from = backend.typedArrayFromHeap(x);
    for (let row = 0; row < rows; row++) addRow(to, 0, from, row * width, width);
    return out;
  };
}

type Numbers = Float32Array | Int32Array;

function addRow(to: Numbers, target: number, from: Numbers, source: number, width: number): void {
  for (let i = 0; i < width; i++) to[target + i] = (to[target + i] as number) + (from[source + i] as number);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

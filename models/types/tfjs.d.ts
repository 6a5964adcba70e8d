// The part of TensorFlow.js and onnx-proto that training uses. An ambient declaration, so that the type check is the
// same whether or not the packages that only training needs are installed.
declare module '@tensorflow/tfjs' {
  export interface Tensor {
    readonly shape: number[];
    readonly dtype: string;
    readonly dataId: object;
    dataSync(): Float32Array;
    dispose(): void;
  }
  export type Dtype = 'float32' | 'int32' | 'bool';
  export function tensor(values: ArrayLike<number>, shape?: number[], dtype?: Dtype): Tensor;
  export function scalar(value: number): Tensor;
  export function zeros(shape: number[]): Tensor;
  export function add(a: Tensor, b: Tensor): Tensor;
  export function sub(a: Tensor, b: Tensor): Tensor;
  export function mul(a: Tensor, b: Tensor): Tensor;
  export function div(a: Tensor, b: Tensor): Tensor;
  export function addN(tensors: Tensor[]): Tensor;
  export function matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  export function transpose(x: Tensor, perm?: number[]): Tensor;
  export function reshape(x: Tensor, shape: number[]): Tensor;
  export function relu(x: Tensor): Tensor;
  export function tanh(x: Tensor): Tensor;
  export function exp(x: Tensor): Tensor;
  export function square(x: Tensor): Tensor;
  export function rsqrt(x: Tensor): Tensor;
  export function sqrt(x: Tensor): Tensor;
  export function step(x: Tensor): Tensor;
  export function softmax(x: Tensor): Tensor;
  export function logSoftmax(x: Tensor): Tensor;
  export function mean(x: Tensor, axis?: number | number[], keepDims?: boolean): Tensor;
  export function sum(x: Tensor, axis?: number | number[], keepDims?: boolean): Tensor;
  export function neg(x: Tensor): Tensor;
  export function gather(x: Tensor, indices: Tensor): Tensor;
  export function concat(tensors: Tensor[], axis?: number): Tensor;
  export function split(x: Tensor, parts: number, axis?: number): Tensor[];
  export function slice(x: Tensor, begin: number[], size: number[]): Tensor;
  export function pad(x: Tensor, paddings: [number, number][]): Tensor;
  export function tidy<T>(run: () => T): T;
  export function keep(x: Tensor): Tensor;
  export function memory(): { numTensors: number; numBytes: number };
  export function setBackend(name: string): Promise<boolean>;
  export function ready(): Promise<void>;
  export function getBackend(): string;
  export function valueAndGrads(
    run: (...inputs: Tensor[]) => Tensor,
  ): (inputs: Tensor[], dy?: Tensor) => { value: Tensor; grads: Tensor[] };
  export function customGrad(
    run: (...args: never[]) => { value: Tensor; gradFunc: (dy: Tensor, saved: Tensor[]) => Tensor | Tensor[] },
  ): (...inputs: Tensor[]) => Tensor;
  export interface KernelConfig {
    kernelName: string;
    backendName: string;
    kernelFunc: (args: KernelArgs) => TensorInfo | TensorInfo[];
    setupFunc?: (backend: object) => void;
  }
  export interface KernelArgs {
    inputs: Record<string, TensorInfo>;
    backend: WasmHeap;
    attrs: Record<string, unknown>;
  }
  export interface TensorInfo {
    dataId: object;
    shape: number[];
    dtype: Dtype;
  }
  /** The wasm backend's own methods that kernels use. */
  export interface WasmHeap {
    makeOutput(shape: number[], dtype: Dtype): TensorInfo;
    typedArrayFromHeap(info: { dataId: object; shape: number[]; dtype: string }): Float32Array | Int32Array;
    incRef(dataId: object): void;
    disposeData(dataId: object): boolean;
  }
  export function registerKernel(config: KernelConfig): void;
  export function unregisterKernel(kernelName: string, backendName: string): void;
  export function getKernel(kernelName: string, backendName: string): KernelConfig | undefined;
  export function backend(): WasmHeap;
  export interface GraphModel {
    executeAsync(inputs: Record<string, Tensor>): Promise<Tensor>;
    dispose(): void;
  }
  export function loadGraphModel(handler: { load(): Promise<object> }): Promise<GraphModel>;
}

declare module '@tensorflow/tfjs-backend-wasm' {
  export function setWasmPaths(prefix: string): void;
}

declare module 'onnx-proto' {
  interface Message {
    create(fields: object): object;
  }
  /** What taking tensors out of a model needs of it. */
  interface DecodedModel {
    readonly graph?: { readonly initializer: StoredTensor[] } | null;
  }
  interface StoredTensor {
    rawData: Uint8Array | null;
    externalData: { key: string; value: string }[];
    dataLocation: number;
  }
  interface OnnxProto {
    readonly onnx: {
      readonly ModelProto: Message & {
        encode(message: object): { finish(): Uint8Array };
        decode(bytes: Uint8Array): DecodedModel;
      };
      readonly GraphProto: Message;
      readonly NodeProto: Message;
      readonly AttributeProto: Message & { readonly AttributeType: Record<'INT' | 'INTS' | 'FLOAT', number> };
      readonly TensorProto: Message & {
        readonly DataType: Record<'FLOAT' | 'INT8' | 'UINT8' | 'INT32' | 'INT64', number>;
      };
      readonly ValueInfoProto: Message;
    };
  }
  const proto: OnnxProto;
  export default proto;
}

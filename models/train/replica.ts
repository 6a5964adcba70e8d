import * as tf from '@tensorflow/tfjs';
import type { Batch } from './batch.ts';
import { type LossParts, type LossWeights, type TeacherRows, type Totals, totalLoss } from './loss.ts';
import { type Dropout, runNetwork } from './network.ts';
import type { Parameter, Sizes } from './parameters.ts';

/** The network's outputs as plain arrays: see `Outputs` for the shapes. */
export interface PlainOutputs {
  readonly intents: Float32Array;
  readonly domains: Float32Array;
  readonly tags: Float32Array;
  readonly embedding: Float32Array;
}

/** The network in one thread's TensorFlow.js: its parameters live on the wasm heap and are filled from a flat array. */
export class Replica {
  private readonly tensors: tf.Tensor[];
  private readonly byName: Map<string, tf.Tensor>;
  private readonly sizes: Sizes;
  private readonly parameters: readonly Parameter[];

  constructor(sizes: Sizes, parameters: readonly Parameter[], values: Float32Array) {
    this.sizes = sizes;
    this.parameters = parameters;
    this.tensors = parameters.map(({ shape, offset, size }) =>
      tf.tensor(Float32Array.from(values.subarray(offset, offset + size)), [...shape]),
    );
    this.byName = new Map(parameters.map(({ name }, i) => [name, this.tensors[i] as tf.Tensor]));
  }

  /** Copies the flat parameters in. */
  load(values: Float32Array): void {
    if (tf.getBackend() !== 'wasm') throw new Error('parameters are replaced in place on the wasm backend only');
    const heap = tf.backend();
    this.parameters.forEach(({ offset, size }, i) => {
      heap.typedArrayFromHeap(this.tensors[i] as tf.Tensor).set(values.subarray(offset, offset + size));
    });
  }

  /** Loss parts of a batch; writes the gradients of all parameters to `gradients` (flat). */
  step(
    batch: Batch,
    context: { weights: LossWeights; totals: Totals; teacher: TeacherRows; dropout: Dropout | null },
    gradients: Float32Array,
  ): LossParts {
    let parts: LossParts = [0, 0, 0, 0, 0];
    // TensorFlow.js refuses to differentiate by what the loss does not reach: without slots, these parameters.
    const reached = Array.from(this.parameters.keys()).filter(
      (i) => batch.slotRows.length > 0 || !isSlotOnly((this.parameters[i] as Parameter).name),
    );
    if (reached.length < this.parameters.length) gradients.fill(0);
    tf.tidy(() => {
      const { grads, value } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
        const weights = new Map(this.byName);
        for (const [at, i] of reached.entries())
          weights.set((this.parameters[i] as Parameter).name, tensors[at] as tf.Tensor);
        const outputs = runNetwork(weights, this.sizes, batch, context.dropout);
        return totalLoss(outputs, weights, this.sizes, batch, {
          ...context,
          report: (found) => {
            parts = found;
          },
        });
      })(reached.map((i) => this.tensors[i] as tf.Tensor));
      value.dispose();
      const onHeap = tf.getBackend() === 'wasm';
      grads.forEach((gradient, at) => {
        const found = onHeap ? tf.backend().typedArrayFromHeap(gradient) : gradient.dataSync();
        gradients.set(found, (this.parameters[reached[at] as number] as Parameter).offset);
      });
    });
    return parts;
  }

  run(batch: Batch): PlainOutputs {
    return tf.tidy(() => {
      const outputs = runNetwork(this.byName, this.sizes, batch, null);
      return {
        intents: outputs.intents.dataSync().slice(),
        domains: outputs.domains.dataSync().slice(),
        tags: outputs.tags?.dataSync().slice() ?? new Float32Array(0),
        embedding: outputs.embedding.dataSync().slice(),
      };
    });
  }

  dispose(): void {
    for (const tensor of this.tensors) tensor.dispose();
  }
}

/** Whether nothing but the slots' loss depends on the parameter. */
function isSlotOnly(name: string): boolean {
  return name.startsWith('slot.') || name === 'transitions';
}

import * as tf from '@tensorflow/tfjs';
import { type Batch, firstCopies } from './batch.ts';
import { type LossParts, type LossWeights, type TeacherRows, type Totals, totalLoss } from './loss.ts';
import { type Dropout, lookUp, runNetwork } from './network.ts';
import type { Parameter, Sizes } from './parameters.ts';

/** The network's outputs as plain arrays: see `Outputs` for the shapes. */
export interface PlainOutputs {
  readonly intents: Float32Array;
  readonly domains: Float32Array;
  readonly tags: Float32Array;
  readonly embedding: Float32Array;
}

/** What a step on a batch needs beside it. */
export interface StepContext {
  readonly weights: LossWeights;
  readonly totals: Totals;
  readonly teacher: TeacherRows;
  readonly dropout: Dropout | null;
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
  step(batch: Batch, context: StepContext, gradients: Float32Array): LossParts {
    // TensorFlow.js refuses to differentiate by what the loss does not reach: without slots, these parameters.
    const reached = Array.from(this.parameters.keys()).filter(
      (i) => batch.slotRows.length > 0 || !isSlotOnly((this.parameters[i] as Parameter).name),
    );
    gradients.fill(0);
    const { adversarial } = context.weights;
    if (adversarial === 0) return this.pass(batch, context, reached, { gradients, shift: null, direction: null });
    const direction = new Float32Array(batch.ids.length * this.sizes.embed);
    const parts = this.pass(batch, context, reached, { gradients, shift: direction, direction });
    // One copy of each sentence is enough there: the second would cost a quarter more for little.
    const moved = firstCopies(batch);
    const { vectors, known } = context.teacher;
    const teacher = {
      vectors: vectors.subarray(0, vectors.length / batch.copies),
      known: known.subarray(0, moved.size),
    };
    const shift = this.against(direction, moved, adversarial);
    this.pass(moved, { ...context, teacher }, reached, { gradients, shift, direction: null });
    return parts;
  }

  /**
   * Adds the gradients of one pass to `gradients`. The pieces' vectors are moved by `shift`; the gradient by that is
   * written to `direction`, where one is given.
   */
  private pass(
    batch: Batch,
    context: StepContext,
    reached: readonly number[],
    own: { gradients: Float32Array; shift: Float32Array | null; direction: Float32Array | null },
  ): LossParts {
    let parts: LossParts = [0, 0, 0, 0, 0];
    tf.tidy(() => {
      const shift = own.shift === null ? null : tf.tensor(own.shift, [batch.ids.length, this.sizes.embed]);
      const inputs = reached.map((i) => this.tensors[i] as tf.Tensor);
      if (shift !== null && own.direction !== null) inputs.push(shift);
      const { grads, value } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
        const weights = new Map(this.byName);
        for (const [at, i] of reached.entries())
          weights.set((this.parameters[i] as Parameter).name, tensors[at] as tf.Tensor);
        const moved = own.direction === null ? shift : (tensors[reached.length] as tf.Tensor);
        const outputs = runNetwork(weights, this.sizes, batch, context.dropout, moved);
        return totalLoss(outputs, weights, this.sizes, batch, {
          ...context,
          report: (found) => {
            parts = found;
          },
        });
      })(inputs);
      value.dispose();
      grads.forEach((gradient, at) => {
        const found = plain(gradient);
        if (at === reached.length) own.direction?.set(found);
        else addTo(own.gradients, (this.parameters[reached[at] as number] as Parameter).offset, found);
      });
    });
    return parts;
  }

  /**
   * The step that raises the loss most: along `direction`, for each sentence by `share` of the length of its pieces'
   * vectors, all of them together.
   */
  private against(direction: Float32Array, batch: Batch, share: number): Float32Array {
    const looked = tf.tidy(() => plain(lookUp(this.byName, batch)).slice());
    const width = this.sizes.embed;
    const each = batch.pieces * width;
    const step = new Float32Array(batch.ids.length * width);
    for (let row = 0; row < batch.size; row++) {
      let size = 0;
      let steepness = 0;
      for (let at = row * each; at < (row + 1) * each; at++) {
        if (batch.pieceMask[Math.floor(at / width)] === 1) size += (looked[at] as number) ** 2;
        steepness += (direction[at] as number) ** 2;
      }
      const factor = steepness > 0 ? share * Math.sqrt(size / steepness) : 0;
      for (let at = row * each; at < (row + 1) * each; at++) step[at] = factor * (direction[at] as number);
    }
    return step;
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

/** A tensor's numbers; on the wasm backend a view that the next tensor may end. */
function plain(tensor: tf.Tensor): Float32Array {
  return (tf.getBackend() === 'wasm' ? tf.backend().typedArrayFromHeap(tensor) : tensor.dataSync()) as Float32Array;
}

function addTo(to: Float32Array, offset: number, from: Float32Array): void {
  for (let i = 0; i < from.length; i++) to[offset + i] = (to[offset + i] as number) + (from[i] as number);
}

/** Whether nothing but the slots' loss depends on the parameter. */
function isSlotOnly(name: string): boolean {
  return name.startsWith('slot.') || name === 'transitions';
}

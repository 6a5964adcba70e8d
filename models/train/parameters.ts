import type { LabelSet } from './labelSet.ts';
import type { Random } from './random.ts';

/** The sizes of the network. The encoder's are Universal Sentence Encoder lite's. */
export interface Sizes {
  readonly pieces: number;
  readonly embed: number;
  readonly model: number;
  readonly feedForward: number;
  readonly heads: number;
  readonly intentHidden: number;
  readonly slotHidden: number;
  readonly intents: number;
  readonly domains: number;
  readonly tags: number;
}

export function defaultSizes(pieces: number, labels: LabelSet): Sizes {
  return {
    pieces,
    embed: 256,
    model: 512,
    feedForward: 1536,
    heads: 4,
    intentHidden: 256,
    slotHidden: 256,
    intents: labels.intents.length,
    domains: labels.domains.length,
    tags: labels.tags.length,
  };
}

/** One tensor of the network and where it lies in the flat arrays of parameters, gradients and moments. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
  /** The encoder learns more slowly than the heads. */
  readonly group: 'encoder' | 'head';
  /** Matrices decay, biases and norms do not. */
  readonly decays: boolean;
}

/** All parameters in a fixed order; `transitions` belongs to the CRF. */
export function layout(s: Sizes): Parameter[] {
  const shapes: [string, number[], 'encoder' | 'head'][] = [['pieces', [s.pieces, s.embed], 'encoder']];
  for (const [layer, input] of [s.embed, s.model].entries()) {
    const add = (name: string, shape: number[]) => shapes.push([`layer${layer}.${name}`, shape, 'encoder']);
    add('norm1.scale', [input]);
    add('norm1.bias', [input]);
    add('qkv.weight', [input, 3 * input]);
    add('qkv.bias', [3 * input]);
    add('out.weight', [input, s.model]);
    add('out.bias', [s.model]);
    if (input !== s.model) {
      add('residual.weight', [input, s.model]);
      add('residual.bias', [s.model]);
    }
    add('norm2.scale', [s.model]);
    add('norm2.bias', [s.model]);
    add('ff1.weight', [s.model, s.feedForward]);
    add('ff1.bias', [s.feedForward]);
    add('ff2.weight', [s.feedForward, s.model]);
    add('ff2.bias', [s.model]);
  }
  const head = (name: string, shape: number[]) => shapes.push([name, shape, 'head']);
  shapes.push(['embedding.weight', [s.model, s.model], 'encoder'], ['embedding.bias', [s.model], 'encoder']);
  head('intentHidden.weight', [s.model, s.intentHidden]);
  head('intentHidden.bias', [s.intentHidden]);
  head('intent.weight', [s.intentHidden, s.intents]);
  head('intent.bias', [s.intents]);
  head('domain.weight', [s.intentHidden, s.domains]);
  head('domain.bias', [s.domains]);
  head('slot.norm.scale', [2 * s.model]);
  head('slot.norm.bias', [2 * s.model]);
  head('slot.dense.weight', [2 * s.model, s.slotHidden]);
  head('slot.dense.bias', [s.slotHidden]);
  for (const conv of [1, 2]) {
    head(`slot.conv${conv}.weight`, [3 * s.slotHidden, s.slotHidden]);
    head(`slot.conv${conv}.bias`, [s.slotHidden]);
  }
  head('slot.emit.weight', [s.slotHidden, s.tags]);
  head('slot.emit.bias', [s.tags]);
  head('transitions', [s.tags + 1, s.tags]);
  let offset = 0;
  return shapes.map(([name, shape, group]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const parameter = { name, shape, offset, size, group, decays: shape.length > 1 && name !== 'transitions' };
    offset += size;
    return parameter;
  });
}

/** Number of floats in the flat arrays. */
export function totalSize(parameters: readonly Parameter[]): number {
  const last = parameters.at(-1);
  return last === undefined ? 0 : last.offset + last.size;
}

/** Glorot-normal matrices, ones for scales, zeros for biases and transitions. */
export function initialise(parameters: readonly Parameter[], values: Float32Array, random: Random): void {
  for (const { name, shape, offset, size } of parameters) {
    const part = values.subarray(offset, offset + size);
    if (name.endsWith('.scale')) part.fill(1);
    else if (shape.length < 2 || name === 'transitions') part.fill(0);
    else {
      const spread = Math.sqrt(2 / ((shape[0] as number) + (shape[1] as number)));
      for (let i = 0; i < size; i++) part[i] = random.normal() * spread;
    }
  }
}

/** A parameter's view into the flat array. */
export function part(parameters: readonly Parameter[], values: Float32Array, name: string): Float32Array {
  const found = parameters.find((parameter) => parameter.name === name);
  if (found === undefined) throw new Error(`no parameter ${name}`);
  return values.subarray(found.offset, found.offset + found.size);
}

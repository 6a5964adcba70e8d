import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { useLiteFolder } from './useLite.ts';

/**
 * The embeddings that Universal Sentence Encoder lite's own graph gives, [rows, 512]: what the rebuilt encoder is
 * compared with. `rows` are piece ids of the package's whole vocabulary.
 *
 * @public only the tests call it, and load it where the packages are installed
 */
export async function embedOriginal(rows: readonly (readonly number[])[]): Promise<Float32Array> {
  const folder = useLiteFolder();
  const model = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const [group] = model.weightsManifest;
  const shards = await Promise.all(group.paths.map((path: string) => readFile(join(folder, path))));
  const graph = await tf.loadGraphModel({
    load: async () => ({
      modelTopology: model.modelTopology,
      weightSpecs: group.weights,
      weightData: Uint8Array.from(Buffer.concat(shards)).buffer,
    }),
  });
  const ids = rows.flat();
  const indices = rows.flatMap((row, r) => row.flatMap((_, i) => [r, i]));
  const out = await graph.executeAsync({
    indices: tf.tensor(indices, [ids.length, 2], 'int32'),
    values: tf.tensor(ids, [ids.length], 'int32'),
  });
  return out.dataSync();
}

import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import { parseGlobalRewrites, REWRITES_FORMAT } from '../../runtime/rewrite/globalFile.ts';
import { TRAINING_SEED } from '../data/split.ts';
import { writePart } from '../release/bundle.ts';
import { deriveGlobalRewrites } from './globalRewrites.ts';

const HELP = `Usage: node models/run.mjs rewrites [options]

Derives the rewrites that every home gets: sentences of the generator that the bundle's network takes for something else, each with
the nearest sentence of the same meaning that it takes rightly. Replaces the bundle's rewrites.json.

  --scale N    draws the sentences so many times over (default 8)
  --seed N     default 20260; the same seed and network give the same file
  --out DIR    the bundle (default models/weights/en)
  --dry        only print them
`;

/** The maintainers' command; see HELP. */
export async function rewrites(args: readonly string[], repository: string): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scale: { type: 'string', default: '8' },
      seed: { type: 'string', default: '20260' },
      out: { type: 'string', default: join(repository, 'models', 'weights', 'en') },
      dry: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const folder = resolve(values.out);
  const inference = await OnnxInference.load(folder, ['rewrites.json']);
  const [seed, scale] = [Number(values.seed), Number(values.scale)];
  if (!Number.isInteger(seed) || !(scale > 0)) throw new Error('--seed takes a whole number, --scale one above 0');
  const found = await deriveGlobalRewrites(inference, { seed, scale, judgedSeed: TRAINING_SEED });
  await inference.close();
  for (const { from, to, wins } of found) console.log(`${wins}  "${from}" → "${to}"`);
  const json = { format: REWRITES_FORMAT, derivedFrom: { seed, scale }, rewrites: found };
  parseGlobalRewrites(json);
  console.log(`${found.length} rewrites`);
  if (!values.dry) writePart(folder, 'rewrites.json', json);
}

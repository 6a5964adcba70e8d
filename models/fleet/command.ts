import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import { parseGlobalRewrites, REWRITES_FORMAT } from '../../runtime/rewrite/globalFile.ts';
import { remembering } from '../households/remembering.ts';
import { writePart } from '../release/bundle.ts';
import { liveIn, PART } from './collect.ts';
import { asPatterns, candidatesOf, derivation, proven } from './derive.ts';

const HELP = `Usage: node models/run.mjs rewrites [options]

Derives what everybody means by words that the bundle's network takes for something else, as patterns with slots: simulated training
households live with a hub, their anonymous sessions make one absorbing Markov chain, what at least ${derivation.homesMin} homes went
through is tried in other households, and what held there replaces the bundle's rewrites.json.

  --homes N    households whose sessions are pooled (default 120)
  --tried N    other households in which what they say is tried (default as many)
  --days N     days that each is lived in (default 14)
  --seed N     default 1; the same seed and bundle give the same file
  --data DIR   with recordings of real recognition errors; without, a small table stands in
  --out DIR    the bundle (default models/weights/en)
  --dry        only print them
`;

/** The maintainers' command; see HELP. */
export async function rewrites(args: readonly string[], repository: string): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      homes: { type: 'string', default: '120' },
      tried: { type: 'string' },
      days: { type: 'string', default: '14' },
      seed: { type: 'string', default: '1' },
      data: { type: 'string' },
      out: { type: 'string', default: join(repository, 'models', 'weights', 'en') },
      dry: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const [homes, days, seed] = [values.homes, values.days, values.seed].map(Number) as [number, number, number];
  const more = Number(values.tried ?? homes);
  if (![homes, days, seed, more].every((one) => Number.isInteger(one) && one > 0))
    throw new Error('--homes, --tried, --days and --seed take whole numbers above 0');
  const folder = resolve(values.out);
  const inference = remembering(await OnnxInference.load(folder, ['rewrites.json']));
  const fleet = { homes, days, seed: 100_000 * seed, dataFolder: values.data };
  const found = candidatesOf(await liveIn(inference, [], fleet, (done) => progress(`${done}/${homes} homes`)));
  const others = { ...fleet, homes: more, seed: fleet.seed + 50_000 };
  const tried = await liveIn(inference, asPatterns(found), others, (done) =>
    progress(`tried in ${done}/${more} homes`),
  );
  const patterns = proven(found, tried);
  await inference.close();
  progress('');
  for (const { from, to, homes: seen } of found) {
    const held = patterns.find((one) => one.from === from);
    const sums = tried.map((one) => one.tried.get(from));
    const count = (name: 'wins' | 'losses'): number => sums.reduce((sum, one) => sum + (one?.[name] ?? 0), 0);
    console.log(
      `${held === undefined ? '-' : '+'} ${seen} homes, tried ${count('wins')}:${count('losses')}  "${from}" → "${to}"`,
    );
  }
  const json = { format: REWRITES_FORMAT, derivedFrom: { part: PART, homes, tried: more, days, seed }, patterns };
  parseGlobalRewrites(json);
  console.log(`${patterns.length} patterns of ${found.length}`);
  if (!values.dry) writePart(folder, 'rewrites.json', json);
}

function progress(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
}

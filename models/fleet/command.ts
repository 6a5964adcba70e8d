import { parseArgs } from 'node:util';
import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import type { RewritePattern } from '../../runtime/domain/rewritePattern.ts';
import { parseGlobalRewrites, REWRITES_FORMAT } from '../../runtime/rewrite/globalFile.ts';
import { remembering } from '../households/remembering.ts';
import { whole } from '../input.ts';
import { writePart } from '../release/bundle.ts';
import { partOptions, readPartOptions } from '../release/partOptions.ts';
import { mayReplace, partInForce, type Weighed } from '../release/replacePart.ts';
import { type HomeReport, liveIn, PART } from './collect.ts';
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
  --force      replace patterns that serve further households better, which had no part in either
  --dry        only print them
`;

/** Households that no derivation sees: its own are numbered from a hundred thousand times its seed. */
const UNSEEN = { homes: 30, days: 14, seed: 3_000_000_000 };

/** The maintainers' command; see HELP. @returns whether the part was written, or only looked at */
export async function rewrites(args: readonly string[], repository: string): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: { ...partOptions(repository, { homes: 120, days: 14 }), tried: { type: 'string' } },
  });
  if (values.help) {
    console.log(HELP);
    return true;
  }
  const { homes, days, seed, dataFolder, folder } = readPartOptions(values);
  const more = whole('tried', values.tried ?? values.homes);
  const replacing = { folder, name: 'rewrites.json', force: values.force, log: say } as const;
  const former = (await partInForce(replacing))?.globalRewrites;
  const inference = remembering(await OnnxInference.load(folder, ['rewrites.json']));
  const fleet = { homes, days, seed: 100_000 * seed, dataFolder };
  const found = candidatesOf(await liveIn(inference, [], fleet, (done) => progress(`${done}/${homes} homes`)));
  const others = { ...fleet, homes: more, seed: fleet.seed + 50_000 };
  const tried = await liveIn(inference, asPatterns(found), others, (done) =>
    progress(`tried in ${done}/${more} homes`),
  );
  const patterns = proven(found, tried);
  const weigh = async (one: readonly RewritePattern[]) =>
    weighed(one, await liveIn(inference, one, { ...fleet, ...UNSEEN }, (done) => progress(`weighed in ${done} homes`)));
  const both = former === undefined ? undefined : ([await weigh(former), await weigh(patterns)] as const);
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
  // The same days twice: they differ by what the patterns do, and by nothing else.
  if (both !== undefined && !mayReplace(replacing, ...both, UNSEEN.homes, 0)) return values.dry;
  if (!values.dry) writePart(folder, 'rewrites.json', json);
  return true;
}

/** The score is the share of turns that went well. */
function weighed(patterns: readonly RewritePattern[], reports: readonly HomeReport[]): Weighed {
  const turns = reports.reduce((sum, one) => sum + one.turns, 0);
  const defects = reports.reduce((sum, one) => sum + one.defects, 0);
  return {
    score: 1 - defects / Math.max(1, turns),
    told: `${patterns.length} patterns, ${defects} defects in ${turns} turns`,
  };
}

function say(line: string): void {
  console.log(line);
}

function progress(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
}

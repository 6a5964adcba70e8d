import { statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { runBareSubscriber } from './bareSubscriber.ts';
import { programOf } from './daemon.ts';
import { decisionFigures } from './decision.ts';
import type { Figures } from './figures.ts';
import { liveFigures } from './live.ts';
import { busFigures } from './mqttBench.ts';
import { renderTable } from './report.ts';
import { storageFigures } from './storage.ts';

const USAGE = `Measures hearth on this machine; every figure stands beside its reference from the same run.

Usage: npm run bench -- [--json FILE] [--only PART[,PART]] [--quick] [--embedded]

  --json FILE   write the figures as JSON, too
  --only PARTS  of: decision, live, bus, storage
  --quick       few rounds and a small home: shows that it runs, not how fast
  --embedded    hearth's own broker, also where Mosquitto is installed`;

const FULL = {
  decision: { entities: 500, entitiesBig: 5_000, rounds: 7, perRound: 400, commits: 300 },
  live: { entities: 500, starts: 3, rounds: 5, commands: 60, flood: 80_000 },
  bus: { trips: 1_000, messages: 60_000, rounds: 3 },
  changes: 20_000,
};
const QUICK = {
  decision: { entities: 60, entitiesBig: 120, rounds: 1, perRound: 10, commits: 5 },
  live: { entities: 260, starts: 1, rounds: 1, commands: 5, flood: 500 },
  bus: { trips: 10, messages: 500, rounds: 1 },
  changes: 500,
};

/** Runs the benchmark; resolves to the exit code. */
async function main(args: readonly string[]): Promise<number> {
  let flags: ReturnType<typeof readFlags>;
  try {
    flags = readFlags(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (flags.help) {
    console.log(USAGE);
    return 0;
  }
  if (flags['bare-subscriber'] !== undefined) {
    await runBareSubscriber(flags['bare-subscriber'], Number(flags.retained));
    return new Promise(() => {});
  }
  const plan = flags.quick ? QUICK : FULL;
  const wanted = (part: string) => flags.only === undefined || flags.only.split(',').includes(part);
  const progress = (text: string) => process.stderr.write(`${text}\n`);
  const homes = [plan.decision.entities, plan.decision.entitiesBig] as const;
  let figures: Figures = { bundleBytes: statSync(programOf('hearth.js')).size, homes, machine: machine() };
  if (wanted('decision')) {
    progress(`Decisions in homes of ${plan.decision.entities} and ${plan.decision.entitiesBig} entities …`);
    figures = { ...figures, ...(await decisionFigures(plan.decision)) };
  }
  if (wanted('live')) {
    progress(`The daemon at a broker, ${plan.live.entities} entities …`);
    figures = { ...figures, ...(await liveFigures({ ...plan.live, embedded: flags.embedded === true })) };
  }
  if (wanted('bus')) {
    progress('The bus alone …');
    figures = { ...figures, bus: await busFigures(flags.embedded === true, plan.bus) };
  }
  if (wanted('storage')) {
    progress(`${plan.changes} state changes to the disk …`);
    figures = { ...figures, ...storageFigures(plan.changes) };
  }
  console.log(renderTable(figures));
  if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(figures, rounded, 2)}\n`);
  return 0;
}

/** No clock here is good for more than a microsecond. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

function readFlags(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'string' },
      only: { type: 'string' },
      quick: { type: 'boolean' },
      embedded: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      'bare-subscriber': { type: 'string' },
      retained: { type: 'string', default: '0' },
    },
  });
  const unknown = values.only?.split(',').find((part) => !['decision', 'live', 'bus', 'storage'].includes(part));
  if (unknown !== undefined)
    throw new Error(`bad-argument: --only knows decision, live, bus and storage, not "${unknown}"`);
  return values;
}

function machine(): Figures['machine'] {
  const load = Math.round(10 * (loadavg()[0] ?? 0)) / 10;
  return { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version, load };
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).stack);
  process.exit(1);
}

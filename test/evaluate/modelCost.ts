import { readFileSync } from 'node:fs';
import type { CostReport } from '../../models/evaluate/measure/cost.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { TEXTS } from './costTexts.ts';

/** MiB of resident memory, and of that what is no file's page. */
function memory(): { readonly all: number; readonly anonymous: number } {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024;
    return { all: of('VmRSS'), anonymous: of('RssAnon') };
  } catch {
    return { all: process.memoryUsage.rss() / 2 ** 20, anonymous: Number.NaN };
  }
}

const WARM_UP = 200;
const ROUNDS = 9;
const PER_ROUND = 240;

/** Prints what a bundle takes of memory and time in this process, which must be a fresh one: nothing else is loaded before. */
async function main(folder: string): Promise<void> {
  const node = memory();
  process.env.ORT_DISABLE_TELEMETRY = '1';
  await import('onnxruntime-node');
  const library = memory();
  const { keepYoungHeapSmall } = await import('../../runtime/adapters/process/youngHeap.ts');
  // As the daemon does before it loads a model.
  keepYoungHeapSmall();
  const { OnnxInference } = await import('../../runtime/adapters/onnx/onnxInference.ts');
  const { understand } = await import('../../runtime/understand/understand.ts');
  const inference = await OnnxInference.load(folder);
  const text = (i: number) => TEXTS[i % TEXTS.length] as string;
  for (let i = 0; i < WARM_UP; i++) await understand([{ text: text(i), confidence: 1 }], inference);
  const model = memory();
  const rounds: { readonly whole: number[]; readonly network: number[] }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const times = { whole: [] as number[], network: [] as number[] };
    for (let i = 0; i < PER_ROUND; i++) {
      const words = splitWords(text(i));
      const start = performance.now();
      await inference.run(words);
      const between = performance.now();
      await understand([{ text: text(i), confidence: 1 }], inference);
      times.whole.push(performance.now() - between);
      times.network.push(between - start);
    }
    rounds.push(times);
  }
  await inference.close();
  const best = (name: 'whole' | 'network', share: number) =>
    Math.min(...rounds.map((round) => percentile(round[name], share)));
  const report: CostReport = {
    nodeMb: node.all,
    libraryMb: library.all,
    modelMb: model.all,
    nodeAnonymousMb: node.anonymous,
    modelAnonymousMb: model.anonymous,
    p50Ms: best('whole', 0.5),
    p99Ms: best('whole', 0.99),
    networkP50Ms: best('network', 0.5),
  };
  console.log(JSON.stringify(report));
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node model-cost.js BUNDLE');
await main(folder);

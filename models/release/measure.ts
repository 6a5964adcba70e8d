import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, MODEL_FILE, PIECES_FILE, WEIGHTS_FILE } from '../../runtime/adapters/onnx/bundleFile.ts';
import { BUNDLE_PARTS } from '../../runtime/adapters/onnx/bundleParts.ts';
import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { understand } from '../../runtime/understand/understand.ts';

const TEXTS = [
  'stop',
  'turn on the kitchen light',
  'is the front door locked',
  'set the thermostat in the living room to 21 degrees',
  'turn off all the lights upstairs except the one in the hallway',
  'play some relaxing jazz on the speaker in the bedroom at half volume',
];

/** Prints size, load time, memory and latency of a bundle on this machine: the network alone, and the whole reading. */
export async function measure(folder: string, log: (line: string) => void): Promise<void> {
  const bytes = [MODEL_FILE, WEIGHTS_FILE, PIECES_FILE, MANIFEST_FILE, ...BUNDLE_PARTS].map(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  const { version, validation } = JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
  log(`${version}: ${(bytes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(2)} MB, score ${validation.score}`);
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const inference = await OnnxInference.load(folder);
  log(
    `loaded in ${(performance.now() - start).toFixed(0)} ms, ${((process.memoryUsage.rss() - before) / 1e6).toFixed(0)} MB`,
  );
  const network: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < 220; round++) {
    for (const text of TEXTS) {
      const words = splitWords(text);
      const a = performance.now();
      await inference.run(words);
      const b = performance.now();
      await understand([{ text, confidence: 1 }], inference);
      const c = performance.now();
      if (round < 20) continue;
      network.push(b - a);
      whole.push(c - b);
    }
  }
  log(
    `network ${spread(network)}; whole reading ${spread(whole)}; RSS ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`,
  );
  await inference.close();
}

function spread(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] as number).toFixed(3);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

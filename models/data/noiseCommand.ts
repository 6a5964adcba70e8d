import { parseArgs } from 'node:util';
import { splitWords } from '../../runtime/domain/words.ts';
import { dataFolder, InputError, whole } from '../input.ts';
import { applyMishearings, fitAsrNoise } from './asrNoise.ts';
import { type ErrorSpread, type Foreknowledge, halves, judgeNoise, type NoiseFigures } from './noiseFigures.ts';
import { seeded } from './random.ts';
import { readRecordings, unjudged } from './read/recordings.ts';

/**
 * Prints how real the learned recognition errors are, and what they make of a sentence: `noise [--data DIR] [--seed N]
 * [--severity X] [SENTENCE …]`.
 */
export function noiseCommand(args: readonly string[], defaultData: string): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: defaultData },
      seed: { type: 'string', default: '1' },
      severity: { type: 'string', default: '1' },
    },
  });
  const [seed, severity] = [whole('seed', values.seed), severityOf(values.severity)];
  const all = readRecordings(dataFolder(values.data));
  const teaching = unjudged(all);
  if (positionals.length > 0) {
    const noise = fitAsrNoise(teaching);
    const random = seeded(seed);
    for (const text of positionals) {
      console.log(text);
      const words = splitWords(text).map((word) => word.text);
      for (let i = 0; i < 10; i += 1)
        console.log(`  ${applyMishearings(words, noise.mishear(words, severity, random)).join(' ')}`);
    }
    return;
  }
  const { fit, held } = halves(teaching);
  print('learned from half of the sentences that are not about the home, judged on the other half', fit, held, seed);
  const taught = new Set(teaching);
  const judged = all.filter((pair) => !taught.has(pair));
  print(
    'learned from all of them (what training hears), judged on the sentences about the home',
    teaching,
    judged,
    seed,
  );
}

function severityOf(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InputError(`--severity wants a number of 0 or more, not "${text}"`);
  return value;
}

function print(title: string, ...[fit, held, seed]: Parameters<typeof judgeNoise>): void {
  const figures: NoiseFigures = judgeNoise(fit, held, seed);
  console.log(`${title}: ${figures.fittedOn} recordings, ${figures.real.recordings}\n`);
  console.log('                  WER mean   without error   p50    p75    p90    p95');
  console.log(`  real            ${spread(figures.real)}`);
  console.log(`  made            ${spread(figures.made)}\n`);
  console.log('                  errors   foreseen   bits of an outcome   bits a word');
  console.log(`  learned         ${foreseen(figures.learned)}`);
  console.log(`  by hand         ${foreseen(figures.handMade)}\n`);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function spread({ mean, clean, quantiles }: ErrorSpread): string {
  const rest = quantiles.map((q) => q.toFixed(2).padStart(4).padEnd(7)).join('');
  return `${percent(mean).padEnd(11)}${percent(clean).padEnd(14)} ${rest}`;
}

function foreseen({ errors, known, bitsOutcome, bitsWord }: Foreknowledge): string {
  return `${String(errors).padEnd(9)}${percent(known).padEnd(11)}${bitsOutcome.toFixed(2).padEnd(21)}${bitsWord.toFixed(3)}`;
}

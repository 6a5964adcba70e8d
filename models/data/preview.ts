import { parseArgs } from 'node:util';
import { INTENT_LABELS } from '../../runtime/domain/intent.ts';
import { dataFolder, InputError, unknown, whole } from '../input.ts';
import type { Example } from './example.ts';
import { loadExamples } from './index.ts';
import { seeded } from './random.ts';

/**
 * Prints the report and random examples of each intent: `preview [--data DIR] [--seed N] [--count N] [--intent NAME]
 * [--source PREFIX]`.
 */
export function main(args: readonly string[], defaultData: string): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: defaultData },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '5' },
      intent: { type: 'string' },
      source: { type: 'string', default: '' },
    },
  });
  const [seed, count] = [whole('seed', values.seed), whole('count', values.count)];
  const { intent: only, source } = values;
  if (only !== undefined && !INTENT_LABELS.some((label) => label === only))
    throw unknown('intent', only, INTENT_LABELS);
  const { train, report } = loadExamples({ dataDir: dataFolder(values.data), seed });
  const ofSource = train.filter((example) => example.source.startsWith(source));
  if (ofSource.length === 0)
    throw unknown('source', source, [...new Set(train.map((example) => example.source))].sort());
  const shown = byIntent(ofSource.filter(({ intent }) => only === undefined || intent === only));
  if (shown.size === 0) throw new InputError(`the sources that begin with "${source}" have no example of ${only}`);
  console.log(report);
  const random = seeded(seed);
  for (const [intent, examples] of shown) {
    console.log(`\n${intent}`);
    for (let i = 0; i < count; i += 1) console.log(`  ${inWords(random.pick(examples))}`);
  }
}

function byIntent(examples: readonly Example[]): Map<string, Example[]> {
  const groups = new Map<string, Example[]>();
  for (const example of examples) {
    const intent = String(example.intent);
    const group = groups.get(intent);
    if (group) group.push(example);
    else groups.set(intent, [example]);
  }
  return groups;
}

function inWords({ text, domain, tags, source }: Example): string {
  return `${text}  [${domain}; ${source}]${tags === null ? '' : `  ${tags.join(' ')}`}`;
}

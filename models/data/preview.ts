import { parseArgs } from 'node:util';
import type { Example } from './example.ts';
import { loadExamples } from './index.ts';
import { seeded } from './random.ts';

/**
 * Prints the report and random examples of each intent: `preview --data DIR [--seed N] [--count N] [--intent NAME]
 * [--source PREFIX]`.
 */
export function main(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '5' },
      intent: { type: 'string' },
      source: { type: 'string', default: '' },
    },
  });
  if (values.data === undefined) throw new Error('preview: --data DIR is missing');
  const { train, report } = loadExamples({ dataDir: values.data, seed: Number(values.seed) });
  console.log(report);
  const random = seeded(Number(values.seed));
  for (const [intent, examples] of byIntent(train.filter((e) => e.source.startsWith(values.source)))) {
    if (values.intent !== undefined && values.intent !== intent) continue;
    console.log(`\n${intent}`);
    for (let i = 0; i < Number(values.count); i += 1) console.log(`  ${inWords(random.pick(examples))}`);
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

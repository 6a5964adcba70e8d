import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DataError } from '../../models/evaluate/dataFile.ts';
import { PARTS } from '../../models/evaluate/everything.ts';
import { SETS } from '../../models/evaluate/sets.ts';

const DEFAULT_DATA = '../shared/data';
/** What the program brings itself. */
const OWN = ['scenarios', 'generated'] as const;
const SET_NAMES = SETS.map(({ name }) => name);
const NAMES: readonly string[] = [...OWN, ...SET_NAMES, ...PARTS];

export const USAGE = `Says how well hearth understands: one table of all that is measured, beside what others reach and what is wanted.

Usage: npm run evaluate -- [--data DIR] [--set NAME]… [--limit N] [--seed N] [--faults] [--json FILE] [--report DIR]
       npm run evaluate -- learning [--households N] [--weeks N] [--seed N] [--json FILE] [--report DIR]

  --data DIR     the public sets (default ${DEFAULT_DATA} where it is; models/data says how to obtain them)
  --set NAME     only this; may be repeated: ${NAMES.join(', ')}
  --limit N      at most N cases of each set, drawn by --seed (default 1)
  --faults       list what went wrong
  --no-overlap   do not look for evaluated texts in the training data
  --model DIR    another model bundle (default $HEARTH_MODEL, else the one that ships)
  --json FILE    write the figures as JSON, too
  --report DIR   write a report to open in a browser: DIR/index.html
  --card         write the figures into models/weights (figures.json, MODEL_CARD.md); with all sets only

learning lets simulated households live with the hub, learning on and off; \`benchmarks\` prints what
\`node models/run.mjs benchmark\` kept, since its trainings take hours.`;

export type Flags = ReturnType<typeof readFlags>;

/** Reads the command line. Throws DataError, or what parseArgs throws, for what it does not know. */
export function readFlags(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowNegative: true,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string' },
      seed: { type: 'string', default: '1' },
      households: { type: 'string', default: '12' },
      weeks: { type: 'string', default: '8' },
      faults: { type: 'boolean', default: false },
      overlap: { type: 'boolean', default: true },
      model: { type: 'string' },
      json: { type: 'string' },
      report: { type: 'string' },
      card: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, more] = positionals;
  if (more !== undefined || (command !== undefined && command !== 'learning'))
    throw new DataError(`there is nothing called "${more ?? command}"; there is "learning"`);
  const unknown = values.set.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new DataError(`there is no set "${unknown}"; there are ${NAMES.join(', ')}`);
  const whole = (name: string, text: string): number => {
    if (!/^[1-9]\d*$/.test(text)) throw new DataError(`--${name} takes a whole number above 0, not "${text}"`);
    return Number(text);
  };
  const data = values.data ?? (existsSync(DEFAULT_DATA) ? DEFAULT_DATA : undefined);
  const named = values.set.filter((name) => SET_NAMES.includes(name));
  if (data === undefined && named.length > 0) throw new DataError(`${named.join(', ')}: --data DIR must name the sets`);
  if (data !== undefined && !existsSync(data)) throw new DataError(`the data folder ${data} does not exist (--data)`);
  if (values.card && (values.set.length > 0 || values.limit !== undefined || data === undefined))
    throw new DataError('--card wants all sets, whole: no --set, no --limit, and --data where they are elsewhere');
  return {
    ...values,
    data,
    learning: command === 'learning',
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : whole('limit', values.limit),
    seed: whole('seed', values.seed),
    households: whole('households', values.households),
    weeks: whole('weeks', values.weeks),
  };
}

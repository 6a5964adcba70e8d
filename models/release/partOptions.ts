import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RECORDINGS_FILE } from '../data/read/recordings.ts';
import { dataFolder, InputError, whole } from '../input.ts';

/** What the commands take that fit a part of a bundle in simulated households, as `parseArgs` wants it. */
export function partOptions(repository: string, defaults: { readonly homes: number; readonly days: number }) {
  return {
    homes: { type: 'string', default: String(defaults.homes) },
    days: { type: 'string', default: String(defaults.days) },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
    out: { type: 'string', default: join(repository, 'models', 'weights', 'en') },
    force: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
}

/** The same, read. Errors: InputError, naming the option. */
export function readPartOptions(values: {
  readonly homes: string;
  readonly days: string;
  readonly seed: string;
  readonly data?: string | undefined;
  readonly out: string;
}) {
  return {
    homes: whole('homes', values.homes),
    days: whole('days', values.days),
    seed: whole('seed', values.seed),
    dataFolder: values.data === undefined ? undefined : withRecordings(values.data),
    folder: resolve(values.out),
  };
}

/** A folder that was named has what it is named for: the small table of our own stands in only where none was. */
function withRecordings(path: string): string {
  const folder = dataFolder(path);
  if (existsSync(join(folder, RECORDINGS_FILE))) return folder;
  throw new InputError(`${folder} has no ${RECORDINGS_FILE} (--data); without --data a small table stands in`);
}

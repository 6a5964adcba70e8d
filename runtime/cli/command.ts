import { type ParseArgsConfig, parseArgs } from 'node:util';
import { HearthError } from '../domain/errors.ts';

export type Flags = { readonly [name: string]: string | boolean | undefined };

/** What a command gets: its arguments, and the terminal to write to. */
export interface Invocation {
  readonly positionals: readonly string[];
  readonly flags: Flags;
  readonly terminal: Terminal;
  readonly env: { readonly [name: string]: string | undefined };
}

/** Where a command's words go; colours only where a person looks. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  dim(text: string): string;
  bold(text: string): string;
}

export interface Option {
  readonly type: 'string' | 'boolean';
  /** How the help names the value: "URL". */
  readonly value?: string;
  readonly what: string;
}

/** One command of `hearth`. */
export interface CommandSpec {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: { readonly [name: string]: Option };
  readonly examples: readonly string[];
  /** How many words it takes that are no options; absent: any number. */
  readonly wordsMax?: number;
  /** Resolves to the exit code: 0 done, 1 a fault, 2 bad input. */
  run(invocation: Invocation): Promise<number>;
}

export const DATA_OPTION: Option = {
  type: 'string',
  value: 'DIR',
  what: 'the data directory (default $HEARTH_DATA, else ~/.local/share/hearth)',
};
export const JSON_OPTION: Option = { type: 'boolean', what: 'print JSON for a script' };
export const MODEL_OPTION: Option = {
  type: 'string',
  value: 'DIR',
  what: 'the model bundle (default $HEARTH_MODEL, else the one that came with hearth)',
};

/** Reads a command's arguments. Errors: `bad-argument`, naming the option. */
export function readArguments(spec: CommandSpec, args: readonly string[]): Pick<Invocation, 'flags' | 'positionals'> {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const [name, { type }] of Object.entries(spec.options)) options[name] = { type };
  const refuse = (why: string, cause?: unknown) =>
    new HearthError('bad-argument', `${why}; see "hearth ${spec.name} --help"`, cause);
  let read: { readonly values: object; readonly positionals: string[] };
  try {
    read = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw refuse((cause as Error).message.split(/\.\s/)[0] ?? 'bad arguments', cause);
  }
  const { values, positionals } = read;
  const surplus = positionals[spec.wordsMax ?? positionals.length];
  // Half of what was asked may be the wrong half: "erase jazz" is no wish to erase all.
  if (surplus !== undefined && !('help' in values)) throw refuse(`${spec.name} does not take "${surplus}"`);
  return { flags: values as Flags, positionals };
}

/** The help of one command. */
export function helpOf(spec: CommandSpec): string {
  const rows = Object.entries({ ...spec.options, help: { type: 'boolean', what: 'show this' } as Option }).map(
    ([name, { value, what }]) => [`--${name}${value ? ` ${value}` : ''}`, what] as const,
  );
  return [
    `${spec.summary}\n`,
    `Usage: hearth ${spec.usage}\n`,
    'Options:',
    table(rows),
    '\nExamples:',
    ...spec.examples.map((example) => `  ${example}`),
  ].join('\n');
}

/** Two columns, the first as wide as it needs to be. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n');
}

export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

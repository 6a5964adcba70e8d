import { HearthError } from '../domain/errors.ts';
import { type CommandSpec, DATA_OPTION, MODEL_OPTION, textFlag } from './command.ts';

export const replay: CommandSpec = {
  name: 'replay',
  usage: 'replay FILE... [--states] [--signals] [--timing] [--data DIR]   or   replay -',
  summary: 'feed recorded events through the daemon and print its decisions',
  options: {
    states: { type: 'boolean', what: 'end with the state of every entity' },
    signals: { type: 'boolean', what: 'also print what would have left the house' },
    timing: { type: 'boolean', what: 'add latencyMs to the decisions' },
    data: { ...DATA_OPTION, what: 'start from this data directory and write to it (default: from nothing)' },
    model: MODEL_OPTION,
  },
  examples: [
    'hearth replay bug.jsonl',
    'hearth replay --states --timing homes/*.jsonl',
    'a-simulated-person | hearth replay -    # each answer before the next line is read',
  ],
  async run(invocation) {
    const { positionals, flags, env, terminal } = invocation;
    if (positionals.length === 0) throw new HearthError('bad-argument', 'replay which file? "-" is standard input');
    if (positionals.includes('-') && positionals.length > 1)
      throw new HearthError('bad-argument', 'standard input cannot be replayed beside files');
    const { replayFiles } = await import('./replayFiles.ts');
    await replayFiles({
      files: positionals,
      states: flags.states === true,
      signals: flags.signals === true,
      timing: flags.timing === true,
      dataDir: textFlag(flags, 'data'),
      modelDir: textFlag(flags, 'model') ?? (env.HEARTH_MODEL || undefined),
      write: (line) => writeLine(line),
      warn: (text) => terminal.err(text),
      // Only where a person waits for a file to be written, not where the decisions themselves pass by.
      ...(process.stderr.isTTY && !process.stdout.isTTY && { progress }),
    });
    return 0;
  },
};

/** Waits where the reader is slower than the replay. */
function writeLine(line: string): Promise<void> | undefined {
  if (process.stdout.write(`${line}\n`)) return undefined;
  return new Promise((resolve) => process.stdout.once('drain', () => resolve()));
}

function progress(done: number, of: number): void {
  process.stderr.write(done < of ? `\r${done}/${of} files` : '\r\u001b[K');
}

import { createInterface } from 'node:readline/promises';
import { HearthError } from '../domain/errors.ts';
import { type CommandSpec, DATA_OPTION } from './command.ts';
import { askOrOpen, dataDir } from './session.ts';

export const erase: CommandSpec = {
  name: 'erase',
  usage: 'erase [--yes]',
  summary: 'erase everything that people said, did and taught',
  options: { yes: { type: 'boolean', what: 'do not ask' }, data: DATA_OPTION },
  examples: ['hearth erase', 'hearth erase --yes'],
  wordsMax: 0,
  async run(invocation) {
    const { flags, terminal } = invocation;
    if (!flags.yes && !(await isSure(dataDir(invocation)))) {
      terminal.out('Nothing was erased.');
      return 0;
    }
    await askOrOpen(invocation, 'erase', {}, ({ memory }) => memory.erase());
    terminal.out('Erased.');
    return 0;
  },
};

async function isSure(dir: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new HearthError('bad-argument', 'erase asks first; without a terminal, say --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`Erase all that the hub in ${dir} remembers of its people? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

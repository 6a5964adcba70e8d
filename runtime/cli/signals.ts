import type { Signal } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import { type CommandSpec, DATA_OPTION, JSON_OPTION } from './command.ts';
import { askOrOpen } from './session.ts';

export const signals: CommandSpec = {
  name: 'signals',
  usage: 'signals [--json]',
  summary: 'show exactly what waits to leave the house, if sync is on',
  options: { data: DATA_OPTION, json: JSON_OPTION },
  examples: ['hearth signals', 'hearth signals --json'],
  wordsMax: 0,
  async run(invocation) {
    const { flags, terminal } = invocation;
    const pending = await askOrOpen<readonly Signal[]>(invocation, 'signals', {}, ({ store }) =>
      store.pendingSignals(limits.outboxSignalsMax),
    );
    if (flags.json) {
      for (const signal of pending) terminal.out(JSON.stringify(signal));
      return 0;
    }
    terminal.out(
      pending.length === 0 ? 'Nothing waits to leave.' : `${pending.length} wait to leave, each as it stands:`,
    );
    for (const signal of pending) terminal.out(`  ${JSON.stringify(signal)}`);
    return 0;
  },
};

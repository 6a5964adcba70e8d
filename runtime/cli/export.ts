import type { ContextStore } from '../ports/contextStore.ts';
import { type CommandSpec, DATA_OPTION } from './command.ts';
import { askOrOpen } from './session.ts';

export const exportCommand: CommandSpec = {
  name: 'export',
  usage: 'export > FILE',
  summary: 'print everything the hub remembers, as JSON',
  options: { data: DATA_OPTION },
  examples: ['hearth export > my-home.json'],
  wordsMax: 0,
  async run(invocation) {
    const { terminal } = invocation;
    let lost: string | undefined;
    const all = await askOrOpen(invocation, 'export', {}, ({ store, memory }) => {
      lost = lostOf(store);
      return memory.exportAll();
    });
    terminal.out(JSON.stringify(all, null, 2));
    if (lost === undefined) return 0;
    terminal.err(`${lost}\nThis is not all that was remembered.`);
    return 1;
  },
};

/** Why the file did not give all that was in it; undefined where it did. */
function lostOf(store: ContextStore): string | undefined {
  const { kind, detail } = store.opened;
  if (kind === 'rebuilt') return `store-damaged: ${detail}`;
  const fault = store.fault();
  return kind === 'created' && fault !== undefined ? `${fault.code}: ${fault.message}` : undefined;
}

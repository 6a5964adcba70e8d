import { type CommandSpec, DATA_OPTION } from './command.ts';
import { askOrOpen } from './session.ts';

export const exportCommand: CommandSpec = {
  name: 'export',
  usage: 'export > FILE',
  summary: 'print everything the hub remembers, as JSON',
  options: { data: DATA_OPTION },
  examples: ['hearth export > my-home.json'],
  async run(invocation) {
    const all = await askOrOpen(invocation, 'export', {}, ({ memory }) => memory.exportAll());
    invocation.terminal.out(JSON.stringify(all, null, 2));
    return 0;
  },
};

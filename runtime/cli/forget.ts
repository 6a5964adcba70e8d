import { HearthError } from '../domain/errors.ts';
import { type CommandSpec, DATA_OPTION, JSON_OPTION } from './command.ts';
import { askOrOpen } from './session.ts';

export const forget: CommandSpec = {
  name: 'forget',
  usage: 'forget PHRASE   or   forget --all',
  summary: 'forget a phrase, a name, a liking, the habits, or everything that was learned',
  options: {
    all: { type: 'boolean', what: 'every phrase, name, liking and habit, and what was learned' },
    data: DATA_OPTION,
    json: JSON_OPTION,
  },
  examples: ['hearth forget "movie time"', 'hearth forget jazz', 'hearth forget habits', 'hearth forget --all'],
  async run(invocation) {
    const { flags, positionals, terminal } = invocation;
    const phrase = positionals.join(' ');
    if ((phrase === '') !== (flags.all === true))
      throw new HearthError(
        'bad-argument',
        'forget takes a phrase, or --all; "hearth teach --list" shows what there is',
      );
    const wanted = flags.all ? undefined : phrase;
    const gone = await askOrOpen<readonly string[]>(invocation, 'forget', { phrase: wanted }, ({ memory }) =>
      memory.forget(wanted),
    );
    if (flags.json) terminal.out(JSON.stringify(gone));
    else if (gone.length === 0)
      terminal.out(wanted === undefined ? 'There was nothing to forget.' : `Nothing is known of "${phrase}".`);
    else terminal.out(`Forgot ${gone.map((one) => `"${one}"`).join(', ')}.`);
    return gone.length === 0 && wanted !== undefined ? 1 : 0;
  },
};

import type { RewriteEntry } from '../domain/context.ts';
import { HearthError } from '../domain/errors.ts';
import { type CommandSpec, DATA_OPTION, JSON_OPTION, table, textFlag } from './command.ts';
import { askOrOpen } from './session.ts';

export const teach: CommandSpec = {
  name: 'teach',
  usage: 'teach PHRASE MEANING [--speaker NAME]   or   teach --list',
  summary: 'teach a phrase of your own: what to understand when it is said',
  options: {
    speaker: { type: 'string', value: 'NAME', what: 'only when this person says it' },
    list: { type: 'boolean', what: 'show what was taught and learned' },
    data: DATA_OPTION,
    json: JSON_OPTION,
  },
  examples: ['hearth teach "movie time" "dim the living room lights to 20 percent"', 'hearth teach --list'],
  async run(invocation) {
    const { flags, positionals, terminal } = invocation;
    if (flags.list) {
      const entries = await askOrOpen<readonly RewriteEntry[]>(invocation, 'taught', {}, ({ memory }) => memory.list());
      terminal.out(flags.json ? JSON.stringify(entries) : listOf(entries));
      return 0;
    }
    const [phrase, meaning] = positionals;
    if (phrase === undefined || meaning === undefined || positionals.length > 2)
      throw new HearthError('bad-argument', 'teach takes two texts in quotes: hearth teach "PHRASE" "MEANING"');
    const speaker = textFlag(flags, 'speaker');
    const entry = await askOrOpen(invocation, 'teach', { phrase, meaning, speaker }, ({ memory }) =>
      memory.teach(phrase, meaning, speaker, Date.now()),
    );
    terminal.out(flags.json ? JSON.stringify(entry) : `Learned: "${entry.from}" means "${entry.to}".`);
    return 0;
  },
};

function listOf(entries: readonly RewriteEntry[]): string {
  if (entries.length === 0) return 'Nothing was taught or learned yet.';
  return table(
    entries.map(({ from, to, layer, status, speaker, when }) => [
      `"${from}"`,
      `→ "${to}"  (${layer}${layer === 'taught' ? '' : `, ${status}`}${speaker ? `, ${speaker}` : ''}${when ? `, ${when}` : ''})`,
    ]),
  );
}

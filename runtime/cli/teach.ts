import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RewriteEntry } from '../domain/context.ts';
import { HearthError } from '../domain/errors.ts';
import type { TypedLesson } from '../householdMemory.ts';
import { type CommandSpec, DATA_OPTION, type Invocation, JSON_OPTION, table, textFlag } from './command.ts';
import { askIfRunning, askOrOpen, dataDir } from './session.ts';

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
  wordsMax: 2,
  async run(invocation) {
    const { flags, positionals, terminal } = invocation;
    if (flags.list) {
      if (positionals.length > 0) throw new HearthError('bad-argument', 'teach --list takes no texts');
      const entries = await askOrOpen<readonly RewriteEntry[]>(invocation, 'taught', {}, ({ memory }) => memory.list());
      terminal.out(flags.json ? JSON.stringify(entries) : listOf(entries));
      return 0;
    }
    const [phrase, meaning] = positionals;
    if (phrase === undefined || meaning === undefined)
      throw new HearthError('bad-argument', 'teach takes two texts in quotes: hearth teach "PHRASE" "MEANING"');
    const speaker = textFlag(flags, 'speaker');
    const lesson = { phrase, meaning, speaker };
    const answered = await askIfRunning<RewriteEntry>(invocation, 'teach', lesson);
    const entry = answered?.answer ?? (await teachUnseen(invocation, lesson));
    terminal.out(flags.json ? JSON.stringify(entry) : `Learned: "${entry.from}" means "${entry.to}".`);
    return 0;
  },
};

/** Where no daemon runs the home is not known, and what of the lesson depends on it is not checked. */
async function teachUnseen(invocation: Invocation, lesson: TypedLesson): Promise<RewriteEntry> {
  const { env, terminal } = invocation;
  const dir = dataDir(invocation);
  // Before the first run a lesson may come first; a place that is not there was mistyped.
  if (!existsSync(dir) && textFlag(invocation.flags, 'data') !== undefined && !existsSync(dirname(dir)))
    throw new HearthError(
      'data-missing',
      `there is no folder ${dirname(dir)}; name hearth's data directory with --data`,
    );
  const { unfitUnseen, withStore } = await import('../main.ts');
  const why = await unfitUnseen(dir, lesson, env.HEARTH_MODEL || undefined);
  if (why !== undefined) throw new HearthError('lesson-refused', why);
  const { phrase, meaning, speaker } = lesson;
  const entry = withStore(dir, ({ memory }) => memory.teach(phrase, meaning, speaker, Date.now()));
  terminal.err('No daemon runs: whether your home can do that was not checked.');
  return entry;
}

function listOf(entries: readonly RewriteEntry[]): string {
  if (entries.length === 0) return 'Nothing was taught or learned yet.';
  return table(
    entries.map(({ from, to, layer, status, speaker, when }) => [
      `"${from}"`,
      `→ "${to}"  (${layer}${layer === 'taught' ? '' : `, ${status}`}${speaker ? `, ${speaker}` : ''}${when ? `, ${when}` : ''})`,
    ]),
  );
}

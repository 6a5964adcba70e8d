import { HearthError } from '../domain/errors.ts';
import { type CommandSpec, DATA_OPTION, JSON_OPTION, type Terminal, textFlag } from './command.ts';
import { ask } from './session.ts';

interface Said {
  readonly outcome: string;
  readonly intent: string | null;
  readonly targets: readonly string[];
  readonly say: string;
  readonly confidence: number;
  readonly commands: readonly { readonly topic: string; readonly payload: string }[];
  readonly handlers: readonly string[];
  readonly because: readonly { readonly signal: string; readonly detail: string }[];
  readonly latencyMs: number;
}

/** Reasons shown after an answer; the rest are in --json. */
const REASONS_SHOWN = 2;

export const say: CommandSpec = {
  name: 'say',
  usage: 'say TEXT [--area NAME] [--satellite ID] [--speaker NAME] [--json]',
  summary: 'say something to the running daemon, as if it had been heard',
  options: {
    area: { type: 'string', value: 'NAME', what: 'the room it is said in' },
    satellite: { type: 'string', value: 'ID', what: 'the device that heard it (default "terminal")' },
    speaker: { type: 'string', value: 'NAME', what: 'who said it' },
    data: DATA_OPTION,
    json: JSON_OPTION,
  },
  examples: [
    'hearth say "what is the temperature" --area Kitchen',
    'hearth say "unlock the front door"     then: hearth say "yes"',
    'hearth say "why did you do that"',
  ],
  async run(invocation) {
    const { flags, positionals, terminal } = invocation;
    if (positionals.length === 0)
      throw new HearthError('bad-argument', 'say what? For example: hearth say "lights on"');
    const said = (await ask(invocation, 'say', {
      text: positionals.join(' '),
      area: textFlag(flags, 'area'),
      satellite: textFlag(flags, 'satellite') ?? 'terminal',
      speaker: textFlag(flags, 'speaker'),
    })) as Said;
    if (flags.json) terminal.out(JSON.stringify(said));
    else show(said, terminal);
    return 0;
  },
};

function show(said: Said, terminal: Terminal): void {
  terminal.out(said.say === '' ? '(no answer)' : said.say);
  const targets =
    said.targets.length > 4 ? [...said.targets.slice(0, 3), `and ${said.targets.length - 3} more`] : said.targets;
  const sent = said.commands.map(({ topic }) => topic).concat(said.handlers.map((via) => `handler ${via}`));
  const what = [
    `${said.outcome}${said.intent ? ` ${said.intent}` : ''}`,
    targets.join(', '),
    sent.length > 0 ? `→ ${sent.length > 2 ? `${sent.length} commands` : sent.join(', ')}` : '',
    `${Math.round(said.confidence * 100)} % sure, ${said.latencyMs.toFixed(1)} ms`,
  ];
  terminal.out(terminal.dim(`  ${what.filter(Boolean).join(' · ')}`));
  const why = said.because.slice(0, REASONS_SHOWN).map(({ signal, detail }) => `${signal}: ${detail}`);
  if (why.length > 0) terminal.out(terminal.dim(`  because ${why.join('; ')}`));
}

import { type ErrorCode, isHearthError } from '../domain/errors.ts';
import { type CommandSpec, helpOf, readArguments, type Terminal, table } from './command.ts';
import { doctor } from './doctor.ts';
import { erase } from './erase.ts';
import { exportCommand } from './export.ts';
import { forget } from './forget.ts';
import { record } from './record.ts';
import { replay } from './replay.ts';
import { run } from './run.ts';
import { say } from './say.ts';
import { signals } from './signals.ts';
import { teach } from './teach.ts';
import { VERSION } from './version.ts';

const COMMANDS: readonly CommandSpec[] = [
  run,
  say,
  teach,
  forget,
  doctor,
  signals,
  replay,
  record,
  exportCommand,
  erase,
];

/** Codes that mean the input was wrong, not the machine. */
const BAD_INPUT: ReadonlySet<ErrorCode> = new Set([
  'bad-argument',
  'bad-event',
  'bad-household',
  'clock-went-back',
  'data-missing',
  'lesson-refused',
  'utterance-too-long',
]);

/** Runs one command line; resolves to the exit code: 0 done, 1 a fault, 2 bad input. */
async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  const [about] = rest;
  if (name === 'help' && about !== undefined && !about.startsWith('-')) return main([about, '--help'], terminal);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    terminal.out(VERSION);
    return 0;
  }
  const spec = COMMANDS.find((command) => command.name === name);
  if (!spec) {
    terminal.err(`bad-argument: there is no command "${name}"\n\n${overview()}`);
    return 2;
  }
  try {
    const { flags, positionals } = readArguments(spec, rest);
    if (flags.help) {
      terminal.out(helpOf(spec));
      return 0;
    }
    return await spec.run({ flags, positionals, terminal, env: process.env });
  } catch (error) {
    if (!isHearthError(error)) throw error;
    terminal.err(`${error.code}: ${error.message}`);
    return BAD_INPUT.has(error.code) ? 2 : 1;
  }
}

function overview(): string {
  return [
    'hearth: the daemon on a smart-home hub that understands what people mean.\n',
    'Usage: hearth COMMAND [OPTIONS]\n',
    table(COMMANDS.map(({ name, summary }) => [name, summary] as const)),
    '\nStart here:',
    '  hearth run --demo                  a daemon, a broker and a home to try it on',
    '  hearth say "turn on the lights"    in a second terminal',
    '\n"hearth COMMAND --help" (or "hearth help COMMAND") tells more, "hearth --version" which it is. Exit codes: 0 done, 1 a fault, 2 bad input.',
  ].join('\n');
}

function terminalOf(out: NodeJS.WriteStream, err: NodeJS.WriteStream): Terminal {
  const styled = (code: number) => (text: string) =>
    out.isTTY && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    out: (text) => void out.write(`${text}\n`),
    err: (text) => void err.write(`${text}\n`),
    dim: styled(2),
    bold: styled(1),
  };
}

// "hearth export | head" closes the pipe early; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2), terminalOf(process.stdout, process.stderr));

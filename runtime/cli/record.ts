import { callDaemon } from '../adapters/control/client.ts';
import { socketPathOf } from '../adapters/control/dataDir.ts';
import { RecordingFile } from '../adapters/replay/recordingFile.ts';
import { HearthError } from '../domain/errors.ts';
import { type CommandSpec, DATA_OPTION } from './command.ts';
import { dataDir } from './session.ts';

export const record: CommandSpec = {
  name: 'record',
  usage: 'record FILE',
  summary: 'record what the running daemon hears, as a replay file, until Ctrl-C',
  options: { data: DATA_OPTION },
  examples: ['hearth record bug.jsonl', 'hearth replay bug.jsonl'],
  wordsMax: 1,
  async run(invocation) {
    const { positionals, terminal } = invocation;
    const [path] = positionals;
    if (path === undefined) throw new HearthError('bad-argument', 'record where? For example: hearth record bug.jsonl');
    const ended = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
    const file = new RecordingFile(path);
    let events = 0;
    const told = (line: string): void => {
      file.write(line);
      if (events++ === 0) terminal.err(`Recording to ${path}; Ctrl-C ends it.`);
    };
    try {
      await callDaemon(socketPathOf(dataDir(invocation)), 'record', {}, { told, signal: ended.signal });
    } finally {
      file.close();
    }
    terminal.err(`${events} events. Replay them with: hearth replay ${path}`);
    terminal.err(
      'What the hub has learned is not in it: to replay with that too, copy the data directory and name it with --data.',
    );
    return 0;
  },
};

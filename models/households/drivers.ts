import { spawn } from 'node:child_process';
import { Replay } from '../../runtime/adapters/replay/replay.ts';
import { hubOpener } from '../../runtime/cli/replayFiles.ts';
import type { HomeView } from '../../runtime/domain/context.ts';
import type { Hub } from '../../runtime/hub.ts';
import type { TurnCase } from '../../runtime/learn/evidence.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import type { DecisionLine, EventLine, HubDriver, OutputLine } from './episode.ts';

/**
 * The program itself, as `hearth replay -`: an utterance waits for its decision, everything else goes in at once.
 *
 * `hearth`: program and first arguments, such as ["node", "dist/hearth.js"]; `more`: options such as ["--data", DIR].
 */
export function processHub(hearth: readonly string[], more: readonly string[] = []): HubDriver {
  const [program = 'node', ...args] = hearth;
  const child = spawn(program, [...args, 'replay', ...more, '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let lines: OutputLine[] = [];
  let rest = '';
  let errors = '';
  let wake: (() => void) | undefined;
  let closed: number | null | undefined;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (part.startsWith('{')) lines.push(JSON.parse(part) as OutputLine);
      else if (part !== '') errors += `${part.slice(0, 200)}\n`;
    }
    wake?.();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-2000);
  });
  child.stdin.on('error', () => undefined);
  child.on('close', (code) => {
    closed = code;
    wake?.();
  });
  const more_ = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  const take = (): OutputLine[] => {
    const taken = lines;
    lines = [];
    return taken;
  };
  return {
    async send(event) {
      child.stdin.write(`${JSON.stringify(event)}\n`);
      if (event.type !== 'utterance') return take();
      while (!lines.some((line) => line.type === 'decision' && (line as DecisionLine).id === event.id)) {
        if (closed !== undefined) throw new Error(`hearth replay ended with ${closed}: ${errors}`);
        await more_();
      }
      return take();
    },
    async end() {
      child.stdin.end();
      while (closed === undefined) await more_();
      if (closed !== 0) throw new Error(`hearth replay ended with ${closed}: ${errors}`);
      return take();
    },
  };
}

/** The same code within this process, where its parts can be looked at. */
export interface InProcessHub extends HubDriver {
  /** Set once the first event, "home", has been sent. */
  readonly hub: Hub | undefined;
}

/** `observe`: what the learner tells of every turn that it settled. */
export function hubInProcess(
  inference: Inference,
  dataDir?: string,
  observe?: (open: TurnCase, home: HomeView) => void,
): InProcessHub {
  let lines: OutputLine[] = [];
  let hub: Hub | undefined;
  const opened = (made: Hub): void => {
    hub = made;
  };
  const replay = new Replay(
    hubOpener(inference, dataDir, { opened, ...(observe !== undefined && { observe }) }),
    { signals: false, states: false, timing: false },
    (line) => lines.push(JSON.parse(line) as OutputLine),
  );
  const take = (): OutputLine[] => {
    const taken = lines;
    lines = [];
    return taken;
  };
  return {
    get hub() {
      return hub;
    },
    async send(event: EventLine) {
      await replay.line(JSON.stringify(event));
      return take();
    },
    async end() {
      await replay.end();
      return take();
    },
  };
}

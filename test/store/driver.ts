import { writeSync } from 'node:fs';
import { SqliteContextStore } from '../../runtime/adapters/sqlite/sqliteContextStore.ts';
import { isHearthError } from '../../runtime/domain/errors.ts';
import { turnOf } from '../context/fixtures.ts';
import { AT, rewrite, saidBefore, signal, stateOf, verdict } from './samples.ts';

/** A process of its own that a test can kill, or run as somebody who may not write. */
const [task = '', path = '', run = '0'] = process.argv.slice(2);

/** Not through a stream: what is acknowledged must have left before the next commit. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** A number as one word, which no splitting into words takes apart. */
function lettersOf(number: number): string {
  return [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

/** Commits until it is killed, and says so after each commit. */
function commit(): void {
  const store = SqliteContextStore.open(path);
  say(`open ${store.opened.kind}`);
  for (let i = 0; ; i++) {
    const id = lettersOf(Number(run) * 100_000 + i);
    if (i % 60 === 30) {
      const secret = `secret${id}`;
      const effects = [{ type: 'teachPhrase', phrase: secret, meaning: 'dim the lights' }] as const;
      store.together(() => {
        store.commitTurn(turnOf({ id: `teach-${id}`, at: AT, text: `when I say ${secret}`, effects }));
        // As it may have got everywhere that learning writes.
        store.putRewrites([rewrite(`do ${secret} now`, 'dim the lights')]);
        store.putHistory([saidBefore(`please ${secret} again`)]);
        store.putLearned('asking', { failed: [{ phrase: secret, count: 1 }] });
      });
      say(`taught ${secret}`);
      store.forget({ type: 'forget', phrase: secret });
      say(`forgot ${secret}`);
    } else if (i % 8 === 1) {
      store.commitVerdict(verdict(id), signal(id));
      say(`signal ${id}`);
    } else if (i % 8 === 2) {
      store.putRewrites([rewrite(`a ${id}`, 'x'), rewrite(`b ${id}`, 'x')]);
      say(`rewrites ${id}`);
    } else if (i % 8 === 4) {
      // A verdict, and what follows from it, as one.
      store.together(() => {
        store.commitVerdict(verdict(id), undefined);
        store.putRewrites([rewrite(`learned ${id}`, 'x', { when: 'room=kitchen', plain: { wins: 0, losses: 2 } })]);
        store.putHistory([saidBefore(`said ${id}`)]);
        store.putLearned('ranker', { id });
      });
      say(`learned ${id}`);
    } else if (i % 8 === 3) {
      for (let n = 0; n < 50; n++) store.putState(`light.l${n}`, stateOf(i % 16 < 8 ? 'on' : 'off', AT + i));
      store.flush();
    } else {
      store.commitTurn(turnOf({ id, at: AT, text: 'turn on the light '.repeat(i % 200) }));
      say(`turn ${id}`);
    }
  }
}

/** What the daemon would meet on this disk. */
function tryToWrite(): void {
  const store = SqliteContextStore.open(path);
  const report = (name: string, write: () => unknown): void => {
    try {
      write();
      say(`${name} ok`);
    } catch (error) {
      say(`${name} ${isHearthError(error) ? error.code : String(error)}`);
    }
  };
  say(`open ${store.opened.kind} ${store.decisions(99).length}`);
  report('state', () => store.putState('light.a', stateOf('on')));
  report('flush', () => store.flush());
  report('load', () => store.load());
  for (let i = 0, failed = false; i < 2_000 && !failed; i++) {
    try {
      store.commitTurn(turnOf({ id: `w${i}`, at: AT, text: 'x'.repeat(900) }));
    } catch (error) {
      failed = true;
      say(`turn ${isHearthError(error) ? error.code : String(error)}`);
    }
  }
  report('rewrites', () => store.putRewrites([rewrite('a'.repeat(9_000), 'b')]));
  report('erase', () => store.erase());
  say(`fault ${store.fault()?.code ?? 'none'}`);
  report('close', () => store.close());
}

if (task === 'commit') commit();
else if (task === 'tryToWrite') tryToWrite();
else throw new Error(`no task "${task}"`);

import type { Database } from 'better-sqlite3';
import type { Effect } from '../../domain/context.ts';
import { normalPhrase } from '../../domain/phrase.ts';
import { meansTaste } from '../../domain/taste.ts';
import { mayForget } from '../../domain/voice.ts';
import {
  type HistoryRow,
  type LearnedRow,
  type NameRow,
  type PreferenceRow,
  parseTurn,
  type RewriteRow,
  wordless,
} from './rows.ts';

/** What an effect of type `forget` took out. */
export interface Forgotten {
  /** As a person would recognise it: "movie time → dim the lights". */
  readonly items: readonly string[];
  /** Words that no row may hold any more. */
  readonly words: readonly string[];
}

/** Whether all that was taught and learned is to go. */
function isEverything(effect: Extract<Effect, { type: 'forget' }>): boolean {
  const { phrase, category, value, person, scope } = effect;
  return scope === 'everything' && [phrase, category, value, person].every((named) => named === undefined);
}

/** Whether what is usual at which hour is to go. */
export function takesHabits(effect: Extract<Effect, { type: 'forget' }>): boolean {
  return isEverything(effect) || /^(?:habits?|routines?)$/i.test(effect.category ?? effect.phrase ?? '');
}

/** Removes the rows that the effect names; to be called in a transaction. Global rewrites are the bundle's and stay. */
export function forgetRows(db: Database, effect: Extract<Effect, { type: 'forget' }>): Forgotten {
  const items: string[] = [];
  const words: string[] = [];
  const { phrase, by } = effect;
  const everything = isEverything(effect);
  const names = (asked: string | undefined, text: string): boolean =>
    everything || (asked !== undefined && normalPhrase(asked) === normalPhrase(text));
  const said = phrase === undefined ? undefined : patternOf([phrase]);
  const rewrites = rowsOf<RewriteRow>(db, "SELECT * FROM rewrite WHERE layer <> 'global'");
  for (const row of rewrites) {
    if (!mayForget(by, row.speaker)) continue;
    // What was learned to mean the phrase, or in a sentence with it, holds its words too.
    const learned = row.layer !== 'taught' && said?.test(`${row.phrase}\n${row.meaning}`) === true;
    if (!learned && !names(phrase, row.phrase) && !names(phrase, row.meaning)) continue;
    remove(db, 'rewrite', row.seq);
    items.push(`${row.phrase} → ${row.meaning}`);
    words.push(row.phrase);
  }
  for (const row of rowsOf<NameRow>(db, 'SELECT * FROM name')) {
    if (!names(phrase, row.name)) continue;
    remove(db, 'name', row.seq);
    items.push(`${row.name} → ${row.entity}`);
    words.push(row.name);
  }
  for (const row of rowsOf<PreferenceRow>(db, 'SELECT * FROM preference')) {
    if (!mayForget(by, row.person) || !(everything || meansTaste(effect, row))) continue;
    remove(db, 'preference', row.seq);
    items.push(`${row.category}: ${row.value}${row.person === '' ? '' : ` (${row.person})`}`);
    words.push(row.value);
  }
  if (phrase !== undefined) words.push(phrase);
  if (takesHabits(effect)) items.push(...forgetHabits(db, by));
  forgetLearned(db, everything ? undefined : words, by);
  return { items, words };
}

/** Counts of what is usual hold no words, but are learned like the rest. */
function forgetHabits(db: Database, by: string | undefined): readonly string[] {
  const all = 'DELETE FROM habit';
  const { changes } = by === undefined ? db.prepare(all).run() : db.prepare(`${all} WHERE speaker IN ('', ?)`).run(by);
  return changes === 0 ? [] : ['what is usual at which hour'];
}

/** What was learned of these words, whatever it was and whoever said them; where none are given all that is theirs. */
function forgetLearned(db: Database, words: readonly string[] | undefined, by: string | undefined): void {
  const said = words === undefined ? undefined : patternOf(words);
  const holds = (text: string): boolean => words === undefined || said?.test(text) === true;
  for (const row of rowsOf<HistoryRow>(db, 'SELECT seq, speaker, phrase, text FROM history'))
    if ((holds(row.text) || holds(row.phrase)) && (words !== undefined || mayForget(by, row.speaker)))
      remove(db, 'history', row.seq);
  for (const row of rowsOf<LearnedRow>(db, 'SELECT seq, name, body FROM learned'))
    if (holds(row.body)) remove(db, 'learned', row.seq);
}

/** Takes every word out of the turns in which one of these was said; to be called in a transaction. */
export function silenceTurns(db: Database, words: readonly string[]): void {
  const said = patternOf(words);
  if (said === undefined) return;
  const update = db.prepare('UPDATE turn SET body = ? WHERE seq = ?');
  const silenced: [string, number][] = [];
  for (const row of db.prepare('SELECT seq, body FROM turn').iterate()) {
    const { seq, body } = row as { seq: number; body: string };
    if (!said.test(body)) continue;
    const turn = parseTurn(body);
    silenced.push([turn === undefined ? '{}' : JSON.stringify(wordless(turn)), seq]);
  }
  for (const [body, seq] of silenced) update.run(body, seq);
}

/** The words in any writing: "movie time" is also "Movie-Time" and "movie  time". */
function patternOf(phrases: readonly string[]): RegExp | undefined {
  const patterns = phrases
    .map((phrase) => phrase.normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
    .filter((parts) => parts.length > 0)
    .map((parts) => parts.join('[^\\p{L}\\p{N}]+'));
  if (patterns.length === 0) return undefined;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

function rowsOf<T>(db: Database, sql: string): (T & { readonly seq: number })[] {
  return db.prepare(sql).all() as (T & { readonly seq: number })[];
}

function remove(db: Database, table: 'rewrite' | 'name' | 'preference' | 'history' | 'learned', seq: number): void {
  db.prepare(`DELETE FROM ${table} WHERE seq = ?`).run(seq);
}

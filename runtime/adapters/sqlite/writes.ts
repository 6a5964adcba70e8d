import type { Database, Statement } from 'better-sqlite3';
import type { RewriteEntry, SaidBefore, Turn } from '../../domain/context.ts';
import type { Verdict } from '../../domain/decision.ts';
import { normalPhrase } from '../../domain/phrase.ts';
import { tasteKey } from '../../domain/taste.ts';
import type { HabitRecord } from '../../ports/contextStore.ts';
import { forgetRows, silenceTurns } from './forget.ts';
import { encodeTurn } from './rows.ts';
import { NOTE_VOICES } from './voices.ts';

const INSERT_TURN = 'INSERT INTO turn(id, at, body) VALUES (?, ?, ?)';
const INSERT_VERDICT = 'INSERT INTO verdict(turn, at, body) VALUES (?, ?, ?)';
const PUT_REWRITE = `
  INSERT INTO rewrite(layer, speaker, phrase, meaning, status, wins, losses, created_at, used_at,
    moment, plain_wins, plain_losses, proof)
  VALUES (@layer, @speaker, @phrase, @meaning, @status, @wins, @losses, @createdAt, @usedAt,
    @moment, @plainWins, @plainLosses, @proof)
  ON CONFLICT(phrase, layer, speaker, moment) DO UPDATE SET
    meaning = @meaning, status = @status, wins = @wins, losses = @losses, created_at = @createdAt, used_at = @usedAt,
    plain_wins = @plainWins, plain_losses = @plainLosses, proof = @proof`;
const PUT_HISTORY = `
  INSERT INTO history(speaker, phrase, text, intent, targets, wins, losses, last_at, vector)
  VALUES (@speaker, @phrase, @text, @intent, @targets, @wins, @losses, @lastAt, @vector)
  ON CONFLICT(phrase, speaker) DO UPDATE SET text = @text, intent = @intent, targets = @targets, wins = @wins,
    losses = @losses, last_at = @lastAt, vector = coalesce(@vector, vector)`;
const DROP_HISTORY = 'DELETE FROM history WHERE phrase = @phrase AND speaker = @speaker';
const PUT_LEARNED = `
  INSERT INTO learned(name, body, at) VALUES (@name, @body, @at)
  ON CONFLICT(name) DO UPDATE SET body = @body, at = @at`;
const PUT_NAME = `
  INSERT INTO name(phrase, name, entity, created_at) VALUES (@phrase, @name, @entity, @createdAt)
  ON CONFLICT(phrase) DO UPDATE SET name = @name, entity = @entity, created_at = @createdAt`;
const DROP_PREFERENCE =
  'DELETE FROM preference WHERE person = @person AND category = @category AND value = @value COLLATE NOCASE';
const PUT_PREFERENCE = `
  INSERT INTO preference(person, phrase, category, value, at) VALUES (@person, @phrase, @category, @value, @at)
  ON CONFLICT(person, phrase) DO UPDATE SET category = @category, value = @value, at = @at`;
const PUT_HABIT = `
  INSERT INTO habit(entity, service, speaker, day, quarter, after, count, last_at)
  VALUES (@entity, @service, @speaker, @day, @quarter, @after, @count, @lastAt)
  ON CONFLICT(entity, service, speaker, day, quarter, after) DO UPDATE SET count = @count, last_at = @lastAt`;
const DROP_HABIT = `
  DELETE FROM habit WHERE entity = @entity AND service = @service AND speaker = @speaker AND day = @day
    AND quarter = @quarter AND after = @after`;

/** Statements, compiled once. */
export class Statements {
  readonly #db: Database;
  readonly #compiled = new Map<string, Statement>();

  constructor(db: Database) {
    this.#db = db;
  }

  get(sql: string): Statement {
    let statement = this.#compiled.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#compiled.set(sql, statement);
    }
    return statement;
  }
}

/** Writes domain values as rows; the store says in which transaction. */
export class RowWriter {
  readonly #db: Database;
  readonly #sql: Statements;

  constructor(db: Database, sql: Statements) {
    this.#db = db;
    this.#sql = sql;
  }

  insertTurn(turn: Turn): void {
    this.#sql.get(INSERT_TURN).run(turn.id, Math.round(turn.at), encodeTurn(turn));
    if (turn.speaker !== undefined) this.#sql.get(NOTE_VOICES).run();
  }

  insertVerdict(verdict: Verdict): void {
    this.#sql.get(INSERT_VERDICT).run(verdict.of, Math.round(verdict.at), JSON.stringify(verdict));
  }

  /** What the turn makes lasting. */
  take(turn: Turn): void {
    const at = Math.round(turn.at);
    for (const effect of turn.effects) {
      switch (effect.type) {
        case 'teachPhrase': {
          const { phrase: from, meaning, speaker } = effect;
          const entry = { from, to: meaning.trim(), layer: 'taught', status: 'active', wins: 0, losses: 0 } as const;
          this.putRewrite({ ...entry, createdAt: at, ...(speaker === undefined ? {} : { speaker }) });
          break;
        }
        case 'learnPhrase':
          this.putRewrite(effect.entry);
          break;
        case 'teachName': {
          const { name, entity } = effect;
          this.#sql.get(PUT_NAME).run({ phrase: normalPhrase(name), name, entity, createdAt: at });
          break;
        }
        case 'preference': {
          const { category, value, person = '' } = effect;
          // Under its category alone it stood while there was one of a kind.
          this.#sql.get(DROP_PREFERENCE).run({ person, category, value });
          this.#sql.get(PUT_PREFERENCE).run({ person, phrase: tasteKey(effect), category, value, at });
          break;
        }
        case 'forget':
          silenceTurns(this.#db, forgetRows(this.#db, effect).words);
          break;
        case 'undone':
        case 'rated':
          // Stands in the turn itself.
          break;
      }
    }
  }

  putRewrite(entry: RewriteEntry): void {
    this.#sql.get(PUT_REWRITE).run({
      layer: entry.layer,
      speaker: entry.speaker ?? '',
      phrase: normalPhrase(entry.from),
      meaning: entry.to,
      status: entry.status,
      wins: entry.wins,
      losses: entry.losses,
      createdAt: Math.round(entry.createdAt),
      usedAt: entry.usedAt === undefined ? null : Math.round(entry.usedAt),
      moment: entry.when ?? '',
      plainWins: entry.plain?.wins ?? 0,
      plainLosses: entry.plain?.losses ?? 0,
      proof: entry.proof === undefined ? '' : JSON.stringify(entry.proof),
    });
  }

  putSaidBefore(record: SaidBefore): void {
    const { phrase, speaker = '', vector } = record;
    if (record.wins + record.losses <= 0) {
      this.#sql.get(DROP_HISTORY).run({ phrase, speaker });
      return;
    }
    this.#sql.get(PUT_HISTORY).run({
      speaker,
      phrase,
      text: record.text,
      intent: record.intent ?? '',
      targets: JSON.stringify(record.targets),
      wins: record.wins,
      losses: record.losses,
      lastAt: Math.round(record.lastAt),
      vector: vector === undefined ? null : Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
    });
  }

  /** Undefined removes it. */
  putLearned(name: string, body: string | undefined): void {
    if (body === undefined) this.#sql.get('DELETE FROM learned WHERE name = ?').run(name);
    else this.#sql.get(PUT_LEARNED).run({ name, body, at: 0 });
  }

  /** A count of nothing, or of nonsense, is no row. */
  putHabit(record: HabitRecord): void {
    const row = { ...record, lastAt: Math.round(record.lastAt) };
    this.#sql.get(record.count > 0 && Number.isFinite(record.count + record.lastAt) ? PUT_HABIT : DROP_HABIT).run(row);
  }
}

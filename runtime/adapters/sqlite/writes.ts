import type { Database, Statement } from 'better-sqlite3';
import type { RewriteEntry, Turn } from '../../domain/context.ts';
import type { Verdict } from '../../domain/decision.ts';
import { normalPhrase } from '../../domain/phrase.ts';
import type { HabitRecord } from '../../ports/contextStore.ts';
import { forgetRows, silenceTurns } from './forget.ts';
import { encodeTurn } from './rows.ts';

const INSERT_TURN = 'INSERT INTO turn(id, at, body) VALUES (?, ?, ?)';
const INSERT_VERDICT = 'INSERT INTO verdict(turn, at, body) VALUES (?, ?, ?)';
const PUT_REWRITE = `
  INSERT INTO rewrite(layer, speaker, phrase, meaning, status, wins, losses, created_at, used_at)
  VALUES (@layer, @speaker, @phrase, @meaning, @status, @wins, @losses, @createdAt, @usedAt)
  ON CONFLICT(phrase, layer, speaker) DO UPDATE SET
    meaning = @meaning, status = @status, wins = @wins, losses = @losses, created_at = @createdAt, used_at = @usedAt`;
const PUT_NAME = `
  INSERT INTO name(phrase, name, entity, created_at) VALUES (@phrase, @name, @entity, @createdAt)
  ON CONFLICT(phrase) DO UPDATE SET name = @name, entity = @entity, created_at = @createdAt`;
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
        case 'teachName': {
          const { name, entity } = effect;
          this.#sql.get(PUT_NAME).run({ phrase: normalPhrase(name), name, entity, createdAt: at });
          break;
        }
        case 'preference': {
          const { category, value, person = '' } = effect;
          this.#sql.get(PUT_PREFERENCE).run({ person, phrase: normalPhrase(category), category, value, at });
          break;
        }
        case 'forget':
          silenceTurns(this.#db, forgetRows(this.#db, effect).words);
          break;
        case 'undone':
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
    });
  }

  /** A count of nothing, or of nonsense, is no row. */
  putHabit(record: HabitRecord): void {
    const row = { ...record, lastAt: Math.round(record.lastAt) };
    this.#sql.get(record.count > 0 && Number.isFinite(record.count + record.lastAt) ? PUT_HABIT : DROP_HABIT).run(row);
  }
}

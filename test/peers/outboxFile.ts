import Database from 'better-sqlite3';
import type { Outbox } from '../../runtime/adapters/mqtt/upstream.ts';
import type { Signal } from '../../runtime/domain/decision.ts';

/** An outbox in an SQLite file that a restarted hub opens again. */
export class OutboxFile implements Outbox {
  readonly #database: Database.Database;

  constructor(path: string) {
    this.#database = new Database(path);
    this.#database.exec(
      'create table if not exists outbox (number integer primary key, id text unique, signal text not null)',
    );
  }

  add(signals: readonly Signal[]): void {
    const insert = this.#database.prepare('insert into outbox (id, signal) values (?, ?)');
    this.#database.transaction(() => {
      for (const signal of signals) insert.run(signal.id, JSON.stringify(signal));
    })();
  }

  pendingSignals(limit: number): readonly Signal[] {
    const rows = this.#database.prepare('select signal from outbox order by number limit ?').all(limit);
    return (rows as { signal: string }[]).map((row) => JSON.parse(row.signal) as Signal);
  }

  acknowledge(ids: readonly string[]): number {
    const remove = this.#database.prepare('delete from outbox where id = ?');
    return this.#database.transaction(() => ids.reduce((sum, id) => sum + remove.run(id).changes, 0))();
  }

  close(): void {
    this.#database.close();
  }
}

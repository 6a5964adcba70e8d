import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { SqliteContextStore } from '../../runtime/adapters/sqlite/sqliteContextStore.ts';
import { contextStoreContract } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
let path = '';

contextStoreContract('in memory', () => SqliteContextStore.open(':memory:'), undefined);
contextStoreContract(
  'in a file',
  () => {
    path = join(folder, `${++files}`, 'hearth.db');
    return SqliteContextStore.open(path);
  },
  (store) => {
    store.close();
    return SqliteContextStore.open(path);
  },
);

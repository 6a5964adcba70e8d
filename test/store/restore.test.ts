import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { SqliteContextStore } from '../../runtime/adapters/sqlite/sqliteContextStore.ts';
import { HomeContext } from '../../runtime/context/homeContext.ts';
import type { EntityState } from '../../runtime/domain/entity.ts';
import { entity, household, order, turnOf } from '../context/fixtures.ts';
import { AT } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-restore-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a home that starts again knows what it knew', () => {
  const path = join(folder, 'hearth.db');
  const open = (store: SqliteContextStore): HomeContext => {
    const home = new HomeContext({ merge: (definitions) => definitions, household, clock: 'live' });
    home.restore(store.load());
    home.define({ source: 'a', found: [entity('light.a')], notUnderstood: [] });
    return home;
  };
  let store = SqliteContextStore.open(path);
  let home = open(store);
  home.apply([{ entity: 'light.a', state: 'off', attributes: { brightness: 3 } }], AT);
  const effects = [
    { type: 'teachName', name: 'Bertha', entity: 'light.a' },
    { type: 'preference', category: 'team', value: 'Warriors', person: 'Anna' },
  ] as const;
  const turn = turnOf({ id: 'u1', at: AT + 1, speaker: 'Anna', orders: [order('light.a', 'turn_on')], effects });
  store.commitTurn(turn);
  home.remember(turn);
  home.apply([{ entity: 'light.a', state: 'on' }], AT + 200);
  const state = home.state('light.a') as EntityState;
  store.putState('light.a', state);
  store.putHabits(home.takeHabits());
  const query = { entity: 'light.a', service: 'turn_on', at: AT + 1_000, speaker: 'Anna' };
  const habit = home.habit(query);
  store.close();

  store = SqliteContextStore.open(path);
  home = open(store);
  expect(home.state('light.a')).toEqual(state);
  expect(home.definition('light.a')?.aliases).toEqual(['Bertha']);
  expect(home.preferences('Anna').map(({ value }) => value)).toEqual(['Warriors']);
  expect(home.conversation()).toEqual([turn]);
  expect(home.habit(query)).toEqual(habit);
  // The echo of an order given before the restart is still that order's.
  home.apply([{ entity: 'light.a', state: 'off' }], AT + 300);
  expect(home.apply([{ entity: 'light.a', state: 'on' }], AT + 900)[0]?.turn).toBe('u1');
  store.close();
});

test('however states come, go and are flushed, the disk has the last of each', () => {
  const names = fc.constantFrom(...Array.from({ length: 12 }, (_, i) => `light.l${i}`));
  const step = fc.oneof(
    { weight: 20, arbitrary: fc.tuple(fc.constant('put' as const), names, fc.nat(9)) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('gone' as const), names, fc.constant(0)) },
    { weight: 4, arbitrary: fc.tuple(fc.constant('flush' as const), names, fc.constant(0)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('reopen' as const), names, fc.constant(0)) },
  );
  let run = 0;
  const property = fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
    const path = join(folder, `states${++run}.db`);
    let store = SqliteContextStore.open(path);
    // Long enough that cleaning begins.
    for (let i = 0; i < 1_200; i++) {
      store.putState(`light.l${i % 12}`, { state: `${i}`, attributes: {}, changedAt: i, reportedAt: i });
      if (i % 6 === 0) store.flush();
    }
    const last = new Map(store.load().states.map(({ entity: id, state }) => [id, state]));
    for (const [i, [kind, id, n]] of steps.entries()) {
      if (kind === 'put') {
        const state = { state: `${n}`, attributes: { n }, changedAt: 2_000 + i, reportedAt: 2_000 + i };
        store.putState(id, state);
        last.set(id, state);
      } else if (kind === 'gone') {
        store.forgetEntity(id);
        last.delete(id);
      } else if (kind === 'flush') store.flush();
      else {
        store.close();
        store = SqliteContextStore.open(path);
      }
    }
    store.close();
    store = SqliteContextStore.open(path);
    const states = new Map(store.load().states.map(({ entity: id, state }) => [id, state]));
    store.close();
    expect(Object.fromEntries(states)).toEqual(Object.fromEntries(last));
  });
  fc.assert(property, { numRuns: 20 });
}, 30_000);

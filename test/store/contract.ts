import { afterEach, describe, expect, test } from 'vitest';
import { limits } from '../../runtime/domain/limits.ts';
import { DAY_MS } from '../../runtime/domain/time.ts';
import type { ContextStore } from '../../runtime/ports/contextStore.ts';
import { order, turnOf } from '../context/fixtures.ts';
import { AT, habit, rewrite, signal, stateOf, verdict } from './samples.ts';

/**
 * What every ContextStore keeps to. `reopen` closes the store and opens what it left; undefined where nothing outlives it.
 */
export function contextStoreContract(
  name: string,
  open: () => ContextStore,
  reopen: ((store: ContextStore) => ContextStore) | undefined,
): void {
  describe(name, () => {
    let store: ContextStore;
    const fresh = (): ContextStore => {
      store = open();
      return store;
    };
    const again = (): ContextStore => {
      if (reopen !== undefined) store = reopen(store);
      else store.flush();
      return store;
    };
    afterEach(() => store.close());

    test('a new store is empty', () => {
      expect(fresh().opened.kind).toBe('created');
      const { counters, learned, tellsVoices, ...lists } = store.load();
      expect(tellsVoices).toBe(false);
      expect(counters).toEqual({});
      expect(learned).toEqual({});
      for (const list of Object.values(lists)) expect(list).toEqual([]);
      expect(store.fault()).toBeUndefined();
    });

    test('a turn and what it taught come back, without its embedding', () => {
      fresh();
      const turn = turnOf({
        id: 'u1',
        at: AT,
        text: 'when I say Movie Time, dim the lights',
        orders: [order('light.a', 'turn_on', { brightness: 30 })],
        effects: [
          { type: 'teachPhrase', phrase: 'Movie Time', meaning: 'dim the lights', speaker: 'Anna' },
          { type: 'teachName', name: 'Big Bertha', entity: 'light.a' },
          { type: 'preference', category: 'team', value: 'Warriors', person: 'Anna' },
          { type: 'preference', category: 'music', value: 'jazz' },
        ],
      });
      const embedding = new Float32Array(512).fill(0.5);
      store.commitTurn({ ...turn, trace: { ...turn.trace, embedding } });
      const memory = again().load();
      expect(memory.turns).toEqual([turn]);
      expect(store.decisions(10)).toEqual([turn]);
      const taught = { layer: 'taught', status: 'active', speaker: 'Anna' } as const;
      expect(memory.rewrites).toEqual([rewrite('movie time', 'dim the lights', taught)]);
      expect(memory.names).toEqual([{ name: 'Big Bertha', entity: 'light.a', createdAt: AT }]);
      expect(memory.preferences).toEqual([
        { category: 'team', value: 'Warriors', person: 'Anna', at: AT },
        { category: 'music', value: 'jazz', at: AT },
      ]);
    });

    test('the latest teaching of a phrase, a name and a preference holds', () => {
      fresh();
      for (const [i, word] of ['one', 'two'].entries()) {
        const effects = [
          { type: 'teachPhrase', phrase: i ? 'movie-time' : 'Movie Time', meaning: word },
          { type: 'teachName', name: 'bertha', entity: `light.${word}` },
          { type: 'preference', category: i ? 'Temperature' : 'temperature', value: word, person: 'Anna' },
        ] as const;
        store.commitTurn(turnOf({ id: word, at: AT + i, effects }));
      }
      const { rewrites, names, preferences } = again().load();
      expect(rewrites.map((entry) => entry.to)).toEqual(['two']);
      expect(names.map((entry) => entry.entity)).toEqual(['light.two']);
      expect(preferences.map((entry) => entry.value)).toEqual(['two']);
    });

    test('several tastes of a kind stand side by side, each once; of how warm one likes it there is one', () => {
      fresh();
      const told = [
        ...['jazz', 'rock', 'Jazz'].map((value) => ['music', value]),
        ['temperature', 'warm'],
        ['temperature', 'cool'],
      ];
      for (const [i, [category = '', value = '']] of told.entries()) {
        const effects = [{ type: 'preference', category, value, person: 'Anna' }] as const;
        store.commitTurn(turnOf({ id: `u${i}`, at: AT + i, effects }));
      }
      expect(
        again()
          .load()
          .preferences.map((entry) => entry.value),
      ).toEqual(['rock', 'Jazz', 'cool']);
      const effects = [{ type: 'forget', category: 'music', value: 'rock', person: 'Anna', scope: 'phrase' }] as const;
      store.commitTurn(turnOf({ id: 'forget', at: AT + told.length, effects }));
      expect(
        again()
          .load()
          .preferences.map((entry) => entry.value),
      ).toEqual(['Jazz', 'cool']);
    });

    test('two turns of one id are both kept, newest first', () => {
      fresh();
      store.commitTurn(turnOf({ id: 'u', at: AT, say: 'a' }));
      store.commitTurn(turnOf({ id: 'u', at: AT + 1, say: 'b' }));
      expect(store.decisions(9).map((turn) => turn.decision.say)).toEqual(['b', 'a']);
      expect(store.decisions(1)).toHaveLength(1);
    });

    test('judged turns come back with their verdicts, oldest first; turns without one are told', () => {
      fresh();
      const said = ['u1', 'u2', 'u1', 'u3'].map((id, i) => turnOf({ id, at: AT + i * 60_000, text: `light ${i}` }));
      const [first, second, again1] = said;
      if (!first || !second || !again1) throw new Error('no turns');
      const verdict = (turn: typeof first, defect: boolean) => ({
        of: turn.id,
        at: turn.at + 30_000,
        defect,
        evidence: ['silence'],
        failurePoint: 'none' as const,
        confidence: 0.9,
      });
      for (const turn of said) {
        store.commitTurn(turn);
        if (turn !== second && turn.id !== 'u3') store.commitVerdict(verdict(turn, turn === again1), undefined);
      }
      const judged = (since: number) => {
        const found: unknown[] = [];
        store.eachJudged(since, (turn, { defect }) => found.push([turn, defect]));
        return found;
      };
      expect(again().load().unjudged).toEqual([second, said[3]]);
      expect(judged(0)).toEqual([
        [first, false],
        [again1, true],
      ]);
      expect(judged(again1.at)).toEqual([[again1, true]]);
    });

    test('rewrites are one for each phrase, layer and speaker', () => {
      fresh();
      store.putRewrites([
        rewrite('a', 'b'),
        rewrite('a', 'c', { speaker: 'Anna' }),
        rewrite('a', 'd', { layer: 'global' }),
      ]);
      store.putRewrites([rewrite('a', 'e', { status: 'active', wins: 2.5, usedAt: AT + 5 })]);
      expect(again().load().rewrites).toEqual([
        rewrite('a', 'e', { status: 'active', wins: 2.5, usedAt: AT + 5 }),
        rewrite('a', 'c', { speaker: 'Anna' }),
        rewrite('a', 'd', { layer: 'global' }),
      ]);
    });

    test('a rewrite of one moment stands beside that of any, with what it rests on', () => {
      fresh();
      const proof = { days: [20_000, 20_001], by: ['Anna'], moments: ['room=kitchen'] };
      const entries = [
        rewrite('a', 'b', { plain: { wins: 0.5, losses: 2 }, proof }),
        rewrite('a', 'c', { when: 'room=kitchen' }),
      ];
      store.putRewrites(entries);
      expect(again().load().rewrites).toEqual(entries);
    });

    test('what was said with success comes back with its vector, and nothing won or lost removes it', () => {
      fresh();
      const vector = Int8Array.from({ length: 512 }, (_, i) => (i % 255) - 127);
      const said = { phrase: 'light on', text: 'Light on', intent: 'HassTurnOn', targets: ['light.a'] } as const;
      const one = { ...said, wins: 1.5, losses: 0, lastAt: AT, vector };
      const two = { ...said, speaker: 'Anna', intent: null, wins: 0, losses: 1, lastAt: AT + 1 };
      store.putHistory([one, two]);
      expect(again().load().history).toEqual([one, two]);
      store.putHistory([
        { ...one, wins: 2.5 },
        { ...two, losses: 0 },
      ]);
      expect(again().load().history).toEqual([{ ...one, wins: 2.5 }]);
    });

    test('small learned state is kept by name, replaced and removed', () => {
      fresh();
      store.putLearned('a', { n: [1, 2.5] });
      store.putLearned('b', 'x');
      store.putLearned('b', null);
      expect(again().load().learned).toEqual({ a: { n: [1, 2.5] }, b: null });
      store.putLearned('b', undefined);
      expect(again().load().learned).toEqual({ a: { n: [1, 2.5] } });
      expect(() => store.putLearned('a', 'x'.repeat(limits.learnedBytesMax))).toThrowError(/characters/);
    });

    test('habits are replaced by key, and a count of nothing removes one', () => {
      fresh();
      const late = habit({ day: 'weekend', quarter: 90 });
      const after = habit({ day: 'any', quarter: -1, after: 'sensor.alarm: ringing' });
      store.putHabits([habit(), late, after]);
      store.flush();
      store.putHabits([
        habit({ count: 2.25 }),
        habit({ ...late, count: 0 }),
        habit({ entity: 'x', count: Number.NaN }),
      ]);
      expect(again().load().habits).toEqual([habit({ count: 2.25 }), after]);
    });

    test('the last state of each entity comes back, and those of the gone do not', () => {
      fresh();
      for (let i = 0; i < 3_000; i++) {
        store.putState(`light.l${i % 300}`, stateOf(i % 2 ? 'on' : 'off', AT + i));
        if (i % 20 === 0) store.flush();
      }
      store.forgetEntity('light.l7');
      const states = again().load().states;
      expect(states).toHaveLength(299);
      const last = states.find(({ entity }) => entity === 'light.l8');
      expect(last?.state).toEqual(stateOf('off', AT + 2_708));
    });

    test('signals wait in order until a receipt names them; a repeat of either changes nothing', () => {
      fresh();
      for (const id of ['a', 'b', 'c', 'b']) store.commitVerdict(verdict('u'), signal(id));
      store.commitVerdict(verdict('u'), undefined);
      again();
      expect(store.pendingSignals(2)).toEqual([signal('a'), signal('b')]);
      expect(store.acknowledgeSignals(['b', 'b', 'unknown'])).toBe(1);
      expect(store.acknowledgeSignals(['b'])).toBe(0);
      expect(store.pendingSignals(9).map(({ id }) => id)).toEqual(['a', 'c']);
    });

    test('what is written together is there as a whole or not at all', () => {
      fresh();
      store.together(() => {
        store.putRewrites([rewrite('movie time', 'dim the lights')]);
        store.commitVerdict(verdict('u'), signal('a'));
        store.commitVerdict(verdict('v'), signal('b'));
      });
      const half = (): void =>
        store.together(() => {
          store.putRewrites([rewrite('film night', 'dim the lights')]);
          store.commitVerdict(verdict('w'), signal('c'));
          throw new Error('the power of an argument');
        });
      expect(half).toThrow();
      again();
      expect(store.load().rewrites).toHaveLength(1);
      expect(store.pendingSignals(9).map(({ id }) => id)).toEqual(['a', 'b']);
    });

    // Thousands of fsyncs show nothing that as many rows in memory do not.
    test.runIf(reopen === undefined)('a full outbox drops the oldest and counts them', () => {
      fresh();
      for (let i = 0; i < limits.outboxSignalsMax + 3; i++) store.commitVerdict(verdict('u'), signal(`s${i}`));
      again();
      expect(store.droppedSignals()).toBe(3);
      const waiting = store.pendingSignals(limits.outboxSignalsMax + 9);
      expect(waiting).toHaveLength(limits.outboxSignalsMax);
      expect(waiting[0]?.id).toBe('s3');
    });

    test.runIf(reopen === undefined)('decisions are kept by number and by age', () => {
      fresh();
      store.commitTurn(turnOf({ id: 'old', at: AT - (limits.decisionsKeptDays + 1) * DAY_MS }));
      store.commitTurn(turnOf({ id: 'new', at: AT }));
      store.flush();
      expect(store.decisions(9).map((turn) => turn.id)).toEqual(['new']);
      for (let i = 0; i < limits.decisionsKeptMax + 5; i++) store.commitTurn(turnOf({ id: `t${i}`, at: AT }));
      store.flush();
      expect(store.decisions(1e6)).toHaveLength(limits.decisionsKeptMax);
    });

    forgetting(fresh, again, () => store);
  });
}

function forgetting(fresh: () => ContextStore, again: () => ContextStore, now: () => ContextStore): void {
  const teach = (store: ContextStore): void => {
    const effects = [
      { type: 'teachPhrase', phrase: 'movie time', meaning: 'dim the lights' },
      { type: 'teachName', name: 'bertha', entity: 'light.a' },
      { type: 'preference', category: 'team', value: 'Warriors' },
    ] as const;
    store.commitTurn(turnOf({ id: 'taught', at: AT, text: 'when I say Movie-Time, dim', effects }));
    store.commitTurn(turnOf({ id: 'other', at: AT, text: 'a movie, next time' }));
    store.putRewrites([rewrite('moovie time', 'movie time'), rewrite('x', 'y', { layer: 'global' })]);
  };

  test('forgetting a phrase takes its rewrites and the words of the turns it was said in', () => {
    const store = fresh();
    teach(store);
    const items = store.forget({ type: 'forget', phrase: 'Movie time', scope: 'phrase' });
    expect(items).toEqual(['movie time → dim the lights', 'moovie time → movie time']);
    expect(store.forget({ type: 'forget', phrase: 'Movie time' })).toEqual([]);
    const memory = again().load();
    expect(memory.rewrites.map(({ from }) => from)).toEqual(['x']);
    expect(memory.names).toHaveLength(1);
    expect(memory.turns.map(({ id }) => id)).toEqual(['other']);
    expect(JSON.stringify(now().decisions(9))).not.toMatch(/movie-time/i);
    expect(JSON.stringify(now().exportAll())).not.toMatch(/movie.time/i);
  });

  test('somebody forgets their own and the household’s, never another’s', () => {
    const store = fresh();
    teach(store);
    const effects = ['Anna', 'Ben'].flatMap((speaker) => [
      { type: 'teachPhrase', phrase: 'movie time', meaning: `dim it for ${speaker}`, speaker } as const,
      { type: 'preference', category: 'music', value: `jazz of ${speaker}`, person: speaker } as const,
    ]);
    store.commitTurn(turnOf({ id: 'own', at: AT, effects }));
    store.putHabits(['', 'Anna', 'Ben'].map((speaker) => ({ ...habit(), speaker })));
    const owners = (): unknown => {
      const { rewrites, preferences, habits } = now().load();
      const taught = rewrites.filter(({ layer }) => layer === 'taught');
      const people = [taught.map((one) => one.speaker), preferences.map((one) => one.person)];
      return [...people, habits.map((one) => one.speaker)].map((names) => names.map((name) => name ?? '').sort());
    };
    store.forget({ type: 'forget', phrase: 'movie time', by: 'Anna' });
    expect(owners()).toEqual([['Ben'], ['', 'Anna', 'Ben'], expect.anything()]);
    store.commitTurn(turnOf({ id: 'f', at: AT, effects: [{ type: 'forget', scope: 'everything', by: 'Anna' }] }));
    again();
    expect(owners()).toEqual([['Ben'], ['Ben'], ['Ben']]);
    now().forget({ type: 'forget', scope: 'everything', by: '' });
    expect(owners()).toEqual([['Ben'], ['Ben'], ['Ben']]);
    now().forget({ type: 'forget', scope: 'everything' });
    expect(owners()).toEqual([[], [], []]);
  });

  test('what the hub’s own question taught comes back as what it is', () => {
    const store = fresh();
    const entry = rewrite('start the circus', 'dim the lights', {
      status: 'probation',
      speaker: 'Anna',
      wins: 2,
      proof: { days: [20_515], by: ['Anna', '@kitchen'], moments: [], asked: true },
    });
    store.commitTurn(turnOf({ id: 'u', at: AT, effects: [{ type: 'learnPhrase', entry }] }));
    expect(again().load().rewrites).toEqual([entry]);
  });

  test('a turn that forgets keeps none of its own words', () => {
    const store = fresh();
    teach(store);
    const effects = [{ type: 'forget', category: 'team' }] as const;
    const slots = { category: 'team' };
    store.commitTurn(turnOf({ id: 'f', at: AT, text: 'forget my team, the Warriors', slots, effects }));
    expect(again().load().preferences).toEqual([]);
    expect(JSON.stringify(now().exportAll())).not.toContain('Warriors');
    expect(now().decisions(1)[0]).toMatchObject({ id: 'f', hypotheses: [], plans: [] });
  });

  test('forgetting everything leaves what the bundle brought', () => {
    const store = fresh();
    teach(store);
    expect(store.forget({ type: 'forget', scope: 'everything' })).toHaveLength(4);
    const { rewrites, names, preferences } = again().load();
    expect([rewrites.map(({ from }) => from), names, preferences]).toEqual([['x'], [], []]);
  });

  test('erasing leaves nothing', () => {
    const store = fresh();
    teach(store);
    store.commitVerdict(verdict('taught'), signal('s'));
    store.putHabits([habit()]);
    store.putState('light.a', stateOf('on'));
    store.erase();
    for (const list of Object.values(again().exportAll())) expect(list).toEqual([]);
    now().commitTurn(turnOf({ id: 'new', at: AT }));
    expect(again().load().turns).toHaveLength(1);
  });

  test('everything can be read by people', () => {
    const store = fresh();
    teach(store);
    store.commitVerdict(verdict('taught'), signal('s'));
    store.putHabits([habit()]);
    store.putState('light.a', stateOf('on'));
    const all = store.exportAll();
    const counts = Object.fromEntries(Object.entries(all).map(([table, rows]) => [table, rows.length]));
    expect(counts).toEqual({
      turns: 2,
      verdicts: 1,
      rewrites: 3,
      names: 1,
      preferences: 1,
      habits: 1,
      history: 0,
      learned: 0,
      signals: 1,
      states: 1,
    });
    expect(all.names?.[0]).toEqual({ name: 'bertha', entity: 'light.a', createdAt: '2026-03-02T07:00:00.000Z' });
  });
}

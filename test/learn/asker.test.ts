import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Turn } from '../../runtime/domain/context.ts';
import type { FailurePoint } from '../../runtime/domain/decision.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../runtime/domain/time.ts';
import { Asker } from '../../runtime/learn/proactive.ts';
import { answerChance, countedReply, isWorthAsking } from '../../runtime/learn/proactiveReplies.ts';
import type { Replies } from '../../runtime/learn/proactiveState.ts';
import { type Saying, Story, turnOf } from './turns.ts';

const EVENING = Date.parse('2026-03-04T18:00:00Z');
const FAILED = { text: 'summon the morning crew', outcome: 'handoff', intent: null, inScope: 0.8 } as const;
const MEANT = { text: 'turn on the hall light', targets: ['light.hall'] } as const;

const ANNA = { speaker: 'Anna' } as const;

/** A hub that may ask, and people who may answer. */
class Asked {
  readonly #story = new Story();
  readonly asker = new Asker();
  #at = EVENING;
  #count = 0;

  get home() {
    return this.#story.home;
  }

  wait(ms: number): this {
    this.#at += ms;
    this.home.advance(this.#at);
    return this;
  }

  /** What the hub asked of its own accord at the end of it, or ''. */
  say(saying: Saying, rewrite: Turn['trace']['rewrite'] = null, who: Pick<Saying, 'speaker'> = ANNA): string {
    const decided = turnOf(`t${++this.#count}`, this.#at, this.home, { ...who, ...saying }, rewrite);
    const { turn, isAsked } = this.asker.consider(decided, this.home, this.#story.table);
    this.home.remember(turn);
    return isAsked ? turn.decision.say : '';
  }

  /** A rewrite that is on trial does what was said. */
  onTrial(from: string, wins = 2, saying: Partial<Saying> = {}): string {
    const { text: to, targets } = MEANT;
    const life = { layer: 'personal', status: 'probation', losses: 0, createdAt: EVENING, speaker: 'Anna' } as const;
    this.#story.table.put({ from, to, wins, ...life });
    return this.say({ text: from, targets, ...saying }, { from, to, layer: 'personal', score: 1 });
  }

  /** Somebody says yes to the last question. */
  answer(): this {
    const effects = [{ type: 'rated', turn: `t${this.#count}`, value: 'positive' }] as const;
    this.wait(4 * SECOND_MS).say({ text: 'yes', intent: 'HearthConfirm', outcome: 'answer', effects });
    return this;
  }

  judged(failurePoint: FailurePoint): this {
    const turn = this.home.conversation().at(-1);
    const verdict = { at: this.#at, of: turn?.id ?? '', defect: true, evidence: [], confidence: 0.9, failurePoint };
    if (turn !== undefined) this.asker.observe([{ turn, verdict }], this.home);
    return this;
  }
}

describe('a request that fails again', () => {
  test.each([
    ['is asked about', 'nlu', 'What should I do when you say "summon the morning crew"?'],
    ['but what nobody said to the hub is no request, however often it is heard', 'falseWake', ''],
    ['nor are words that were misheard', 'asr', ''],
  ] as const)('%s', (_, point, asks) => {
    const hub = new Asked();
    expect(hub.say(FAILED)).toBe('');
    hub.judged(point).wait(DAY_MS);
    expect(hub.say(FAILED)).toBe(asks);
  });

  it('is asked about once it was said in other words, by who does so', () => {
    const hub = new Asked();
    const asks = 'Shall I always take "summon the morning crew" as "turn on the hall light"?';
    const again = () => [hub.wait(DAY_MS).say(FAILED), hub.wait(5 * SECOND_MS).say(MEANT)];
    expect(again()).toEqual(['', '']);
    expect(again()).toEqual(['', asks]);
    // Nobody answered.
    expect(again()).toEqual(['', '']);
  });

  test.each([
    ['too late to be about it', 60, {}],
    ['by somebody else', 5, { speaker: 'Ben' }],
    ['what is always confirmed', 5, { text: 'unlock the front door', targets: ['lock.front'] }],
    ['other words that came to nothing either', 5, { outcome: 'handoff', intent: null, targets: [] }],
  ] as const)('is not taken for what was said %s', (_, seconds, saying) => {
    const hub = new Asked();
    for (let day = 0; day < 3; day++) {
      hub.wait(DAY_MS).say(FAILED);
      hub.judged('falseWake');
      expect(hub.wait(seconds * SECOND_MS).say({ ...MEANT, ...saying })).not.toContain('always');
    }
  });
});

describe('did that help', () => {
  const ASKS = 'Is that what you wanted?';

  it('is asked while a rewrite is on trial, of the same words no more for some days', () => {
    const hub = new Asked();
    expect(hub.onTrial('light the runway')).toBe(ASKS);
    hub.answer().wait(DAY_MS);
    expect(hub.onTrial('light the runway')).toBe('');
    expect(hub.onTrial('make the landing strip shine')).toBe('');
    expect(hub.wait(2 * DAY_MS).onTrial('light the runway')).toBe(ASKS);
  });

  it('is asked once a day at most, also of who answers', () => {
    const hub = new Asked();
    for (const word of ['north', 'south', 'west']) {
      expect(hub.wait(DAY_MS).onTrial(`light the ${word} runway`)).toBe(ASKS);
      hub.answer().wait(HOUR_MS);
      expect(hub.onTrial(`light the ${word} tower`)).toBe('');
    }
  });

  it('is not asked of who ignores it, for weeks', () => {
    const hub = new Asked();
    const asks: string[] = [];
    for (let day = 0; day < 100; day++) asks.push(hub.wait(DAY_MS).onTrial(`light runway ${'abcdefghij'[day % 10]}`));
    const days = asks.flatMap((one, day) => (one === '' ? [] : [day]));
    expect(days[0]).toBe(0);
    expect(days[1]).toBeGreaterThan(20);
    expect(days.length).toBeLessThanOrEqual(4);
  });

  it('is asked of who answers also where less hangs on it', () => {
    const hub = new Asked();
    const little = () => hub.wait(DAY_MS).onTrial('light the runway', 12);
    expect(little()).toBe('');
    for (const word of ['north', 'south', 'west', 'east']) {
      expect(hub.wait(DAY_MS).onTrial(`light the ${word} runway`)).toBe(ASKS);
      hub.answer();
    }
    expect(little()).toBe(ASKS);
  });

  test.each([
    ['at night', 4 * HOUR_MS, {}],
    ['of a voice hardly meant for the hub', 0, { wake: 0.7 }],
    ['of a stranger', 0, { speaker: 'Zoe' }],
  ] as const)('is not asked %s', (_, later, saying) => {
    expect(new Asked().wait(later).onTrial('light the runway', 2, saying)).toBe('');
  });

  it('is not held against who answered in a voice that was not told', () => {
    const hub = new Asked();
    for (const word of ['north', 'south']) {
      expect(hub.wait(DAY_MS).onTrial(`light the ${word} runway`)).toBe(ASKS);
      hub.wait(4 * SECOND_MS).say({ text: 'yes', outcome: 'ignore', intent: null }, null, {});
    }
  });

  it('is not asked of who is in the middle of things', () => {
    const hub = new Asked();
    hub.say({ text: 'turn off the desk lamp', targets: ['light.desk_lamp'] });
    expect(hub.wait(6 * SECOND_MS).onTrial('light the runway')).toBe('');
    expect(hub.wait(90 * SECOND_MS).onTrial('light the runway')).toBe(ASKS);
  });

  it('leaves neither words nor names behind once all is forgotten', () => {
    const hub = new Asked();
    hub.onTrial('light the runway');
    expect(JSON.stringify(hub.asker.state())).toMatch(/Anna.*/);
    hub.asker.forget('runway');
    expect(JSON.stringify(hub.asker.state())).not.toContain('runway');
    hub.asker.forget(undefined);
    expect(JSON.stringify(hub.asker.state())).not.toContain('Anna');
    // What was asked today stays counted.
    expect(hub.wait(HOUR_MS).onTrial('light the runway')).toBe('');
  });

  it('is remembered over a restart', () => {
    const hub = new Asked();
    hub.onTrial('light the runway');
    const again = new Asker();
    again.restore(JSON.parse(JSON.stringify(hub.asker.state())));
    expect(again.state()).toEqual(hub.asker.state());
  });
});

describe('the chance of an answer', () => {
  const tally = (asked: number, answered: number): readonly Replies[] => [
    { who: 'Anna', asked, answered, at: EVENING },
  ];

  it('is learned of each person, a little of the home, and fades', () => {
    expect(answerChance([], ['Anna'], EVENING)).toBeCloseTo(0.75);
    expect(answerChance(tally(4, 4), ['Anna'], EVENING)).toBeGreaterThan(0.85);
    expect(answerChance(tally(4, 1), ['Anna'], EVENING)).toBeLessThan(0.55);
    expect(answerChance(tally(4, 1), ['Ben'], EVENING)).toBeCloseTo(0.625, 2);
    const aYear = 365 * DAY_MS;
    expect(answerChance(tally(4, 1), ['Anna'], EVENING + aYear)).toBeCloseTo(0.75, 1);
  });

  it('is told by the words, too, where nobody knows the voice', () => {
    const asks = [
      ['"go dark', 1],
      ['"go dark', 1],
      ['"brighten up', 0],
    ] as const;
    const replies = asks.reduce<readonly Replies[]>(
      (known, [words, answered]) => countedReply(known, ['kitchen', words], EVENING, { asked: 1, answered }),
      [],
    );
    const [gladly, hardly, other] = ['"go dark', '"brighten up', '"let there be light'].map((words) =>
      answerChance(replies, ['kitchen', words], EVENING),
    ) as [number, number, number];
    expect(gladly).toBeGreaterThan(other);
    expect(other).toBeGreaterThan(hardly);
  });

  it('decides how much must hang on it', () => {
    const cases = [
      [1, 0.5, false],
      [1, 0.58, true],
      [0.5, 0.65, false],
      [0.5, 0.75, true],
      [0.2, 0.95, true],
      [0, 1, false],
    ] as const;
    for (const [worth, chance, isWorth] of cases)
      expect([worth, chance, isWorthAsking(worth, chance)]).toEqual([worth, chance, isWorth]);
  });

  it('stays within bounds whatever happened', () => {
    const event = fc.record({
      who: fc.array(fc.string(), { minLength: 1, maxLength: 2 }),
      isAnswered: fc.boolean(),
      days: fc.nat(90),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        let replies: readonly Replies[] = [];
        let at = EVENING;
        for (const { who, isAnswered, days } of events) {
          at += days * DAY_MS;
          replies = countedReply(replies, who, at, { asked: 1, answered: 0 });
          if (isAnswered) replies = countedReply(replies, who, at, { asked: 0, answered: 1 });
          expect(answerChance(replies, who, at)).toBeGreaterThanOrEqual(0);
          expect(answerChance(replies, who, at)).toBeLessThanOrEqual(1);
        }
        expect(replies.length).toBeLessThanOrEqual(limits.doubtsMax);
        expect(new Set(replies.map(({ who }) => who)).size).toBe(replies.length);
      }),
    );
  });
});

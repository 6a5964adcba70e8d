import { describe, expect, test } from 'vitest';
import { Habits } from '../../runtime/context/habits.ts';
import { HomeContext } from '../../runtime/context/homeContext.ts';
import { LocalTime } from '../../runtime/context/localTime.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../runtime/domain/time.ts';
import { household, order, turnOf } from './fixtures.ts';

/** A Monday. */
const MONDAY = Date.parse('2026-03-02T00:00Z');
const LAMP = { entity: 'light.a', service: 'turn_on' };

function taught(days: number, hour: number, speaker = ''): Habits {
  const habits = new Habits('UTC');
  for (let day = 0; day < days; day++) {
    if (day % 7 >= 5) continue;
    habits.learn({ ...LAMP, speaker, at: MONDAY + day * DAY_MS + hour * HOUR_MS, weight: 1 });
  }
  return habits;
}

describe('hour and kind of day', () => {
  const habits = taught(14, 7);
  const check = (name: string, at: number, share: number) =>
    test(name, () => expect(habits.habit({ ...LAMP, at: MONDAY + 14 * DAY_MS + at })?.hourShare).toBeCloseTo(share, 2));
  check('at its hour', 7 * HOUR_MS, 1);
  check('within two hours', 9 * HOUR_MS, 1);
  check('beyond', 9.5 * HOUR_MS, 0);
  check('at its hour on a Saturday', 5 * DAY_MS + 7 * HOUR_MS, 0.6);
  test('around midnight', () => {
    const late = taught(5, 23.5);
    expect(late.habit({ ...LAMP, at: MONDAY + 7 * DAY_MS + HOUR_MS })?.hourShare).toBe(1);
  });
});

test('a habit fades by half in a half-life, and another person’s counts half', () => {
  const habits = taught(1, 7, 'Anna');
  const at = MONDAY + 7 * HOUR_MS + limits.habitHalfLifeMs;
  expect(habits.habit({ ...LAMP, at, speaker: 'Anna' })?.count).toBeCloseTo(0.5);
  expect(habits.habit({ ...LAMP, at, speaker: 'Ben' })?.count).toBeCloseTo(0.25);
  expect(habits.habit({ entity: 'light.b', service: 'turn_on', at })).toBeUndefined();
});

describe('after an event', () => {
  test('coffee follows the alarm, and not the motion sensor that fires all day', () => {
    const habits = new Habits('UTC');
    const coffee = { entity: 'switch.coffee', service: 'turn_on' };
    for (let day = 0; day < 10; day++) {
      for (let minute = 0; minute < 24 * 60; minute += 10) {
        const at = MONDAY + day * DAY_MS + minute * MINUTE_MS;
        habits.notice('binary_sensor.hall: on', at);
        if (minute !== 6 * 60 + 10 * (day % 9)) continue;
        habits.notice('sensor.alarm: ringing', at + 1);
        habits.learn({ ...coffee, speaker: '', at: at + 4 * MINUTE_MS, weight: 1 });
      }
    }
    const at = MONDAY + 11 * DAY_MS + 15 * HOUR_MS;
    habits.notice('binary_sensor.hall: on', at - 2);
    expect(habits.habit({ ...coffee, at })?.after).toBeUndefined();
    habits.notice('sensor.alarm: ringing', at - 1);
    expect(habits.habit({ ...coffee, at })?.after).toEqual({
      event: 'sensor.alarm: ringing',
      share: expect.closeTo(1),
    });
    expect(habits.habit({ ...coffee, at: at + limits.habitAfterEventMsMax })?.after).toBeUndefined();
  });

  test('an alarm set by voice is an event when its time comes', () => {
    const context = contextOf();
    const coffee = { orders: [order('switch.coffee', 'turn_on')] };
    for (let day = 0; day < 3; day++) {
      const evening = MONDAY + day * DAY_MS + 22 * HOUR_MS;
      context.advance(evening);
      context.remember(turnOf({ at: evening, intent: 'HearthSetAlarm', slots: { time: '07:00' } }));
      const morning = evening + 9 * HOUR_MS + 2 * MINUTE_MS;
      context.advance(morning);
      if (day < 2) context.remember(turnOf({ at: morning, ...coffee }));
      const habit = context.habit({ entity: 'switch.coffee', service: 'turn_on', at: morning });
      expect(habit?.after).toEqual({ event: 'alarm: done', share: expect.closeTo(1) });
    }
  });
});

test('deeds by hand count half, those of a turn one, failed and undone ones nothing', () => {
  const context = contextOf();
  const at = MONDAY + 8 * HOUR_MS;
  const count = () => context.habit({ ...LAMP, at })?.count ?? 0;
  context.apply([{ entity: 'light.a', state: 'off' }], at);
  context.apply([{ entity: 'light.a', state: 'on' }], at);
  expect(count()).toBe(0.5);
  context.remember(turnOf({ id: 't1', at, orders: [order('light.a', 'turn_on')] }));
  expect(count()).toBe(1.5);
  context.remember(turnOf({ id: 't2', at, outcome: 'act', effects: [{ type: 'undone', turn: 't1' }] }));
  expect(count()).toBe(0.5);
  context.remember(turnOf({ id: 't3', at, orders: [order('light.a', 'turn_on')] }));
  context.noteOutcome({ type: 'outcome', at, of: 't3', ok: false });
  expect(count()).toBe(0.5);
});

test('a home that does not want to be learned from is not', () => {
  const context = contextOf(false);
  context.remember(turnOf({ orders: [order('light.a', 'turn_on')] }));
  expect(context.takeHabits()).toEqual([]);
});

test('rows are bounded, the weakest go, and what is kept survives a restart', () => {
  const habits = new Habits('UTC');
  const rows = new Map<string, unknown>();
  const put = () => {
    for (const { count, lastAt, ...key } of habits.takeDirty()) {
      if (count === 0) rows.delete(JSON.stringify(key));
      else rows.set(JSON.stringify(key), { ...key, count, lastAt });
    }
  };
  for (let i = 0; i < 3 * limits.habitsMax; i++) {
    habits.learn({ entity: `light.l${i}`, service: 'turn_on', speaker: '', at: MONDAY + i * MINUTE_MS, weight: 1 });
    if (i % 100 === 0) put();
  }
  put();
  expect(rows.size).toBeLessThanOrEqual(limits.habitsMax);
  expect(rows.size).toBeGreaterThan(limits.habitsMax / 2);
  const again = new Habits('UTC');
  again.restore([...rows.values()] as never);
  const last = { entity: `light.l${3 * limits.habitsMax - 1}`, service: 'turn_on', at: MONDAY + 9 * DAY_MS };
  expect(again.habit(last)).toEqual(habits.habit(last));
  expect(again.habit(last)?.count).toBeGreaterThan(0);
});

describe('local time', () => {
  const check = (zone: string, at: string, quarter: number, day: string) =>
    test(`${zone} ${at}`, () => expect(new LocalTime(zone).quarterOf(Date.parse(at))).toEqual({ quarter, day }));
  check('UTC', '2026-03-01T23:59Z', 95, 'weekend');
  check('Europe/London', '2026-03-29T00:59Z', 3, 'weekend');
  check('Europe/London', '2026-03-29T01:00Z', 8, 'weekend');
  check('Asia/Kathmandu', '2026-03-01T18:15Z', 0, 'weekday');
  check('America/Los_Angeles', '2026-03-02T07:45Z', 95, 'weekend');
  test('the next seven o’clock', () => {
    const local = new LocalTime('Europe/London');
    const next = (at: string) => new Date(local.next(Date.parse(at), 7 * 60)).toISOString();
    expect(next('2026-03-28T22:00Z')).toBe('2026-03-29T06:00:00.000Z');
    expect(next('2026-03-28T06:00Z')).toBe('2026-03-28T07:00:00.000Z');
    expect(next('2026-03-28T07:00Z')).toBe('2026-03-29T06:00:00.000Z');
  });
});

function contextOf(enabled = true): HomeContext {
  const merge = () => [];
  return new HomeContext({
    merge,
    household: { ...household, timezone: 'UTC', learning: { enabled } },
    clock: 'live',
  });
}

import type { Habit, HabitQuery, Usual } from '../domain/context.ts';
import type { EntityId } from '../domain/entity.ts';
import { limits } from '../domain/limits.ts';
import type { Instant } from '../domain/time.ts';
import { DAY_MS } from '../domain/time.ts';
import { mayForget } from '../domain/voice.ts';
import type { HabitRecord } from '../ports/contextStore.ts';
import { LocalTime, QUARTERS } from './localTime.ts';

/** One deed to learn from. */
export interface Deed {
  readonly entity: EntityId;
  readonly service: string;
  /** '' where nobody was recognised. */
  readonly speaker: string;
  readonly at: Instant;
  /** 1 for an order by voice, less for weaker evidence. */
  readonly weight: number;
}

/** A habit holds two hours around its time of day. */
const WINDOW_QUARTERS = 8;
/** What other people in the home do says half as much about this person. */
const OTHERS_WEIGHT = 0.5;
/** The same kind of day against the other kind. */
const SAME_DAY_WEIGHT = 1.4;
const DAYS = { weekday: 5, weekend: 2 } as const;
/** Counts below this are no habit any more. */
const COUNT_MIN = 0.02;
/** An event explains a deed when it preceded it this many times more often than it precedes any moment. */
const LIFT_MIN = 1.5;
const EVENTS_MAX = 256;
/** Done so often it is worth telling; an event that it follows this often says more than the hour. */
const USUAL_MIN = 3;
const USUAL_AFTER_SHARE = 0.7;

/** 2026; a half-life of weeks keeps the growth within a double for 50 years to both sides. */
const EPOCH_MS = 1_767_225_600_000;

type Place = Pick<HabitRecord, 'speaker' | 'day' | 'quarter' | 'after'>;
interface Cell extends Place {
  /** The count, grown to what it would be at EPOCH_MS: all cells then fade by one factor, found once a question. */
  grown: number;
  lastAt: Instant;
}
/** All that is known of one deed to one entity. */
interface Chart {
  readonly entity: EntityId;
  readonly service: string;
  readonly cells: Cell[];
}
/** How often an event comes at all: what "it followed" has to be measured against. */
interface Seen {
  since: Instant;
  lastAt: Instant;
  /** Milliseconds of the past that lay within `habitAfterEventMsMax` after it. */
  covered: number;
}

/**
 * What this home does to an entity, at which hour, on which kind of day and after which event: counts that halve every
 * `limits.habitHalfLifeMs`. Deterministic: the same deeds and events give the same habits.
 */
export class Habits {
  readonly #charts = new Map<string, Chart>();
  readonly #seen = new Map<string, Seen>();
  readonly #dirty = new Map<string, HabitRecord>();
  #cells = 0;
  #local: LocalTime;

  constructor(timezone: string) {
    this.#local = localTime(timezone);
  }

  setTimezone(timezone: string): void {
    this.#local = localTime(timezone);
  }

  get local(): LocalTime {
    return this.#local;
  }

  restore(records: readonly HabitRecord[]): void {
    for (const record of records) {
      const cell = this.#cell(record.entity, record.service, record);
      cell.grown = record.count * growth(record.lastAt);
      cell.lastAt = record.lastAt;
    }
  }

  /** Something happened that deeds may follow: "sensor.alarm: ringing". */
  notice(event: string, at: Instant): void {
    const seen = this.#seen.get(event);
    if (seen) {
      seen.covered += Math.min(at - seen.lastAt, limits.habitAfterEventMsMax);
      seen.lastAt = at;
      // Moved to the end, so that the first is the one not seen for longest.
      this.#seen.delete(event);
      this.#seen.set(event, seen);
      return;
    }
    this.#seen.set(event, { since: at, lastAt: at, covered: 0 });
    if (this.#seen.size > EVENTS_MAX) this.#seen.delete(this.#seen.keys().next().value as string);
  }

  learn(deed: Deed): void {
    const { quarter, day } = this.#local.quarterOf(deed.at);
    this.#add(deed, { speaker: deed.speaker, day, quarter, after: '' });
    for (const event of this.recentEvents(deed.at)) {
      if (!event.startsWith(`${deed.entity}:`)) {
        this.#add(deed, { speaker: deed.speaker, day: 'any', quarter: -1, after: event });
      }
    }
    if (this.#cells > limits.habitsMax) this.#evict();
  }

  /** Takes back what was learned of a deed that failed or was undone. */
  unlearn(deed: Deed): void {
    const { quarter, day } = this.#local.quarterOf(deed.at);
    for (const cell of this.#charts.get(keyOf(deed.entity, deed.service))?.cells ?? []) {
      if (cell.speaker !== deed.speaker) continue;
      // Events move on; what was counted after one still carries the deed's instant.
      const isHour = cell.quarter === quarter && cell.day === day;
      if (!isHour && (cell.quarter >= 0 || cell.lastAt !== deed.at)) continue;
      cell.grown = Math.max(0, cell.grown - deed.weight * growth(deed.at));
      this.#mark(deed.entity, deed.service, cell);
    }
  }

  habit(query: HabitQuery): Habit | undefined {
    const chart = this.#charts.get(keyOf(query.entity, query.service));
    if (chart === undefined) return undefined;
    const { quarter, day } = this.#local.quarterOf(query.at);
    const fade = 1 / growth(query.at);
    const total = { weekday: 0, weekend: 0 };
    const near = { weekday: 0, weekend: 0 };
    const follows = new Map<string, number>();
    let mine = 0;
    for (const cell of chart.cells) {
      const own = query.speaker === undefined || cell.speaker === query.speaker;
      const count = cell.grown * fade * (own ? 1 : OTHERS_WEIGHT);
      if (own && cell.quarter >= 0) mine += count;
      if (cell.quarter < 0) {
        follows.set(cell.after, (follows.get(cell.after) ?? 0) + count);
        continue;
      }
      const distance = Math.abs(cell.quarter - quarter);
      const isNear = Math.min(distance, QUARTERS - distance) <= WINDOW_QUARTERS;
      const weekday = cell.day === 'weekday' ? count : cell.day === 'any' ? (count * DAYS.weekday) / 7 : 0;
      total.weekday += weekday;
      total.weekend += count - weekday;
      if (!isNear) continue;
      near.weekday += weekday;
      near.weekend += count - weekday;
    }
    const count = total.weekday + total.weekend;
    if (count < COUNT_MIN) return undefined;
    const after = this.#after(follows, count, query.at);
    const hourShare = shareOf(near, total, day);
    const own = query.speaker === undefined ? {} : { own: mine / (mine + (count - mine) / OTHERS_WEIGHT) };
    return { count, hourShare, ...own, ...(after !== undefined && { after }) };
  }

  /** What is done most often, most often first: at which hour, or after which event where that says more. */
  usual(speaker: string | undefined, at: Instant, count: number): readonly Usual[] {
    const fade = 1 / growth(at);
    const found: Usual[] = [];
    for (const { entity, service, cells } of this.#charts.values()) {
      const own = cells.filter((cell) => speaker === undefined || cell.speaker === speaker || cell.speaker === '');
      const hours = own.filter((cell) => cell.quarter >= 0);
      const times = hours.reduce((sum, cell) => sum + cell.grown * fade, 0);
      const busiest = hours.reduce<Cell | undefined>(
        (a, b) => (a === undefined || b.grown > a.grown ? b : a),
        undefined,
      );
      if (busiest === undefined || times < USUAL_MIN) continue;
      const after = own
        .filter((cell) => cell.quarter < 0 && cell.grown * fade >= USUAL_AFTER_SHARE * times)
        .reduce<Cell | undefined>((a, b) => (a === undefined || b.grown > a.grown ? b : a), undefined);
      found.push({
        entity,
        service,
        minute: (busiest.quarter * 24 * 60) / QUARTERS,
        days: busiest.day,
        count: times,
        ...(after !== undefined && { after: after.after }),
      });
    }
    return found.sort((a, b) => b.count - a.count || (a.entity < b.entity ? -1 : 1)).slice(0, count);
  }

  /** Events that still explain what is done at `at`, latest first. */
  recentEvents(at: Instant): readonly string[] {
    const events: string[] = [];
    for (const [event, seen] of this.#seen) {
      if (at >= seen.lastAt && at - seen.lastAt <= limits.habitAfterEventMsMax) events.push(event);
    }
    return events.reverse();
  }

  /** Rows changed since this was last called, to be kept. */
  takeDirty(): readonly HabitRecord[] {
    const records = [...this.#dirty.values()];
    this.#dirty.clear();
    return records;
  }

  clear(): void {
    this.#charts.clear();
    this.#seen.clear();
    this.#dirty.clear();
    this.#cells = 0;
  }

  /** Forgets what this person and nobody in particular do; absent, all of it. */
  forget(by: string | undefined): void {
    if (by === undefined) {
      this.clear();
      return;
    }
    for (const [key, chart] of this.#charts) {
      const left = chart.cells.filter(({ speaker }) => !mayForget(by, speaker));
      this.#cells -= chart.cells.length - left.length;
      chart.cells.splice(0, chart.cells.length, ...left);
      if (left.length === 0) this.#charts.delete(key);
    }
    for (const [key, { speaker }] of this.#dirty) if (mayForget(by, speaker)) this.#dirty.delete(key);
  }

  #after(follows: ReadonlyMap<string, number>, count: number, at: Instant): Habit['after'] {
    let best: { event: string; share: number } | undefined;
    for (const [event, times] of follows) {
      const seen = this.#seen.get(event);
      if (seen === undefined || at < seen.lastAt || at - seen.lastAt > limits.habitAfterEventMsMax) continue;
      const share = Math.min(1, times / count);
      // A motion sensor that fires all day precedes everything and explains nothing.
      const age = Math.max(DAY_MS, at - seen.since);
      if (share < (LIFT_MIN * seen.covered) / age) continue;
      if (best === undefined || share > best.share) best = { event, share };
    }
    return best;
  }

  #add(deed: Deed, where: Place): void {
    const cell = this.#cell(deed.entity, deed.service, where);
    cell.grown += deed.weight * growth(deed.at);
    cell.lastAt = Math.max(cell.lastAt, deed.at);
    this.#mark(deed.entity, deed.service, cell);
  }

  #cell(entity: EntityId, service: string, where: Place): Cell {
    const key = keyOf(entity, service);
    let chart = this.#charts.get(key);
    if (chart === undefined) {
      chart = { entity, service, cells: [] };
      this.#charts.set(key, chart);
    }
    const known = chart.cells.find(
      (cell) =>
        cell.quarter === where.quarter &&
        cell.day === where.day &&
        cell.speaker === where.speaker &&
        cell.after === where.after,
    );
    if (known) return known;
    const { speaker, day, quarter, after } = where;
    const cell: Cell = { speaker, day, quarter, after, grown: 0, lastAt: 0 };
    chart.cells.push(cell);
    this.#cells++;
    return cell;
  }

  #mark(entity: EntityId, service: string, cell: Cell): void {
    const { speaker, day, quarter, after, lastAt } = cell;
    const count = cell.grown / growth(lastAt);
    const row = { entity, service, speaker, day, quarter, after, count, lastAt };
    this.#dirty.set(JSON.stringify([entity, service, speaker, day, quarter, after]), row);
  }

  /** Drops the weakest eighth at once, so that the search for them is rare. */
  #evict(): void {
    const strengths: number[] = [];
    for (const { cells } of this.#charts.values()) for (const cell of cells) strengths.push(cell.grown);
    strengths.sort((a, b) => a - b);
    const excess = this.#cells - Math.floor(limits.habitsMax * 0.875);
    const weakest = strengths[excess - 1] ?? 0;
    let left = excess;
    for (const [key, chart] of this.#charts) {
      for (let i = chart.cells.length - 1; i >= 0 && left > 0; i--) {
        const cell = chart.cells[i] as Cell;
        if (cell.grown > weakest) continue;
        chart.cells.splice(i, 1);
        this.#mark(chart.entity, chart.service, { ...cell, grown: 0 });
        this.#cells--;
        left--;
      }
      if (chart.cells.length === 0) this.#charts.delete(key);
    }
  }
}

function keyOf(entity: EntityId, service: string): string {
  return `${entity} ${service}`;
}

function growth(at: Instant): number {
  return 2 ** ((at - EPOCH_MS) / limits.habitHalfLifeMs);
}

/**
 * The share near this hour, per day of its kind, so that five weekdays do not drown two days of weekend. A habit of
 * weekdays holds on a weekend too, but for less.
 */
function shareOf(
  near: { weekday: number; weekend: number },
  total: { weekday: number; weekend: number },
  day: 'weekday' | 'weekend',
): number {
  const other = day === 'weekday' ? 'weekend' : 'weekday';
  const rates = total[day] / DAYS[day] + total[other] / DAYS[other];
  const here = (SAME_DAY_WEIGHT * near[day]) / DAYS[day] + ((2 - SAME_DAY_WEIGHT) * near[other]) / DAYS[other];
  return rates === 0 ? 0 : Math.min(1, here / rates);
}

function localTime(timezone: string): LocalTime {
  try {
    return new LocalTime(timezone);
  } catch {
    // A zone that this build of Intl lacks: the hours are off, the counts are not.
    return new LocalTime('UTC');
  }
}

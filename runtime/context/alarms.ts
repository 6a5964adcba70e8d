import type { Plan } from '../domain/context.ts';
import type { Slots } from '../domain/decision.ts';
import type { Instant } from '../domain/time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import type { LocalTime } from './localTime.ts';

const ALARMS_MAX = 64;

interface Alarm {
  readonly event: string;
  readonly name: string;
  readonly time: string;
  readonly repeat: string;
  due: Instant;
}

/**
 * When alarms and timers that were set by voice go off, so that what is asked for then can be seen to follow them.
 *
 * The handler rings; this only knows the hour. After a restart it knows those of the restored turns.
 */
export class Alarms {
  #alarms: Alarm[] = [];
  /** Infinity where none is set: the common case costs one comparison. */
  #next = Number.POSITIVE_INFINITY;

  note(plan: Plan, at: Instant, local: LocalTime): void {
    switch (plan.intent) {
      case 'HearthSetAlarm':
        this.#set('alarm', plan.slots, alarmDue(plan.slots, at, local));
        break;
      case 'HassStartTimer':
        this.#set('timer', plan.slots, at + timerLength(plan.slots));
        break;
      case 'HearthCancelAlarm':
        this.#cancel('alarm', plan.slots);
        break;
      case 'HassCancelTimer':
        this.#cancel('timer', plan.slots);
        break;
      case 'HassCancelAllTimers':
        this.#cancel('timer', {});
        break;
      default:
        return;
    }
    this.#arm();
  }

  /** The events that came due at or before `at`, in order: "alarm: done". */
  due(at: Instant, local: LocalTime): readonly { readonly event: string; readonly at: Instant }[] {
    if (at < this.#next) return [];
    const due = this.#alarms.filter((alarm) => alarm.due <= at).sort((a, b) => a.due - b.due);
    const events = due.map((alarm) => ({ event: alarm.event, at: alarm.due }));
    for (const alarm of due) alarm.due = alarm.repeat === '' ? Number.NaN : nextDay(alarm, at, local);
    this.#alarms = this.#alarms.filter((alarm) => !Number.isNaN(alarm.due));
    this.#arm();
    return events;
  }

  clear(): void {
    this.#alarms = [];
    this.#arm();
  }

  #set(kind: 'alarm' | 'timer', slots: Slots, due: Instant): void {
    if (!Number.isFinite(due)) return;
    const { name = '', time = '', repeat = '' } = slots;
    const alarm = { event: `${kind}: done`, name: String(name), time: String(time), repeat: String(repeat), due };
    this.#alarms.push(alarm);
    if (this.#alarms.length > ALARMS_MAX) this.#alarms.shift();
  }

  #cancel(kind: 'alarm' | 'timer', slots: Slots): void {
    const { name, time } = slots;
    this.#alarms = this.#alarms.filter(
      (alarm) =>
        alarm.event !== `${kind}: done` ||
        (name !== undefined && alarm.name !== name) ||
        (time !== undefined && alarm.time !== time),
    );
  }

  #arm(): void {
    this.#next = this.#alarms.reduce((least, alarm) => Math.min(least, alarm.due), Number.POSITIVE_INFINITY);
  }
}

function alarmDue(slots: Slots, at: Instant, local: LocalTime): Instant {
  const minute = minuteOf(String(slots.time ?? ''));
  if (Number.isNaN(minute)) return Number.NaN;
  const day = /^\d{4}-\d\d-\d\d$/.test(String(slots.date ?? '')) ? Date.parse(`${slots.date}T00:00Z`) : Number.NaN;
  if (Number.isNaN(day)) return local.next(at, minute);
  return local.next(day - local.offsetAt(day) - 1, minute);
}

/** Repeats are as people say them: "weekdays", "every saturday", "daily". */
function nextDay(alarm: Alarm, at: Instant, local: LocalTime): Instant {
  const minute = minuteOf(alarm.time);
  if (Number.isNaN(minute)) return Number.NaN;
  const repeat = alarm.repeat.toLowerCase();
  let due = local.next(at, minute);
  for (let day = 0; day < 7; day++) {
    const kind = local.quarterOf(due).day;
    const weekday = WEEKDAYS[new Date(due + local.offsetAt(due)).getUTCDay()] as string;
    const named = WEEKDAYS.some((name) => repeat.includes(name));
    if (named ? repeat.includes(weekday) : !/weekday|weekend/.test(repeat) || repeat.includes(kind)) return due;
    due = local.next(due + DAY_MS / 2, minute);
  }
  return due;
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function minuteOf(time: string): number {
  const [, hour, minute] = /^(\d\d?):(\d\d)$/.exec(time) ?? [];
  return Number(hour) * 60 + Number(minute);
}

function timerLength(slots: Slots): number {
  const of = (name: string) => (typeof slots[name] === 'number' ? slots[name] : 0);
  return of('hours') * HOUR_MS + of('minutes') * MINUTE_MS + of('seconds') * SECOND_MS || Number.NaN;
}

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../runtime/domain/time.ts';
import { hashText, type Random, seeded } from '../data/random.ts';
import { CHATTER } from './chatter.ts';
import type { Episode, HubDriver } from './episode.ts';
import { moveIn, type SampledHousehold } from './household.ts';
import { asksRightly, isAsWished } from './judge.ts';
import { type Draft, Life } from './life.ts';
import { afterwards, canBeSaid } from './misleading.ts';
import { type Habit, type Person, roomOf, weighted } from './people.ts';
import { Pursuit, type Trust } from './resident.ts';
import { isTeaching, pursueAndHeed, teachOwn } from './teaching.ts';
import { phrasesOf } from './tongue.ts';
import type { Wish } from './wishes.ts';

/** A Monday, in winter time: local time is UTC. */
const START = Date.parse('2026-01-05T00:00:00Z');

export interface SimulateOptions {
  readonly days: number;
  /** The household file's `learning.enabled`; default true. */
  readonly learning?: boolean;
}

interface Planned {
  readonly at: number;
  readonly key: string;
  readonly person: Person;
  /** Undefined: talk that the hub was not meant to hear. */
  readonly habit?: Habit;
}

/** Lets people live with a hub for some days. What they plan to want depends on the seed alone, what they then do on the hub. */
export async function simulateHousehold(
  household: SampledHousehold,
  options: SimulateOptions,
  driver: HubDriver,
): Promise<Episode> {
  const life = new Life(household, driver, START);
  const trust: Trust = new Map();
  for (const event of moveIn(household, life.iso, options.learning !== false)) await life.send(event);
  for (let day = 0; day < options.days; day++) {
    await liveDay(life, day, trust);
  }
  life.waitUntil(START + options.days * DAY_MS + MINUTE_MS);
  await life.tick();
  const turns = await life.end();
  const { id, part, seed } = household;
  return { household: id, part, seed, days: options.days, events: life.events, turns: turns.map(settled) };
}

/** A turn is a defect where the wish could have been served and was not, or where what nobody wanted was done. */
function settled(turn: Episode['turns'][number]): Episode['turns'][number] {
  const { truth } = turn;
  const recovered = truth.recovered || asksRightly(truth.wanted, truth.intent, turn.decision);
  return { ...turn, truth: { ...truth, recovered, defect: !truth.reached && !recovered } };
}

async function liveDay(life: Life, day: number, trust: Trust): Promise<void> {
  const { seed, part } = life.household;
  const start = START + day * DAY_MS;
  const planned = planDay(life.household, day, start);
  const hours = Array.from({ length: 24 }, (_, hour) => start + hour * HOUR_MS + 20 * MINUTE_MS);
  for (const { at, key, person, habit } of planned) {
    while (hours[0] !== undefined && hours[0] < at) {
      life.waitUntil(hours.shift() as number);
      await life.tick();
    }
    const random = seeded(hashText(`${part} ${seed} ${key}`));
    if (habit === undefined) await overhear(life, at, person, random, key);
    else if (habit.wish.key === 'alarm') await ring(life, at);
    else await pursue(life, { at, key, person, habit }, trust, random);
    life.wait(35 * SECOND_MS);
    await life.tick();
    life.wait(35 * SECOND_MS);
    await life.tick();
  }
  for (const at of hours) {
    life.waitUntil(at);
    await life.tick();
  }
}

function planDay(household: SampledHousehold, day: number, start: number): Planned[] {
  const { people, seed, part } = household;
  const random = seeded(hashText(`plan ${part} ${seed} ${day}`));
  const isWeekend = day % 7 >= 5;
  const planned: Planned[] = [];
  const count = Math.max(4, Math.round(household.turnsPerDay * (isWeekend ? 0.95 : 0.75) + 3 * (random.next() - 0.5)));
  for (let i = 0; i < count; i++) {
    const person = people[weighted(people, (one) => (one.isChild ? 0.3 : 1), random)] as Person;
    const habit = person.habits[weighted(person.habits, (one) => one.weight, random)] as Habit;
    planned.push({ at: start + timeOf(habit.wish, random), key: `${day} ${i}`, person, habit });
  }
  const talks = random.below(3);
  for (let i = 0; i < talks; i++) {
    const at = start + (8 + 14 * random.next()) * HOUR_MS;
    planned.push({ at, key: `${day} talk ${i}`, person: people[0] as Person });
  }
  const first = people[0] as Person;
  const coffee = first.habits.find((one) => one.wish.kind === 'coffee');
  if (coffee !== undefined && !isWeekend) {
    const at = start + 6.75 * HOUR_MS;
    const alarm = { ...coffee, wish: { ...coffee.wish, key: 'alarm' } };
    planned.push({ at, key: `${day} alarm`, person: first, habit: alarm });
    if (random.chance(0.8))
      planned.push({
        at: at + (4 + 12 * random.next()) * MINUTE_MS,
        key: `${day} coffee`,
        person: first,
        habit: coffee,
      });
  }
  return planned.sort((a, b) => a.at - b.at);
}

/** When on a day somebody wants this, in milliseconds from midnight. */
function timeOf(wish: Wish, random: Random): number {
  const between = (from: number, to: number): number => (from + (to - from) * random.next()) * HOUR_MS;
  switch (wish.kind) {
    case 'coffee':
      return random.chance(0.7) ? between(6.8, 9) : between(13, 16);
    case 'houseOff':
      return between(21.8, 23.6);
    case 'lock':
    case 'isLocked':
      return random.chance(0.4) ? between(7.5, 9) : between(21, 23.5);
    case 'roomOn':
    case 'dim':
      return random.chance(0.3) ? between(6.6, 8) : between(16.5, 22);
    case 'open':
      return between(6.8, 9.5);
    case 'close':
      return between(17, 21.5);
    case 'weather':
      return between(6.8, 10);
    case 'vacuum':
      return between(9, 17);
    default:
      return random.chance(0.35) ? between(6.8, 12) : between(12, 23);
  }
}

async function ring(life: Life, at: number): Promise<void> {
  life.waitUntil(at);
  await life.byHand('binary_sensor.alarm_clock', { state: 'on', attributes: {} });
  life.wait(2 * MINUTE_MS);
  await life.byHand('binary_sensor.alarm_clock', { state: 'off', attributes: {} });
}

async function pursue(
  life: Life,
  { at, key, person, habit }: Planned & { habit: Habit },
  trust: Trust,
  random: Random,
): Promise<void> {
  if (!(await makeSense(life, habit.wish, at))) return;
  life.waitUntil(at);
  const satellite = placeOf(life, habit, random);
  const goalOf = (one: Person, what: Habit, where: string | undefined, suffix: string): Promise<Draft | undefined> =>
    pursueAndHeed(new Pursuit(life, one, what, where, `${key} ${suffix}`, random, trust), life, one, where, random);
  const cutIn = async (): Promise<void> => {
    const other = life.household.people.find((one) => one !== person);
    const theirs = other?.habits[random.below(other.habits.length)];
    if (other !== undefined && theirs !== undefined && !isDone(life, theirs.wish) && canBeSaid(life, theirs, satellite))
      await goalOf(other, theirs, satellite, 'cut in');
  };
  const pursuit = new Pursuit(life, person, habit, satellite, key, random, trust, cutIn);
  const from = life.drafts.length;
  const done = await pursueAndHeed(pursuit, life, person, satellite, random);
  const isAsked = life.drafts.slice(from).some(({ decision }) => isTeaching(decision));
  if (!isAsked && done !== undefined && life.drafts.length > from + 1)
    await teachOwn(life, person, habit, satellite, pursuit.goal, done, random);
  if (done?.truth.reached === true)
    await afterwards({
      life,
      person,
      habit,
      satellite,
      done,
      random,
      trust,
      key,
      isDone: (wish) => isDone(life, wish),
    });
}

/** The home is as it must be for the wish to make sense: otherwise somebody saw to it by hand, a while ago. */
async function makeSense(life: Life, wish: Wish, at: number): Promise<boolean> {
  const missing = Object.entries(wish.needs).filter(([id, state]) => life.world.state(id).state !== state.state);
  const isDim = wish.kind === 'dim' || wish.kind === 'warm';
  if (missing.length === 0 && !isDim) return true;
  if (at - life.now < 4 * MINUTE_MS) return !isDone(life, wish);
  life.waitUntil(at - 3 * MINUTE_MS);
  for (const [id, state] of Object.entries(wish.needs)) await life.byHand(id, state);
  return true;
}

/** Whether there is nothing left to wish for. */
export function isDone(life: Life, wish: Wish): boolean {
  const { wanted } = wish;
  if (wanted.kind === 'states')
    return Object.entries(wanted.states).every(([id, state]) => isAsWished(life.world.state(id), state));
  return Object.entries(wish.needs).some(([id, state]) => life.world.state(id).state !== state.state);
}

function placeOf(life: Life, habit: Habit, random: Random): string | undefined {
  const { satellites } = life.household.home;
  const { wish } = habit;
  const area = wish.area ?? wish.thing?.area;
  const there = satellites.find((one) => one.area === area);
  if (there !== undefined && (roomOf(habit) !== undefined || random.chance(0.7))) return there.id;
  return random.pick(satellites).id;
}

/** The television, or people among themselves: mostly the wake word is hardly believed, sometimes it is. */
async function overhear(life: Life, at: number, person: Person, random: Random, key: string): Promise<void> {
  life.waitUntil(at);
  const { satellites } = life.household.home;
  const sure = random.chance(0.25);
  const wakeConfidence = Math.round(100 * (sure ? 0.7 + 0.28 * random.next() : 0.2 + 0.45 * random.next())) / 100;
  const marked = random.pick(phrasesOf(CHATTER, life.household));
  const said = await life.speak(
    {
      person: { ...person, name: 'nobody', temper: { ...person.temper, polite: 0 } },
      satellite: random.pick(satellites).id,
      marked,
      wording: 'chatter',
      isOdd: false,
      goal: {
        id: key,
        wanted: { kind: 'nothing' },
        intent: 'Ignore',
        domain: 'none',
        plain: marked,
        restore: new Map(),
      },
      attempt: 0,
      addressed: false,
      wakeConfidence,
    },
    random,
  );
  await startled(life, said, random);
}

/** What people do when the hub does something nobody asked for. */
async function startled(life: Life, said: Draft, random: Random): Promise<void> {
  if (said.truth.reached) return;
  if (said.decision.say !== '' && random.chance(0.3)) {
    life.wait(1.5 * SECOND_MS);
    await life.send({ type: 'bargeIn', at: life.iso, of: said.truth.of });
  }
  for (const [entity, state] of said.changed) {
    if (!random.chance(0.7)) continue;
    life.wait((4 + 20 * random.next()) * SECOND_MS);
    await life.byHand(entity, state);
  }
}

import { SECOND_MS } from '../../runtime/domain/time.ts';
import type { Random } from '../data/random.ts';
import type { TrueRelation } from './episode.ts';
import type { Draft, Goal, Life } from './life.ts';
import { type Habit, type Person, roomOf } from './people.ts';
import { Pursuit, type Trust } from './resident.ts';
import { pursueAndHeed } from './teaching.ts';
import { spokenThing, type Wish } from './wishes.ts';

interface Scene {
  readonly life: Life;
  readonly person: Person;
  readonly habit: Habit;
  readonly satellite: string | undefined;
  readonly done: Draft;
  readonly random: Random;
  readonly trust: Trust;
  readonly key: string;
  readonly isDone: (wish: Wish) => boolean;
}

/** What may follow a success that looks like a complaint and is none. */
export async function afterwards(scene: Scene): Promise<void> {
  const { random, life, person, done } = scene;
  const kind = random.next();
  if (kind < 0.025) return changeOfMind(scene);
  if (kind < 0.04) return childRepeats(scene);
  if (kind < 0.1) return followUp(scene);
  if (kind < 0.15) return somethingElse(scene, person);
  if (kind < 0.19) return inOneGo(scene);
  if (kind < 0.22) {
    const other = life.household.people.find((one) => one !== person);
    return other === undefined ? undefined : somethingElse(scene, other);
  }
  if (kind < 0.23) return slip(scene);
  if (kind < 0.24 && done.decision.say !== '') {
    life.wait(1.2 * SECOND_MS);
    await life.send({ type: 'bargeIn', at: life.iso, of: done.truth.of });
  } else if (kind < 0.24 + 0.2 * person.temper.rates) {
    life.wait(3 * SECOND_MS);
    await life.send({ type: 'feedback', at: life.iso, of: done.truth.of, value: 'positive' });
  }
}

/** Nothing was wrong; it is just wanted otherwise now. */
async function changeOfMind({ life, person, habit, satellite, done, random, key }: Scene): Promise<void> {
  const { wanted, thing, kind } = habit.wish;
  if (wanted.kind !== 'states' || thing === undefined || (kind !== 'on' && kind !== 'off')) return;
  const was = done.changed.get(thing.id);
  if (was === undefined) return;
  life.wait((8 + 40 * random.next()) * SECOND_MS);
  if (random.chance(0.5)) return life.byHand(thing.id, was);
  const opposite = kind === 'on' ? 'off' : 'on';
  const marked = `turn ${opposite} ${spokenThing(thing.name)}`;
  await life.speak(
    {
      person,
      satellite,
      marked,
      wording: 'changeOfMind',
      isOdd: false,
      goal: {
        id: `${key} changed`,
        wanted: { kind: 'states', states: { [thing.id]: { state: opposite } } },
        intent: opposite === 'on' ? 'HassTurnOn' : 'HassTurnOff',
        domain: thing.domain,
        plain: marked,
        restore: new Map(),
      },
      attempt: 0,
      relation: { to: done.truth.of, kind: 'reversal' },
    },
    random,
  );
}

/** For fun: the same words again, in another voice. */
async function childRepeats({ life, satellite, done, random, key, habit }: Scene): Promise<void> {
  const child = life.household.people.find((one) => one.isChild);
  if (child === undefined || habit.wish.wanted.kind !== 'states') return;
  const times = 1 + random.below(2);
  for (let i = 0; i < times; i++) {
    life.wait((4 + 8 * random.next()) * SECOND_MS);
    await life.speak(
      {
        ...done.spoken,
        person: child,
        satellite,
        wording: 'childRepeats',
        goal: { ...done.spoken.goal, id: `${key} child ${i}`, restore: new Map() },
        attempt: 0,
        relation: { to: done.truth.of, kind: 'otherPerson' },
      },
      random,
    );
  }
}

/** "and the kitchen light", "turn on the floor lamp too": it resembles a rephrase. */
async function followUp({ life, person, habit, satellite, done, random, key }: Scene): Promise<void> {
  const { thing, kind } = habit.wish;
  if (thing === undefined || (kind !== 'on' && kind !== 'off')) return;
  const others = life.household.home.things.filter(
    (other) => other.domain === thing.domain && other.id !== thing.id && life.world.state(other.id).state !== kind,
  );
  if (others.length === 0) return;
  const other = random.pick(others);
  life.wait((3 + 12 * random.next()) * SECOND_MS);
  const name = spokenThing(other.name);
  const marked = random.pick([`and ${name}`, `turn ${kind} ${name} too`, `and ${name} too`, `now ${name}`]);
  const intent = kind === 'on' ? 'HassTurnOn' : 'HassTurnOff';
  const goal: Goal = {
    id: `${key} follow`,
    wanted: { kind: 'states', states: { [other.id]: { state: kind } } },
    intent,
    domain: other.domain,
    plain: `turn ${kind} ${name}`,
    restore: new Map(),
  };
  const isBare = !marked.startsWith('turn');
  await life.speak(
    {
      person,
      satellite,
      marked,
      wording: 'followUp',
      isOdd: false,
      goal,
      intent: isBare ? 'Continue' : intent,
      attempt: 0,
      relation: { to: done.truth.of, kind: 'followUp' },
    },
    random,
  );
}

/** The next thing on somebody's mind, soon after. */
async function somethingElse({ life, satellite, random, trust, key, isDone }: Scene, person: Person): Promise<void> {
  const habit = random.pick(person.habits);
  if (isDone(habit.wish) || habit.wish.kind === 'elsewhere') return;
  life.wait((6 + 30 * random.next()) * SECOND_MS);
  const room = roomOf(habit);
  const there = life.household.home.satellites.find((one) => one.area === room);
  const place = there?.id ?? satellite;
  const pursuit = new Pursuit(life, person, habit, place, `${key} next`, random, trust);
  await pursueAndHeed(pursuit, life, person, place, random);
}

/** On the way out or to bed: one order after the other, each a few seconds after the last was obeyed. */
async function inOneGo({ life, person, satellite, random, trust, key, isDone }: Scene): Promise<void> {
  const count = 1 + random.below(3);
  for (let i = 0; i < count; i++) {
    const open = person.habits.filter(
      (one) => one.wish.wanted.kind === 'states' && !isDone(one.wish) && canBeSaid(life, one, satellite),
    );
    if (open.length === 0) return;
    life.wait((2 + 6 * random.next()) * SECOND_MS);
    const habit = random.pick(open);
    const pursuit = new Pursuit(life, person, habit, satellite, `${key} and ${i}`, random, trust);
    await pursueAndHeed(pursuit, life, person, satellite, random);
  }
}

/** Whether the words make sense where they are said: "the lamp" in the hall is not the one in the study. */
export function canBeSaid(life: Life, habit: Habit, satellite: string | undefined): boolean {
  const room = roomOf(habit);
  return room === undefined || life.household.home.satellites.some((one) => one.id === satellite && one.area === room);
}

/** Somebody names the wrong thing and says so: the hub did as it was told. */
async function slip({ life, person, habit, satellite, random, key }: Scene): Promise<void> {
  const { thing } = habit.wish;
  if (thing?.domain !== 'light') return;
  const lights = life.household.home.things.filter(
    (one) => one.domain === 'light' && life.world.state(one.id).state !== 'on',
  );
  const [wrong, right] = [lights[0], lights[1]];
  if (wrong === undefined || right === undefined) return;
  const goalOf = (id: string, suffix: string, restore: Map<string, string>): Goal => ({
    id: `${key} ${suffix}`,
    wanted: { kind: 'states', states: { [id]: { state: 'on' } } },
    intent: 'HassTurnOn',
    domain: 'light',
    plain: `turn on ${spokenThing((id === wrong.id ? wrong : right).name)}`,
    restore,
  });
  life.wait(20 * SECOND_MS);
  const first = goalOf(wrong.id, 'slip', new Map());
  const base = { person, satellite, isOdd: false, attempt: 0 } as const;
  const said = await life.speak({ ...base, marked: first.plain, wording: 'slip', goal: first }, random);
  if (!said.truth.reached) return;
  life.wait((2 + 4 * random.next()) * SECOND_MS);
  const relation: TrueRelation = { to: said.truth.of, kind: 'slotCorrection' };
  const marked = `no i meant ${spokenThing(right.name)}`;
  const goal = goalOf(right.id, 'slip corrected', new Map([[wrong.id, 'off']]));
  await life.speak({ ...base, marked, wording: 'correction', goal, intent: 'HearthCorrect', relation }, random);
}

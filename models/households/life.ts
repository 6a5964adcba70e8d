import type { IntentLabel, TargetDomain } from '../../runtime/domain/intent.ts';
import { DAY_MS, SECOND_MS } from '../../runtime/domain/time.ts';
import { hashText, type Random, seeded } from '../data/random.ts';
import type {
  DecisionLine,
  EpisodeTurn,
  EventLine,
  HubDriver,
  OutputLine,
  TrueRelation,
  Truth,
  VerdictLine,
  Wanted,
} from './episode.ts';
import type { SampledHousehold } from './household.ts';
import { isReached, World } from './judge.ts';
import { labelled, spoken } from './marked.ts';
import type { Person } from './people.ts';
import { atFirst, type Reported, report } from './things.ts';

/** How often a flaky device does nothing. */
const FLAKY = 0.25;
/** Turns further apart have nothing to do with each other. */
const RELATED_MS = 120 * SECOND_MS;

/** What somebody is after: shared by the tries at it. */
export interface Goal {
  readonly id: string;
  readonly wanted: Wanted;
  readonly intent: IntentLabel;
  readonly domain: TargetDomain;
  /** In plain, full words, marked. */
  readonly plain: string;
  /** States that wrong turns of this goal took from things. */
  readonly restore: Map<string, string>;
}
export interface Spoken {
  readonly person: Person;
  readonly satellite: string | undefined;
  readonly marked: string;
  readonly wording: string;
  readonly isOdd: boolean;
  readonly goal: Goal;
  /** Where it differs from the goal's: a "no", an undo. */
  readonly wanted?: Wanted;
  readonly intent?: IntentLabel;
  readonly relation?: TrueRelation | null;
  readonly attempt: number;
  readonly addressed?: boolean;
  readonly wakeConfidence?: number;
}
export interface Draft {
  readonly event: EventLine;
  readonly decision: DecisionLine;
  truth: Truth;
  readonly at: number;
  readonly person: Person;
  readonly spoken: Spoken;
  /** Which things changed, and from what. */
  readonly changed: ReadonlyMap<string, Reported>;
}

/** A household under way: its clock, its real home, and all that was said. */
export class Life {
  readonly household: SampledHousehold;
  readonly world: World;
  readonly events: EventLine[] = [];
  readonly drafts: Draft[] = [];
  readonly #driver: HubDriver;
  readonly #verdicts = new Map<string, VerdictLine>();
  #now: number;
  #said = 0;
  readonly #start: number;

  constructor(household: SampledHousehold, driver: HubDriver, start: number) {
    this.household = household;
    this.#driver = driver;
    this.#now = start;
    this.#start = start;
    this.world = new World(household.home.things);
    for (const thing of household.home.things) this.world.put(thing.id, atFirst(thing));
  }

  get now(): number {
    return this.#now;
  }
  get iso(): string {
    return new Date(this.#now).toISOString();
  }

  /** Time passes; nothing is sent. Never goes back. */
  wait(ms: number): void {
    this.#now += Math.max(0, Math.round(ms));
  }
  waitUntil(at: number): void {
    this.#now = Math.max(this.#now, Math.round(at));
  }

  async send(event: EventLine): Promise<readonly OutputLine[]> {
    this.events.push(event);
    const lines = await this.#driver.send(event);
    this.#note(lines);
    return lines;
  }

  tick(): Promise<unknown> {
    return this.send({ type: 'tick', at: this.iso });
  }

  /** Somebody's hand, or a device by itself. */
  async byHand(id: string, state: Reported): Promise<void> {
    const thing = this.world.things.get(id);
    if (thing === undefined) return;
    this.world.put(id, state);
    for (const message of report(thing, state))
      await this.send({ type: 'mqtt', at: this.iso, ...message, retain: true });
  }

  /** One utterance as the recogniser hears it, with what became of it. */
  async speak(said: Spoken, random: Random): Promise<Draft> {
    const { person, goal } = said;
    const { household } = this;
    const id = `u${++this.#said}`;
    const text = politely(spoken(said.marked), person, said.attempt, random);
    const isVoice = said.addressed !== false;
    const knows = isVoice && household.knowsVoices && random.chance(0.92);
    const where = household.home.satellites.find((one) => one.id === said.satellite);
    const event: EventLine = {
      type: 'utterance',
      at: this.iso,
      id,
      hypotheses: household.recogniser.listen(text, person.voice, random),
      ...(where !== undefined && { satellite: where.id, area: where.area }),
      ...(knows && { speaker: person.name }),
      wakeConfidence: said.wakeConfidence ?? wakeOf(random),
    };
    const wanted = said.wanted ?? goal.wanted;
    const faulty = this.#faulty(id);
    const before = this.world.snapshot();
    const restore = Object.fromEntries(goal.restore);
    const relation = said.relation === undefined ? this.#relationOf(person) : said.relation;
    const lines = await this.send(event);
    const decision = lines.find((line) => line.type === 'decision' && (line as DecisionLine).id === id) as DecisionLine;
    const reached = isReached({ wanted, decision, before, restore, things: this.world.things, faulty });
    const changed = await this.#takeEffect(decision, faulty);
    const marks = said.isOdd ? null : labelled(said.marked, said.intent ?? goal.intent, goal.domain);
    const truth: Truth = {
      type: 'truth',
      of: id,
      person: person.name,
      addressed: isVoice,
      said: text,
      labelled: marks,
      plain: goal.plain,
      goal: goal.id,
      wanted,
      intent: goal.intent,
      domain: goal.domain,
      faulty: [...faulty],
      before,
      restore,
      relation,
      reached,
      recovered: false,
      defect: !reached,
      wording: said.wording,
      attempt: said.attempt,
    };
    const draft: Draft = { event, decision, truth, at: this.#now, person, spoken: said, changed };
    for (const [entity, state] of changed) {
      if (!reached && !goal.restore.has(entity)) goal.restore.set(entity, state.state);
    }
    this.drafts.push(draft);
    return draft;
  }

  async end(): Promise<readonly EpisodeTurn[]> {
    this.#note(await this.#driver.end());
    return this.drafts.map(({ event, decision, truth }) => {
      const verdict = this.#verdicts.get(truth.of);
      return { event, decision, truth, ...(verdict !== undefined && { verdict }) };
    });
  }

  /** Devices that do nothing just now; the same whatever else happens. */
  #faulty(id: string): ReadonlySet<string> {
    const { home, seed, part } = this.household;
    const random = seeded(hashText(`faults ${part} ${seed} ${id} ${Math.floor(this.#now / 60_000)}`));
    const day = Math.floor((this.#now - this.#start) / DAY_MS);
    const faulty = [...home.flaky].filter(() => random.chance(FLAKY));
    // Batteries are empty for some days, then somebody changes them.
    for (const entity of home.dead) {
      const from = hashText(`dead ${entity} ${seed}`) % 45;
      if ((day >= from && day < from + 4) || (day >= (from + 30) % 60 && day < ((from + 30) % 60) + 3))
        faulty.push(entity);
    }
    return new Set(faulty);
  }

  async #takeEffect(decision: DecisionLine, faulty: ReadonlySet<string>): Promise<Map<string, Reported>> {
    const changed = new Map<string, Reported>();
    const { flaky, dead } = this.household.home;
    for (const [entity, state] of this.world.effects(decision, faulty)) {
      const was = this.world.state(entity);
      if (was.state !== state.state || JSON.stringify(was.attributes) !== JSON.stringify(state.attributes))
        changed.set(entity, was);
      this.world.put(entity, state);
      // The replay's own devices answer for themselves; these are ours.
      if (!flaky.has(entity) && !dead.has(entity)) continue;
      this.wait(250);
      await this.byHand(entity, state);
    }
    return changed;
  }

  #relationOf(person: Person): TrueRelation | null {
    const last = this.drafts.at(-1);
    if (last === undefined || this.#now - last.at > RELATED_MS) return null;
    return { to: last.truth.of, kind: last.person === person ? 'newRequest' : 'otherPerson' };
  }

  #note(lines: readonly OutputLine[]): void {
    for (const line of lines)
      if (line.type === 'verdict') this.#verdicts.set((line as VerdictLine).of, line as VerdictLine);
  }
}

function politely(text: string, person: Person, attempt: number, random: Random): string {
  if (!random.chance(person.temper.polite) || attempt > 1 || text.split(' ').length < 3) return text;
  return random.chance(0.5) ? `${text} please` : `please ${text}`;
}

/** Who speaks to a hub is mostly heard as such. */
function wakeOf(random: Random): number {
  const value = random.chance(0.05) ? 0.5 + 0.25 * random.next() : 0.78 + 0.22 * random.next();
  return Math.round(value * 100) / 100;
}

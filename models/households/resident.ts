import { SECOND_MS } from '../../runtime/domain/time.ts';
import type { Random } from '../data/random.ts';
import type { DecisionLine, TrueRelation } from './episode.ts';
import { isWanted } from './judge.ts';
import type { Draft, Goal, Life } from './life.ts';
import { spoken } from './marked.ts';
import { filled, type Habit, type Person, type Saying } from './people.ts';
import { nounOf, spokenThing, type Wish, wordingsOf } from './wishes.ts';

/** How far a way of saying something is still believed in: by habit, as it fared. */
export type Trust = Map<Habit, number>;

/** One goal from the first word to success or giving up. */
export class Pursuit {
  readonly #life: Life;
  readonly #person: Person;
  readonly #habit: Habit;
  readonly #satellite: string | undefined;
  readonly #random: Random;
  readonly #trust: Trust;
  readonly goal: Goal;
  /** Somebody else may cut in once. */
  #cutIn: (() => Promise<void>) | undefined;

  constructor(
    life: Life,
    person: Person,
    habit: Habit,
    satellite: string | undefined,
    id: string,
    random: Random,
    trust: Trust,
    cutIn?: () => Promise<void>,
  ) {
    this.#life = life;
    this.#person = person;
    this.#habit = habit;
    this.#satellite = satellite;
    this.#random = random;
    this.#trust = trust;
    this.#cutIn = cutIn;
    const { wish } = habit;
    this.goal = {
      id,
      wanted: wish.wanted,
      intent: wish.intent,
      domain: wish.domain,
      plain: plainly(wish),
      restore: new Map(),
    };
  }

  /** The turn that reached the goal, or undefined where it was given up. */
  async run(): Promise<Draft | undefined> {
    const random = this.#random;
    const trust = this.#trust.get(this.#habit) ?? 1;
    const usual = this.#habit.saying;
    const first = random.chance(0.82 * trust) ? usual : this.#another(usual);
    let draft = await this.#say(first, 0, undefined);
    if (first === usual) this.#trust.set(this.#habit, nextTrust(trust, draft));
    for (let attempt = 1; ; attempt++) {
      draft = await this.#converse(draft);
      if (draft.truth.reached || this.#isDone(draft)) return draft;
      if (attempt > this.#person.patience || this.#shrugs(draft)) break;
      const next = await this.#react(draft, attempt);
      if (next === undefined) break;
      draft = next;
    }
    await this.#giveUp(draft);
    return undefined;
  }

  #isDone(draft: Draft): boolean {
    return draft.truth.recovered;
  }

  /** What no home does is not asked for again. */
  #shrugs(draft: Draft): boolean {
    const { wanted } = this.goal;
    return wanted.kind === 'elsewhere' && draft.decision.commands.length === 0;
  }

  #say(saying: Saying, attempt: number, relation: TrueRelation | undefined): Promise<Draft> {
    return this.#life.speak(
      {
        person: this.#person,
        satellite: this.#satellite,
        marked: saying.marked,
        wording: saying.style,
        isOdd: saying.isOdd,
        goal: this.goal,
        attempt,
        ...(relation !== undefined && { relation }),
      },
      this.#random,
    );
  }

  /** Answers what the hub asks, for as long as it asks. */
  async #converse(asked: Draft): Promise<Draft> {
    let draft = asked;
    for (let round = 0; round < 3; round++) {
      if (draft.truth.reached) return draft;
      if (draft.decision.outcome !== 'ask' || this.goal.wanted.kind === 'elsewhere') return draft;
      const answer = this.#answerTo(draft.decision);
      if (answer === undefined) return draft;
      this.#life.wait((2 + 3 * this.#random.next()) * SECOND_MS);
      const reply = await this.#life.speak(
        {
          person: this.#person,
          satellite: this.#satellite,
          marked: answer.marked,
          wording: 'talk',
          isOdd: false,
          goal: this.goal,
          attempt: 0,
          intent: answer.intent,
          relation: { to: draft.truth.of, kind: 'answer' },
          ...(answer.isNo && { wanted: { kind: 'talk' } }),
        },
        this.#random,
      );
      if (answer.isNo) {
        draft.truth = { ...draft.truth, defect: true };
        return draft;
      }
      if (reply.truth.reached) {
        draft.truth = { ...draft.truth, recovered: true, defect: false };
        for (const other of this.#askedBefore(draft)) other.truth = { ...other.truth, recovered: true, defect: false };
        return reply;
      }
      draft = reply;
    }
    return draft;
  }

  /** Questions of the same goal that led on to this one. */
  #askedBefore(draft: Draft): Draft[] {
    const found: Draft[] = [];
    for (let at = draft; at.truth.relation?.kind === 'answer'; ) {
      const before = this.#life.drafts.find((other) => other.truth.of === at.truth.relation?.to);
      if (before === undefined) break;
      found.push(before);
      at = before;
    }
    return found;
  }

  #answerTo(
    decision: DecisionLine,
  ): { marked: string; isNo: boolean; intent: 'HearthConfirm' | 'HearthDeny' | 'Continue' } | undefined {
    const random = this.#random;
    if (random.chance(0.07)) return undefined;
    const right = decision.alternatives.filter((option) => this.#isMine(option));
    if (decision.alternatives.length === 1) {
      return right.length === 1
        ? { marked: random.pick(['yes', 'yes please', 'yeah', 'sure']), isNo: false, intent: 'HearthConfirm' }
        : { marked: random.pick(['no', 'no thanks', 'nope']), isNo: true, intent: 'HearthDeny' };
    }
    const [option] = right;
    const target = option?.targets.length === 1 ? this.#life.world.things.get(option.targets[0] ?? '') : undefined;
    if (target !== undefined) return { marked: spokenThing(target.name), isNo: false, intent: 'Continue' };
    const { thing } = this.#habit.wish;
    if (
      decision.alternatives.length === 0 &&
      thing !== undefined &&
      /you mean\?$/.test(decision.say) &&
      random.chance(0.4)
    )
      return { marked: spokenThing(thing.name), isNo: false, intent: 'Continue' };
    if (decision.alternatives.length > 1 && random.chance(0.4))
      return { marked: 'no', isNo: true, intent: 'HearthDeny' };
    return undefined;
  }

  #isMine(option: DecisionLine['alternatives'][number]): boolean {
    return isWanted(this.goal.wanted, this.goal.intent, option);
  }

  /** What somebody does about a failure; undefined: gives up. */
  async #react(failed: Draft, attempt: number): Promise<Draft | undefined> {
    const { temper } = this.#person;
    const random = this.#random;
    const { decision } = failed;
    const of = this.#requestOf(failed).truth.of;
    await this.#complain(failed);
    const wrong = [...failed.changed.keys()].filter((entity) => this.goal.restore.has(entity));
    const isDead = decision.outcome === 'act' && wrong.length === 0 && this.#isRightButDead(failed);
    if (isDead && failed.truth.relation?.kind !== 'answer') {
      if (random.chance(0.45)) return undefined;
      this.#life.wait((6 + 9 * random.next()) * SECOND_MS);
      return this.#say(sameAgain(failed), attempt, { to: of, kind: 'repetition' });
    }
    if (wrong.length > 0) {
      const corrected = await this.#correct(failed, attempt);
      if (corrected !== undefined) return corrected;
      await this.#takeBack(failed, wrong);
      if (random.chance(0.12)) return undefined;
    }
    if (random.chance(0.1)) return undefined;
    if (this.#cutIn !== undefined && random.chance(0.04)) {
      this.#life.wait((2 + 4 * random.next()) * SECOND_MS);
      await this.#cutIn();
      this.#cutIn = undefined;
    }
    this.#life.wait((3 + 6 * random.next()) * SECOND_MS);
    const isOddFailure = failed.spoken.isOdd || failed.spoken.wording === 'ownName';
    const repeats = wrong.length > 0 ? 0.1 : isOddFailure ? 0.35 * temper.repeats : 0.2 + 0.7 * temper.repeats;
    // A "yes" is not what one says again when it did not help.
    if (attempt <= 2 && failed.truth.relation?.kind !== 'answer' && random.chance(repeats))
      return this.#say(sameAgain(failed), attempt, { to: of, kind: 'repetition' });
    const saying = attempt === 1 && random.chance(0.45) ? this.#another(this.#habit.saying) : this.#explicit();
    const isSame = spoken(saying.marked) === spoken(this.#requestOf(failed).spoken.marked);
    return this.#say(saying, attempt, { to: of, kind: isSame ? 'repetition' : 'rephrase' });
  }

  /** What the dialogue began with: an answer to a question is not what somebody says in other words. */
  #requestOf(failed: Draft): Draft {
    return this.#askedBefore(failed).at(-1) ?? failed;
  }

  /** Cutting the answer short, or pressing the button. */
  async #complain(failed: Draft): Promise<void> {
    const { temper } = this.#person;
    const random = this.#random;
    const long = failed.decision.say.length > 30;
    if (failed.decision.say !== '' && random.chance(temper.interrupts * (long ? 0.8 : 0.25))) {
      this.#life.wait((0.8 + 1.2 * random.next()) * SECOND_MS);
      await this.#life.send({ type: 'bargeIn', at: this.#life.iso, of: failed.truth.of });
    }
    if (random.chance(temper.rates)) {
      this.#life.wait(3 * SECOND_MS);
      await this.#life.send({ type: 'feedback', at: this.#life.iso, of: failed.truth.of, value: 'negative' });
    }
  }

  #isRightButDead(failed: Draft): boolean {
    const { wanted } = this.goal;
    const entities = wanted.kind === 'states' ? Object.keys(wanted.states) : [];
    return failed.decision.targets.length > 0 && failed.decision.targets.every((target) => entities.includes(target));
  }

  /** "no, I meant the floor lamp". */
  async #correct(failed: Draft, attempt: number): Promise<Draft | undefined> {
    const { thing } = this.#habit.wish;
    const random = this.#random;
    if (thing === undefined || failed.decision.intent !== this.goal.intent) return undefined;
    if (!random.chance(this.#person.temper.corrects)) return undefined;
    this.#life.wait((2 + 4 * random.next()) * SECOND_MS);
    const name = spokenThing(thing.name);
    const marked = random.pick([`no i meant ${name}`, `no ${name}`, `no not that one ${name}`, `i said ${name}`]);
    return this.#life.speak(
      {
        person: this.#person,
        satellite: this.#satellite,
        marked,
        wording: 'correction',
        isOdd: false,
        goal: this.goal,
        intent: 'HearthCorrect',
        attempt,
        relation: { to: failed.truth.of, kind: 'slotCorrection' },
      },
      random,
    );
  }

  /** A wrong act is undone by voice or by hand, or left as it is. */
  async #takeBack(failed: Draft, wrong: readonly string[]): Promise<void> {
    const random = this.#random;
    const { temper } = this.#person;
    if (random.chance(temper.undoes)) {
      this.#life.wait((2 + 4 * random.next()) * SECOND_MS);
      const states = Object.fromEntries(
        wrong.map((entity) => [entity, { state: this.goal.restore.get(entity) ?? 'off' }]),
      );
      await this.#life.speak(
        {
          person: this.#person,
          satellite: this.#satellite,
          marked: random.pick(['undo that', 'undo', 'undo that please']),
          wording: 'talk',
          isOdd: false,
          goal: this.goal,
          intent: 'HearthUndo',
          wanted: { kind: 'states', states },
          attempt: 0,
          relation: { to: failed.truth.of, kind: 'reversal' },
        },
        random,
      );
    } else if (random.chance(0.3 + temper.usesHands)) {
      for (const entity of wrong) {
        this.#life.wait((4 + 8 * random.next()) * SECOND_MS);
        const state = this.goal.restore.get(entity);
        if (state !== undefined) await this.#life.byHand(entity, { ...this.#life.world.state(entity), state });
      }
    }
  }

  /** Another way to put it: another verb, mostly the thing's right name. */
  #another(not: Saying): Saying {
    const { wish } = this.#habit;
    const wordings = wordingsOf(wish);
    if (wordings === undefined) return not;
    const isCommon = this.#random.chance(0.25);
    const options = (isCommon ? wordings.common : wordings.plain)
      .map((template) => filled(template, wish))
      .filter((marked) => marked !== not.marked);
    const marked = options.length === 0 ? plainly(wish) : this.#random.pick(options);
    return { marked, style: isCommon ? 'common' : 'plain', isOdd: false };
  }

  /** As plain as can be, with the room where that helps. */
  #explicit(): Saying {
    const { wish } = this.#habit;
    const { thing } = wish;
    const plain = plainly(wish);
    const isPlace = thing !== undefined && !thing.name.includes(thing.area) && nounOf(thing) !== undefined;
    const withPlace = isPlace && this.#random.chance(0.5) && wish.kind !== 'dim' && wish.kind !== 'warm';
    const marked = withPlace ? `${plain} in the [area:${thing.area.toLowerCase()}]` : plain;
    return { marked, style: 'plain', isOdd: false };
  }

  /** Does it by hand where there is a switch, or leaves it. */
  async #giveUp(last: Draft): Promise<void> {
    const { wanted } = this.goal;
    const random = this.#random;
    if (last.decision.outcome === 'ask' && random.chance(0.3)) {
      this.#life.wait(3 * SECOND_MS);
      await this.#life.speak(
        {
          person: this.#person,
          satellite: this.#satellite,
          marked: 'never mind',
          wording: 'talk',
          isOdd: false,
          goal: this.goal,
          intent: 'HassNevermind',
          wanted: { kind: 'talk' },
          attempt: 0,
          relation: { to: last.truth.of, kind: 'answer' },
        },
        random,
      );
    }
    if (wanted.kind !== 'states' || !random.chance(0.3 + this.#person.temper.usesHands)) return;
    this.#life.wait((10 + 60 * random.next()) * SECOND_MS);
    for (const [entity, wish] of Object.entries(wanted.states)) {
      const now = this.#life.world.state(entity);
      if (wish.state !== undefined && now.state !== wish.state)
        await this.#life.byHand(entity, { ...now, state: wish.state });
    }
  }
}

function nextTrust(trust: number, draft: Draft): number {
  return draft.truth.reached ? Math.min(1, trust + 0.15) : Math.max(0.4, trust * 0.88);
}

function sameAgain(failed: Draft): Saying {
  const { marked, wording, isOdd } = failed.spoken;
  return { marked, style: wording as Saying['style'], isOdd };
}

/** The wish in plain, full words; marked. */
export function plainly(wish: Wish): string {
  const wordings = wordingsOf(wish);
  if (wordings === undefined) return wish.text ?? '';
  const full = wish.kind === 'roomOn' || wish.kind === 'roomOff' ? wordings.plain[2] : wordings.plain[0];
  return filled(full ?? '', wish);
}

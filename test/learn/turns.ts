import { HomeContext } from '../../runtime/context/homeContext.ts';
import type { Effect, Plan, Question, RewriteEntry, Turn } from '../../runtime/domain/context.ts';
import type { AppliedRewrite, Evidence, Outcome, Slots, Verdict } from '../../runtime/domain/decision.ts';
import { domainOf, type EntityDefinition, type Order } from '../../runtime/domain/entity.ts';
import type { Household } from '../../runtime/domain/household.ts';
import type { Intent } from '../../runtime/domain/intent.ts';
import { Learner, type LearnOutput } from '../../runtime/learn/learner.ts';
import { applyGeneral, applyRewrite } from '../../runtime/rewrite/apply.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';
import { PLAIN_MODEL } from './plainModel.ts';

export const HOUSEHOLD: Household = {
  locale: 'en-GB',
  timezone: 'Europe/London',
  floors: [],
  areas: ['Kitchen', 'Hall', 'Living Room', 'Bedroom'].map((name) => ({ name, aliases: [] })),
  people: [{ name: 'Anna' }, { name: 'Ben' }],
  satellites: [],
  entities: [],
  handlers: [],
  policy: { confirm: ['lock.unlock', 'cover.garage.open', 'oven.on'] },
  learning: { enabled: true },
  sync: { enabled: false },
};

const ENTITIES: readonly (readonly [string, string, string, string?])[] = [
  ['light.kitchen', 'Kitchen Light', 'Kitchen'],
  ['light.hall', 'Hall Light', 'Hall'],
  ['light.living', 'Living Room Light', 'Living Room'],
  ['light.bedroom_lamp', 'Bedroom Lamp', 'Bedroom'],
  ['light.desk_lamp', 'Desk Lamp', 'Living Room'],
  ['switch.oven', 'Oven', 'Kitchen'],
  ['lock.front', 'Front Door', 'Hall'],
  ['cover.blinds', 'Blinds', 'Living Room', 'blind'],
  ['cover.garage', 'Garage Door', 'Hall', 'garage'],
  ['media_player.tv', 'TV', 'Living Room'],
];

/** What is said and decided in one step of a story; everything else is as an untroubled turn has it. */
export interface Saying {
  readonly text: string;
  readonly others?: readonly string[];
  readonly intent?: Intent | null;
  readonly outcome?: Outcome;
  readonly targets?: readonly string[];
  readonly service?: Order['service'];
  readonly slots?: Slots;
  readonly satellite?: string;
  readonly speaker?: string;
  readonly wake?: number;
  readonly confidence?: number;
  readonly because?: readonly Evidence[];
  readonly question?: Question['kind'];
  readonly effects?: readonly Effect[];
  readonly follows?: Turn['follows'];
  readonly mentions?: Turn['trace']['mentions'];
  readonly unmatched?: readonly string[];
  readonly inScope?: number;
  readonly intentProbability?: number;
  readonly agreement?: number;
  readonly alternatives?: Turn['decision']['alternatives'];
  readonly margin?: number;
  readonly sense?: readonly number[];
  readonly moment?: readonly string[];
  /** Of the candidate that was taken. */
  readonly features?: Turn['trace']['features'];
  /** A vector in a few dimensions; made unit length. */
  readonly embedding?: readonly number[];
  /** Ask the rewrite table, as the pipeline does. */
  readonly rewritten?: boolean;
}

/** A home, its table and its learner, driven as the loop drives them. Times are in seconds. */
export class Story {
  readonly home: HomeContext;
  readonly table = new RewriteTable();
  learner: Learner;
  readonly verdicts: Verdict[] = [];
  readonly stored: RewriteEntry[] = [];
  readonly turns: Turn[] = [];
  #at = Date.parse('2026-03-04T18:00:00Z');

  constructor(household: Partial<Household> = {}, model = PLAIN_MODEL) {
    this.learner = new Learner(this.table, model);
    const merge = (definitions: readonly EntityDefinition[]) => definitions;
    this.home = new HomeContext({ merge, household: { ...HOUSEHOLD, ...household }, clock: 'replay' });
    const found = ENTITIES.map(
      ([id, name, area, deviceClass]): EntityDefinition => ({
        id,
        domain: domainOf(id),
        name,
        area,
        aliases: [],
        features: { switchable: true },
        convention: 'test',
        config: { unique_id: id },
        ...(deviceClass === undefined ? {} : { deviceClass }),
      }),
    );
    this.home.define({ source: 'story', found, notUnderstood: [] });
    this.home.apply(
      ENTITIES.map(([entity]) => ({ entity, state: domainOf(entity) === 'cover' ? 'closed' : 'off' })),
      this.#at,
    );
  }

  get at(): number {
    return this.#at;
  }

  /** Time passes with nothing but ticks. */
  wait(seconds: number): this {
    this.#at += seconds * 1000;
    this.home.advance(this.#at);
    this.#take(this.learner.advance(this.#at, this.home));
    return this;
  }

  /** Somebody speaks `gap` seconds after the last event. */
  say(saying: Saying, gap = 4): Turn {
    this.#at += gap * 1000;
    this.home.advance(this.#at);
    const turn = turnOf(`t${this.turns.length + 1}`, this.#at, this.home, saying, this.#rewriteOf(saying));
    this.turns.push(turn);
    this.home.remember(turn);
    this.#take(this.learner.observeTurn(turn, this.home));
    return turn;
  }

  /** A state is reported `gap` seconds after the last event. */
  report(entity: string, state: string, gap = 0.3): this {
    this.#at += gap * 1000;
    for (const change of this.home.apply([{ entity, state }], this.#at)) {
      this.#take(this.learner.observeChange(change, this.home));
    }
    return this;
  }

  /** The daemon is killed and starts again: what it knows of open turns is what the disk has. */
  restart(reviewedDay?: number): this {
    this.learner = new Learner(this.table, PLAIN_MODEL);
    const stored = this.turns.map((turn) => {
      const { embedding: _, ...trace } = turn.trace;
      return { ...turn, trace };
    });
    const unjudged = stored.filter((turn) => this.verdictOf(turn) === undefined);
    this.learner.resume(stored, unjudged, reviewedDay, this.home);
    return this;
  }

  /** The night's review over what was judged so far, where it is due. */
  review(): boolean {
    if (!this.learner.isReviewDue(this.#at, this.home)) return false;
    const output = this.learner.review(this.#at, this.home, (since, take) => {
      for (const turn of this.turns) {
        const verdict = this.verdictOf(turn);
        if (verdict !== undefined && turn.at >= since) take(turn, verdict);
      }
    });
    this.#take(output);
    return true;
  }

  bargeIn(of: Turn, gap = 1): this {
    this.#at += gap * 1000;
    this.#take(this.learner.observeBargeIn({ type: 'bargeIn', at: this.#at, of: of.id }, this.home));
    return this;
  }

  rate(of: Turn, value: 'positive' | 'negative', gap = 2): this {
    this.#at += gap * 1000;
    this.#take(this.learner.observeFeedback({ type: 'feedback', at: this.#at, of: of.id, value }, this.home));
    return this;
  }

  handled(of: Turn, ok: boolean, gap = 1): this {
    this.#at += gap * 1000;
    this.#take(this.learner.observeOutcome({ type: 'outcome', at: this.#at, of: of.id, ok }, this.home));
    return this;
  }

  verdictOf(turn: Turn): Verdict | undefined {
    const found = this.verdicts.filter((verdict) => verdict.of === turn.id);
    if (found.length > 1) throw new Error(`${found.length} verdicts of ${turn.id}`);
    return found[0];
  }

  #rewriteOf(saying: Saying): AppliedRewrite | null {
    if (saying.rewritten !== true) return null;
    const heard = [saying.text, ...(saying.others ?? [])].map((text) => ({ text, confidence: 1 }));
    const who = {
      ...(saying.speaker === undefined ? {} : { speaker: saying.speaker }),
      ...(saying.moment === undefined ? {} : { moment: saying.moment }),
    };
    const context = { ...who, now: this.#at, fits: () => true };
    const found = applyRewrite(heard, this.table, context) ?? applyGeneral(heard, this.table, context);
    return found?.rewrite ?? null;
  }

  #take(output: LearnOutput): void {
    this.verdicts.push(...output.verdicts);
    for (const entry of output.rewrites) {
      this.table.put(entry);
      this.stored.push(entry);
    }
    for (const said of output.history) this.table.history.put(said);
  }
}

export function turnOf(
  id: string,
  at: number,
  home: HomeContext,
  saying: Saying,
  rewrite: AppliedRewrite | null = null,
): Turn {
  const { text, outcome = 'act', targets = [], service = 'turn_on', slots = {} } = saying;
  const intent = saying.intent === undefined ? 'HassTurnOn' : saying.intent;
  const orders = outcome === 'act' ? targets.map((entity): Order => ({ entity, service, data: {} })) : [];
  const plan: Plan | undefined = intent === null ? undefined : { intent, slots, targets, orders };
  const confidence = saying.confidence ?? 0.95;
  const length = Math.hypot(...(saying.embedding ?? []));
  return {
    id,
    at,
    ...(saying.satellite === undefined ? {} : { satellite: saying.satellite }),
    ...(saying.speaker === undefined ? {} : { speaker: saying.speaker }),
    ...(saying.wake === undefined ? {} : { wakeConfidence: saying.wake }),
    hypotheses: [text, ...(saying.others ?? [])].map((one, i) => ({ text: one, confidence: 0.9 - 0.2 * i })),
    decision: {
      id,
      at,
      outcome,
      intent,
      slots,
      targets: [...targets].sort(),
      commands: orders.map((order) => ({ topic: `${order.entity}/set`, payload: order.service, retain: false })),
      say: '',
      rewrite,
      confidence,
      alternatives: saying.alternatives ?? [],
      because: saying.because ?? [{ signal: 'words', detail: 'said so', weight: 1 }],
    },
    plans: plan === undefined || outcome === 'ask' ? [] : [plan],
    before: orders.map(({ entity }) => ({ entity, state: home.state(entity)?.state ?? 'unknown', attributes: {} })),
    ...(saying.question === undefined || plan === undefined
      ? {}
      : { question: { kind: saying.question, askedAt: at, options: [plan] } }),
    effects: saying.effects ?? [],
    ...(saying.follows === undefined ? {} : { follows: saying.follows }),
    trace: {
      hypothesis: 0,
      agreement: saying.agreement ?? 1,
      intentProbability: saying.intentProbability ?? (intent === null ? 0.4 : 0.97),
      inScope: saying.inScope ?? (outcome === 'ignore' ? 0.2 : 0.97),
      margin: saying.margin ?? 2,
      unmatched: saying.unmatched ?? [],
      mentions: saying.mentions ?? [],
      ...(saying.sense === undefined ? {} : { sense: saying.sense }),
      ...(saying.moment === undefined ? {} : { moment: saying.moment }),
      ...(saying.features === undefined ? {} : { features: saying.features }),
      rewrite,
      ...(length === 0 ? {} : { embedding: Float32Array.from(saying.embedding ?? [], (value) => value / length) }),
    },
  };
}

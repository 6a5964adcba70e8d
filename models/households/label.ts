import type { Decision, FailurePoint } from '../../runtime/domain/decision.ts';
import type { UtteranceEvent } from '../../runtime/domain/event.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';
import { TurnPipeline } from '../../runtime/turn/pipeline.ts';
import { hubInProcess, type InProcessHub } from './drivers.ts';
import type { DecisionLine, Episode, EpisodeTurn, EventLine, Labelled, Truth } from './episode.ts';
import { sampleHousehold } from './household.ts';
import { asksRightly, isReached } from './judge.ts';
import { labelled } from './marked.ts';
import { OracleInference } from './oracle.ts';
import { isSameWords } from './relations.ts';
import type { Thing } from './things.ts';

/**
 * Says of every turn at which stage it failed, by counterfactual repair, and of rewritten turns what they would have come to.
 *
 * The recorded events run once more through the daemon's own code in this process; before each turn that was a defect, the same
 * moment is decided again with the truth given to one stage after the other: what was said, how it is to be read, what it names.
 * The first repair that reaches the goal names the point. Throws where the replay decides otherwise than the recording.
 */
export async function labelFailurePoints(episode: Episode, inference: Inference): Promise<Episode> {
  const { home } = sampleHousehold({ seed: episode.seed, part: episode.part });
  const things = new Map(home.things.map((thing) => [thing.id, thing]));
  const driver = hubInProcess(inference);
  const moments = new Moments(driver, inference, things);
  const turns: EpisodeTurn[] = [];
  const byId = new Map(episode.turns.map((turn) => [turn.truth.of, turn]));
  for (const event of episode.events) {
    const turn = event.type === 'utterance' ? byId.get(`${event.id}`) : undefined;
    if (turn === undefined) {
      await driver.send(event);
      continue;
    }
    await driver.send({ type: 'tick', at: event.at });
    const truth = await moments.judge(turn);
    const lines = await driver.send(event);
    const again = lines.find((line) => line.type === 'decision') as DecisionLine | undefined;
    if (JSON.stringify(again?.commands) !== JSON.stringify(turn.decision.commands) || again?.say !== turn.decision.say)
      throw new Error(`${episode.household} ${truth.of}: replayed otherwise than recorded`);
    turns.push({ ...turn, truth });
  }
  await driver.end();
  return { ...episode, turns };
}

/** Whether the recogniser's best text is what was said. */
function isHeard({ event, truth }: EpisodeTurn): boolean {
  const [best] = event.hypotheses as readonly { readonly text: string }[];
  return isSameWords(best?.text ?? '', truth.said);
}

const TARGET = /\[target:([^\]]+)\]/g;
/** Everything of a kind, or what a room has of it. */
const KIND = /\[(?:all|area):[^\]]+\] (?:the )?\[target:/;

/**
 * What a turn means in plain words, with things called as they were called; undefined where it called nothing by a name and the
 * plain words do, so that finding what was meant is no matter of reading. Answers mean what they were asked about.
 */
function inPlainWords({ labelled: said, plain, intent, domain, relation }: Truth): Labelled | undefined {
  const called = (said?.spans ?? []).filter(({ tag }) => tag === 'target');
  const [name] = called;
  const names = [...plain.matchAll(TARGET)].length;
  // To read words that this household alone gives a meaning is to know the plain ones that they stand for.
  if (said === null || names === 0) return labelled(plain, intent, domain);
  if (name === undefined) {
    // "Make the whole house dark" is about all there is of a kind, which nobody calls by a name.
    const isOfKind = relation?.kind === 'answer' || KIND.test(plain);
    return isOfKind ? labelled(plain, intent, domain) : undefined;
  }
  if (names > 1 || called.length > 1) return undefined;
  const calledSo = `[target:${said.text.slice(name.start, name.end)}]`;
  return labelled(
    plain.replace(TARGET, () => calledSo),
    intent,
    domain,
  );
}

/** One moment of a household, decided again under other circumstances. Nothing of it is remembered. */
class Moments {
  readonly #driver: InProcessHub;
  readonly #inference: Inference;
  readonly #things: ReadonlyMap<string, Thing>;

  constructor(driver: InProcessHub, inference: Inference, things: ReadonlyMap<string, Thing>) {
    this.#driver = driver;
    this.#inference = inference;
    this.#things = things;
  }

  async judge(turn: EpisodeTurn): Promise<Truth> {
    const { truth, decision } = turn;
    const { rewrite } = decision;
    const isLearned = rewrite !== null && rewrite.layer !== 'taught';
    const without = isLearned ? { reachedWithout: await this.#withoutRewrites(turn) } : {};
    return { ...truth, ...without, failurePoint: await this.#pointOf(turn) };
  }

  async #pointOf(turn: EpisodeTurn): Promise<FailurePoint> {
    const { truth, event } = turn;
    if (!truth.defect) return 'none';
    if (!truth.addressed) return 'falseWake';
    // Right, had the device done as it was told: whatever else the moment lacked, nobody misunderstood.
    if (this.#isReached(truth, turn.decision)) return 'result';
    const said = { ...event, hypotheses: [{ text: truth.said, confidence: 1 }] };
    const hub = this.#hub();
    // What the recogniser had best was right, and another of its texts was taken: that is no mistake of its own.
    if (await this.#reaches(turn, said, this.#inference, hub.rewrites)) return isHeard(turn) ? 'nlu' : 'asr';
    if (await this.#isMisread(turn)) return 'nlu';
    // What not even the plain order would have brought about, such as to undo what cannot be undone, no stage could have served.
    return (await this.#isServed(turn)) ? 'entityResolution' : 'none';
  }

  /** Whether it would have done, had it been said in plain words, with the names that the home gave its things, and been read so. */
  async #isServed(turn: EpisodeTurn): Promise<boolean> {
    const { plain, intent, domain } = turn.truth;
    const reading = labelled(plain, intent, domain);
    const oracle = new OracleInference(this.#inference);
    oracle.tell(reading);
    return (await this.#reads(turn, reading, oracle)) || this.#reads(turn, reading, this.#inference);
  }

  /** Whether a right reading would have done: as an annotator marked the words, or of plain words in their place. */
  async #isMisread(turn: EpisodeTurn): Promise<boolean> {
    const plain = inPlainWords(turn.truth);
    const readings = [turn.truth.labelled, plain].filter((one) => one !== null && one !== undefined);
    for (const reading of readings) {
      const oracle = new OracleInference(this.#inference);
      oracle.tell(reading);
      if (await this.#reads(turn, reading, oracle)) return true;
    }
    return plain !== undefined && this.#reads(turn, plain, this.#inference);
  }

  #reads(turn: EpisodeTurn, { text }: Labelled, inference: Inference): Promise<boolean> {
    return this.#reaches(turn, { ...turn.event, hypotheses: [{ text, confidence: 1 }] }, inference, new RewriteTable());
  }

  async #withoutRewrites(turn: EpisodeTurn): Promise<boolean> {
    const taught = new RewriteTable();
    taught.load(
      this.#hub()
        .rewrites.list()
        .filter((entry) => entry.layer === 'taught'),
    );
    return this.#reaches(turn, turn.event, this.#inference, taught, turn.truth.faulty);
  }

  /** `faulty`: devices that do not as they are told; which stage failed does not hang on them. */
  async #reaches(
    turn: EpisodeTurn,
    event: EventLine,
    inference: Inference,
    rewrites: RewriteTable,
    faulty: readonly string[] = [],
  ): Promise<boolean> {
    const { home, devices, ranker } = this.#hub();
    const pipeline = new TurnPipeline({
      inference,
      rewrites,
      ranker,
      encode: (definition, order, present) => devices.encode(definition, order, present),
    });
    const { decision } = await pipeline.run({ ...event, at: Date.parse(event.at) } as unknown as UtteranceEvent, home);
    const { truth } = turn;
    if (this.#isReached(truth, decision, faulty)) return true;
    // The right question is as good as the right act: the person has only to say yes.
    return asksRightly(truth.wanted, truth.intent, decision);
  }

  #isReached(
    { wanted, before, restore }: Truth,
    decision: Decision | DecisionLine,
    faulty: readonly string[] = [],
  ): boolean {
    const line = decision as unknown as DecisionLine;
    return isReached({ wanted, decision: line, before, restore, things: this.#things, faulty: new Set(faulty) });
  }

  #hub(): NonNullable<InProcessHub['hub']> {
    const { hub } = this.#driver;
    if (hub === undefined) throw new Error('the first event must be "home"');
    return hub;
  }
}

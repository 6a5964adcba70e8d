import { type Deed, statesBefore } from '../act/deeds.ts';
import { mergeEvidence } from '../act/explain.ts';
import type { HomeView, Question, Turn, TurnTrace } from '../domain/context.ts';
import type { AppliedRewrite, Decision } from '../domain/decision.ts';
import type { Command, EntityDefinition, EntityState, Order } from '../domain/entity.ts';
import type { UtteranceEvent } from '../domain/event.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { isQuestion } from '../domain/question.ts';
import type { PatternSlot } from '../domain/rewritePattern.ts';
import type { Inference } from '../ports/inference.ts';
import type { Choice } from '../resolve/decide.ts';
import { Lexicon } from '../resolve/lexicon.ts';
import type { OwnRanker } from '../resolve/ownRanker.ts';
import { mayFill } from '../resolve/slotFit.ts';
import { stem } from '../resolve/stems.ts';
import { applyGeneral, applyRewrite, type HeardTexts, type RewriteContext } from '../rewrite/apply.ts';
import { asMeant } from '../rewrite/heard.ts';
import { momentOf } from '../rewrite/moment.ts';
import { candidateFor, retrieveSaid } from '../rewrite/said.ts';
import type { RewriteTable } from '../rewrite/table.ts';
import { deedOf } from './act.ts';
import { refused } from './deeds.ts';
import { asProposed, doubtOf, isIntentSure, isPerhapsOne, isUnderWay, type Read } from './doubt.ts';
import { withLater } from './later.ts';
import { answering, requestNamed } from './named.ts';
import { knownAs, readTexts } from './read.ts';
import { tastesOf, toldLesson } from './teaching.ts';
import { emptyTrace, heardOf, traceOf } from './trace.ts';

export interface TurnDeps {
  readonly inference: Inference;
  readonly encode: (definition: EntityDefinition, order: Order, present?: EntityState) => Command[];
  readonly rewrites: RewriteTable;
  readonly ranker: OwnRanker;
}

/** What an utterance was read as, before any words are put in the place of those that were heard. */
interface FirstRead {
  readonly event: UtteranceEvent;
  readonly home: HomeView;
  readonly heard: HeardTexts;
  readonly read: Read;
  readonly who: RewriteContext;
}

/** The pipeline: rewrite → understand → resolve → act. The one file that knows the order of the stages. */
export class TurnPipeline {
  readonly #deps: TurnDeps;
  #lexicon: Lexicon | undefined;

  constructor(deps: TurnDeps) {
    this.#deps = deps;
  }

  /** Decides one utterance. Bad input is a decision too; what the model throws is thrown on. */
  async run(event: UtteranceEvent, home: HomeView): Promise<Turn> {
    const heard = event.hypotheses.slice(0, limits.hypothesesMax);
    if (heard.some((one) => one.text.length > limits.utteranceCharactersMax)) {
      const refusal = refused('That was too long for me. Please say it in fewer words.');
      return this.#unread(event, home, null, refusal);
    }
    const lexicon = this.#lexiconOf(home);
    const moment = momentOf(
      home,
      event,
      lexicon.inDomain('media_player').flatMap((at) => lexicon.entities[at]?.definition.id ?? []),
    );
    const who = {
      ...(event.speaker !== undefined && { speaker: event.speaker }),
      now: home.now,
      moment,
      people: home.household.people.map(({ name }) => name),
      isHomeWord: (word: string) => lexicon.postings(word) !== undefined,
      fits: (slot: PatternSlot, words: string) => mayFill(lexicon, slot, words),
    };
    const rewritten = applyRewrite(heard, this.#deps.rewrites, who);
    let read = await this.#read(event, home, rewritten?.hypotheses ?? heard, rewritten?.rewrite ?? null);
    if (read === undefined) return this.#unread(event, home, rewritten?.rewrite ?? null, refused(''));
    const isTaste =
      tastesOf(heard[0]?.text ?? '', home, (word) => lexicon.postings(stem(word)) !== undefined).length > 0;
    if (rewritten === undefined && !isTaste && toldLesson(read, event) === undefined) {
      const first = { event, home, heard, read, who };
      read =
        (await this.#readAsNamed(event, home, who)) ??
        (await this.#readAgain(first)) ??
        (await this.#readAsEverybody(first)) ??
        (await this.#readAsRepaired(first)) ??
        read;
    }
    const { resolution, choices, rewrite } = read;
    const [clause, ...more] = resolution.clauses;
    if (clause !== undefined && more.length === 0) this.#deps.ranker.note(event.id, clause.ranked);
    const known = await withLater(read, (text) => this.#readKnown(text, event, home));
    const part = deedOf(await this.#withParts(known, event, home), event, this.#deps.rewrites);
    const trace = { ...traceOf(resolution, rewrite), moment };
    return finish(event, home, this.#deps.encode, { part, trace, rewrite, choices });
  }

  /** Of what no stage looked at. */
  #unread(event: UtteranceEvent, home: HomeView, rewrite: AppliedRewrite | null, part: Deed): Turn {
    return finish(event, home, this.#deps.encode, { part, trace: emptyTrace(), rewrite, choices: [] });
  }

  /** For a bare name after "What do you mean?": as the request that lacked it. */
  async #readAsNamed(event: UtteranceEvent, home: HomeView, who: RewriteContext): Promise<Read | undefined> {
    const named = requestNamed(home, event, who);
    const again = named && (await this.#read(event, home, named.texts, null));
    return again && answering(again, named.asked);
  }

  /**
   * For words that came to nothing: as what was said here before, surely; else as what they were once repaired to, as a question.
   */
  async #readAgain({ event, home, heard, read, who }: FirstRead): Promise<Read | undefined> {
    const { rewrites } = this.#deps;
    const doubt = doubtOf(read);
    if (doubt === undefined) return undefined;
    const [best, ...further] = heard;
    // What this home often says with success, in so many words, is not what the recogniser's further texts make of it.
    if (best !== undefined && further.length > 0 && rewrites.isFine(normalPhrase(best.text), who)) {
      const plain = await this.#read(event, home, [best], null);
      if (plain?.choices.every((choice) => choice.kind === 'do') === true) return plain;
    }
    const embedding = read.resolution.clauses[0]?.reading.embedding;
    const said = retrieveSaid(heard, embedding, rewrites, who, doubt.sureOf);
    const again = said && (await this.#read(event, home, said.hypotheses, said.rewrite));
    if (again?.choices.every((choice) => choice.kind === 'do') === true) return again;
    if (doubt.sureOf !== undefined) return undefined;
    const meant = asMeant(heard, rewrites, who);
    for (const once of meant?.isProven === true ? [meant] : [candidateFor(heard, rewrites, who), meant]) {
      const maybe = once && (await this.#read(event, home, once.hypotheses, once.rewrite));
      const asked = maybe && asProposed(maybe);
      if (asked !== undefined) return once === meant && meant?.isProven === true ? maybe : asked;
    }
    return undefined;
  }

  /**
   * For a request that would not surely be done as it was heard, or of whose intent the network is in doubt: as what everybody means
   * by such words, where that would be.
   */
  async #readAsEverybody({ event, home, heard, read, who }: FirstRead): Promise<Read | undefined> {
    if ((event.wakeConfidence ?? 1) < limits.wakePassOnMin || isUnderWay(read)) return undefined;
    const general = applyGeneral(heard, this.#deps.rewrites, who);
    if (general === undefined) return undefined;
    // What is asked is answered; what is only stated, or ordered in odd words, may be answered or done by mistake.
    const isPlain = isIntentSure(read) || isQuestion(general.rewrite.from);
    if (isPlain && this.#isSure(read, event)) return undefined;
    const again = await this.#read(event, home, general.hypotheses, general.rewrite);
    if (again === undefined || isUnderWay(again) || !this.#isSure(again, event)) return undefined;
    // One thing is easily heard as several; of what was not said outright that is one guess too many.
    return isPerhapsOne(again) ? asProposed(again) : again;
  }

  /** For what would be left alone or only answered, as it was when somebody then put it in other words: those, as a question. */
  async #readAsRepaired({ event, home, heard, read, who }: FirstRead): Promise<Read | undefined> {
    const once = candidateFor(heard, this.#deps.rewrites, who);
    if (once === undefined || (event.wakeConfidence ?? 1) < limits.wakePassOnMin || isUnderWay(read)) return undefined;
    const { outcome } = deedOf(read, event, this.#deps.rewrites);
    if (read.scene.asked !== undefined || (outcome !== 'ignore' && outcome !== 'answer')) return undefined;
    const maybe = await this.#read(event, home, once.hypotheses, once.rewrite);
    return maybe && asProposed(maybe);
  }

  /** Whether it would be done or answered as it was read, without a question. */
  #isSure(read: Read, event: UtteranceEvent): boolean {
    if (read.choices.some(({ kind, confidence }) => kind !== 'do' || confidence < limits.generalSureMin)) return false;
    const { outcome } = deedOf(read, event, this.#deps.rewrites);
    return outcome === 'act' || outcome === 'answer';
  }

  #read(
    event: UtteranceEvent,
    home: HomeView,
    texts: HeardTexts,
    rewrite: AppliedRewrite | null,
  ): Promise<Read | undefined> {
    return readTexts(texts, rewrite, event, home, { ...this.#deps, lexicon: this.#lexiconOf(home) });
  }

  /** With what a lesson's phrase and meaning are by themselves: neither what cannot be done nor an order's own words are taught. */
  async #withParts(read: Read, event: UtteranceEvent, home: HomeView): Promise<Read> {
    const [choice, ...more] = read.choices;
    const lesson = toldLesson(read, event);
    const isTaught = choice?.kind === 'do' && more.length === 0 && choice.ranked.candidate.intent === 'HearthTeach';
    const slots = lesson ?? (isTaught ? choice.ranked.candidate.slots : undefined);
    if (slots === undefined) return read;
    const { phrase, meaning } = slots;
    const choicesOf = async (text: unknown): Promise<readonly Choice[]> =>
      typeof text === 'string' ? ((await this.#readKnown(text, event, home))?.choices ?? []) : [];
    return {
      ...read,
      ...(lesson && { lesson }),
      parts: { phrase: await choicesOf(phrase), meaning: await choicesOf(meaning) },
    };
  }

  /** What words within an utterance would mean by themselves, with what this voice's own words stand for. */
  #readKnown(text: string, event: UtteranceEvent, home: HomeView): Promise<Read | undefined> {
    return this.#read(event, home, knownAs(text, event.speaker, this.#deps.rewrites), null);
  }

  /** Builds the index over the home's names ahead of the next utterance. */
  prepare(home: HomeView): void {
    this.#lexiconOf(home);
  }

  #lexiconOf(home: HomeView): Lexicon {
    if (this.#lexicon?.version !== home.definitionsVersion) this.#lexicon = new Lexicon(home);
    return this.#lexicon;
  }
}

/** Since when and of whom a deed's question is asked. */
function askedNow(part: Deed, event: UtteranceEvent): Pick<Question, 'askedAt' | 'to'> {
  const to = part.question?.to ?? event.speaker;
  return { askedAt: part.askedAt ?? event.at, ...(to !== undefined && { to }) };
}

/** What was settled of an utterance. */
interface Settled {
  readonly part: Deed;
  readonly trace: TurnTrace;
  readonly rewrite: AppliedRewrite | null;
  readonly choices: readonly Choice[];
}

/** The turn that an utterance became, with its orders as the devices take them. */
function finish(
  event: UtteranceEvent,
  home: HomeView,
  encode: TurnDeps['encode'],
  { part, trace, rewrite, choices }: Settled,
): Turn {
  const commands = part.orders.flatMap((order) => {
    const definition = home.definition(order.entity);
    return definition === undefined ? [] : encode(definition, order, home.state(order.entity));
  });
  const confidence = choices.length === 0 ? 1 : Math.min(...choices.map((choice) => choice.confidence));
  const decision: Decision = {
    id: event.id,
    at: event.at,
    outcome: part.outcome,
    intent: part.intent,
    slots: part.slots,
    targets: part.targets,
    commands,
    say: part.say,
    rewrite,
    confidence,
    alternatives: part.alternatives.slice(0, limits.alternativesMax),
    because: mergeEvidence([part.because], limits.evidenceMax),
  };
  return {
    ...heardOf(event),
    decision,
    plans: part.plans,
    ...(part.named !== undefined && { named: part.named }),
    before: part.outcome === 'act' ? statesBefore(home, part.orders) : [],
    ...(part.question !== undefined && {
      question: {
        ...part.question,
        ...askedNow(part, event),
        ...(event.satellite !== undefined && { satellite: event.satellite }),
      },
    }),
    effects: part.effects,
    ...(part.follows !== undefined && { follows: part.follows }),
    trace,
  };
}

import { act, planOf, type Settled } from './act/act.ts';
import { type Deed, deed, statesBefore } from './act/deeds.ts';
import { mergeEvidence } from './act/explain.ts';
import { ordersToRestore } from './act/orders.ts';
import { isPlainYes } from './act/policy.ts';
import * as talk from './act/talk.ts';
import * as teaching from './act/teach.ts';
import type { HomeView, Plan, Turn, TurnTrace } from './domain/context.ts';
import type { Alternative, AppliedRewrite, Decision, Evidence } from './domain/decision.ts';
import type { Command, EntityDefinition, EntityState, Order } from './domain/entity.ts';
import type { UtteranceEvent } from './domain/event.ts';
import { limits } from './domain/limits.ts';
import type { Reading } from './domain/reading.ts';
import { teachName, teachPhrase } from './learn/teach.ts';
import type { Inference } from './ports/inference.ts';
import type { Ranked } from './resolve/candidate.ts';
import { type Choice, decide } from './resolve/decide.ts';
import { Lexicon } from './resolve/lexicon.ts';
import { namedThings } from './resolve/named.ts';
import { type ClauseResolution, type Resolution, resolve } from './resolve/resolve.ts';
import { type Scene, sceneOf } from './resolve/scene.ts';
import { parseColor } from './resolve/values/color.ts';
import { parseNumber } from './resolve/values/number.ts';
import { applyRewrite } from './rewrite/apply.ts';
import type { RewriteTable } from './rewrite/table.ts';
import { emptyTrace, traceOf } from './turnTrace.ts';
import { understand } from './understand/understand.ts';

export interface TurnDeps {
  readonly inference: Inference;
  readonly encode: (definition: EntityDefinition, order: Order, present?: EntityState) => Command[];
  readonly rewrites: RewriteTable;
}

const rgbOf = (name: string) => parseColor(name)?.rgb;

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
    const tooLong = heard.some((one) => one.text.length > limits.utteranceCharactersMax);
    if (tooLong)
      return finish(
        event,
        home,
        this.#deps,
        emptyTrace(),
        null,
        [],
        refused(`utterance-too-long: more than ${limits.utteranceCharactersMax} characters.`),
      );
    const lexicon = this.#lexiconOf(home);
    const isHomeWord = (word: string) => lexicon.postings(word) !== undefined;
    const who = { ...(event.speaker !== undefined && { speaker: event.speaker }), now: home.now, isHomeWord };
    const rewritten = applyRewrite(heard, this.#deps.rewrites, who);
    const hypotheses = await understand(rewritten?.hypotheses ?? heard, this.#deps.inference);
    const scene = sceneOf(home, lexicon, hypotheses, {
      satellite: event.satellite,
      area: event.area,
      speaker: event.speaker,
    });
    const heardAs = resolve(scene, this.#deps.inference.bundle.ranker);
    const rewrite = rewritten?.rewrite ?? null;
    if (heardAs === undefined) return finish(event, home, this.#deps, emptyTrace(), rewrite, [], refused(''));
    const resolution = withoutChatter(heardAs);
    const choices = resolution.clauses.map((clause) =>
      decide(clause.ranked, clause.scope, event.wakeConfidence, resolution.sureness),
    );
    const part = this.#deedFor(scene, resolution, choices, rewrite, event);
    return finish(event, home, this.#deps, traceOf(resolution, rewrite), rewrite, choices, part);
  }

  /** Builds the index over the home's names ahead of the next utterance. */
  prepare(home: HomeView): void {
    this.#lexiconOf(home);
  }

  #lexiconOf(home: HomeView): Lexicon {
    if (this.#lexicon?.version !== home.definitionsVersion) this.#lexicon = new Lexicon(home);
    return this.#lexicon;
  }

  #deedFor(
    scene: Scene,
    resolution: Resolution,
    choices: readonly Choice[],
    rewrite: AppliedRewrite | null,
    event: UtteranceEvent,
  ): Deed {
    const context = { home: scene.home, rgbOf, rewrite };
    const extra = rewrite === null ? [] : [rewriteEvidence(rewrite)];
    const stopped = choices.find((choice) => choice.kind !== 'do');
    if (stopped !== undefined) return withEvidence(unsettled(context, stopped), extra);
    const clauses = choices.flatMap((choice, i) =>
      choice.kind === 'do' ? [{ choice, clause: resolution.clauses[i] }] : [],
    );
    const [only] = clauses;
    if (clauses.length === 1 && only?.clause !== undefined) {
      const special = this.#talk(scene, only.clause, only.choice.ranked, context, event);
      if (special !== undefined) return withEvidence(special, extra);
    }
    const settled = clauses.flatMap(({ choice, clause }) => settle(choice, clause));
    return settled.length === 0
      ? refused('')
      : withEvidence({ ...act(context, settled), ...followed(only?.choice.ranked) }, extra);
  }

  /** Turns that are about the conversation rather than about the home. */
  #talk(
    scene: Scene,
    clause: ClauseResolution,
    ranked: Ranked,
    context: Parameters<typeof act>[0],
    event: UtteranceEvent,
  ): Deed | undefined {
    const { candidate, because } = ranked;
    const speaker = event.speaker;
    const said: talk.TalkContext = { home: scene.home, turns: scene.turns, asked: scene.asked, speaker, because };
    const taught = () => ({
      home: scene.home,
      because,
      speaker,
      named: namedThings(scene, typeof candidate.slots.meaning === 'string' ? candidate.slots.meaning : undefined),
      teachPhrase: (phrase: string, meaning: string) => teachPhrase(phrase, meaning, this.#deps.rewrites, speaker),
      teachName: (name: string, entity: string) =>
        teachName(name, entity, (said) => scene.lexicon.isName(said.split(' '))),
    });
    switch (candidate.intent) {
      case 'HearthConfirm':
        return talk.confirm(
          said,
          event.hypotheses
            .filter((one) => one.confidence >= 0.5 * (event.hypotheses[0]?.confidence ?? 1))
            .every((one) => isPlainYes(one.text)),
        );
      case 'HearthDeny':
      case 'HassNevermind':
        return talk.deny(said, candidate.intent);
      case 'HearthUndo':
        return talk.undo(said);
      case 'HearthRepeat':
        return talk.repeat(said, clause.reading.text);
      case 'HearthExplain':
        return talk.explain(said);
      case 'HearthTeach':
        return teaching.teach(taught(), candidate.slots);
      case 'HearthForget':
        return teaching.forget(taught(), candidate.slots);
      case 'HearthSetPreference':
        return teaching.prefer(taught(), candidate.slots, clause.reading.text);
      case 'HearthCorrect':
        return talk.nothingFits(scene.home, [], 'HearthCorrect', candidate.slots, undefined, because);
      default:
        return candidate.follows?.how === 'correct' ? corrected(said, context, clause, ranked) : undefined;
    }
  }
}

function followed(ranked: Ranked | undefined): Pick<Deed, 'follows'> {
  const follows = ranked?.candidate.follows;
  return follows === undefined ? {} : { follows: { turn: follows.turn.id, how: follows.how } };
}

const CHATTER = new Set(['HassNevermind', 'HearthConfirm', 'HearthDeny', 'HassRespond']);

/** "never mind that and turn on the lamp", "thanks and good night": beside a request, small talk asks for nothing. */
function withoutChatter(resolution: Resolution): Resolution {
  const requests = resolution.clauses.filter((clause) => !CHATTER.has(clause.ranked[0]?.candidate.intent ?? ''));
  return requests.length === 0 || requests.length === resolution.clauses.length
    ? resolution
    : { ...resolution, clauses: requests };
}

/** "no, the bedroom one": takes the wrong act back and does the right one. */
function corrected(
  said: talk.TalkContext,
  context: Parameters<typeof act>[0],
  clause: ClauseResolution,
  ranked: Ranked,
): Deed {
  const right = act(context, settle({ ranked, others: [] }, clause));
  const wrong = talk.lastAct(said);
  if (right.outcome !== 'act' || wrong === undefined || ranked.candidate.follows?.turn.id !== wrong.id) return right;
  const kept = new Set(right.orders.map((order) => order.entity));
  const back = ordersToRestore(said.home, wrong.before).filter((order) => !kept.has(order.entity));
  return {
    ...right,
    orders: [...back, ...right.orders],
    effects: [...right.effects, { type: 'undone', turn: wrong.id }],
    follows: { turn: wrong.id, how: 'correct' },
  };
}

function settle(
  choice: { readonly ranked: Ranked; readonly others: readonly Ranked[] },
  clause: ClauseResolution | undefined,
): Settled[] {
  const { candidate, because } = choice.ranked;
  if (clause === undefined) return [];
  const { intent, slots, targets, fuzzy, via } = candidate;
  return [
    {
      intent,
      slots,
      targets,
      fuzzy,
      text: clause.reading.text,
      later: isLater(clause.reading),
      because,
      alternatives: choice.others.flatMap(toAlternative),
      ...(via !== undefined && { via }),
    },
  ];
}

/** A time was said, so it is not meant for now. */
function isLater(reading: Reading): boolean {
  return reading.mentions.some((mention) => {
    if (mention.tag === 'duration') return ['in', 'after'].includes(reading.words[mention.from - 1]?.text ?? '');
    // "at ten" is an hour; "at ten percent" says so.
    if (mention.tag === 'value')
      return (
        reading.words[mention.from - 1]?.text === 'at' &&
        /^(?:\d{1,2}|[a-z]+)$/i.test(mention.text) &&
        (parseNumber(mention.text) ?? 99) <= 12
      );
    return mention.tag === 'time' || mention.tag === 'date' || mention.tag === 'repeat';
  });
}

function toAlternative(ranked: Ranked): Alternative[] {
  const { intent, slots, targets } = ranked.candidate;
  return [{ intent, slots, targets, confidence: ranked.probability }];
}

/** What is said and asked when a clause is not sure enough to be done. */
function unsettled(context: Parameters<typeof act>[0], choice: Exclude<Choice, { kind: 'do' }>): Deed {
  const plan = (ranked: Ranked): Plan[] =>
    ranked.candidate.intent === null ? [] : [planOf(context, { ...ranked.candidate, intent: ranked.candidate.intent })];
  switch (choice.kind) {
    case 'clarify': {
      const because = choice.options[0]?.because ?? [];
      return talk.clarify(
        context.home,
        choice.options.flatMap(plan),
        choice.options.map((one) => one.probability),
        because,
      );
    }
    case 'propose': {
      const [proposed] = plan(choice.ranked);
      const { candidate, because } = choice.ranked;
      if (/^Hearth(?:Teach|Forget|SetPreference)$/.test(candidate.intent))
        return talk.unsureLesson(candidate.intent, candidate.slots, because);
      if (proposed === undefined || (proposed.orders.length === 0 && proposed.via === undefined)) {
        return talk.nothingFits(context.home, [], candidate.intent, candidate.slots, undefined, because);
      }
      return talk.propose(context.home, proposed, choice.confidence, because);
    }
    case 'unmatched': {
      const { candidate, because } = choice.ranked;
      if (candidate.nothing === true) return talk.nothingHere(candidate.intent, candidate.slots, because);
      const nearest = candidate.targets.map((id) => planOf(context, { ...candidate, targets: [id] }));
      return talk.nothingFits(
        context.home,
        nearest,
        candidate.intent,
        candidate.slots,
        candidate.unmatched?.words,
        because,
      );
    }
    case 'handoff':
      return deed({
        outcome: 'handoff',
        intent: null,
        say: 'That is not something I can do.',
        because: [unaddressed('nothing that this home does is asked for', choice.confidence)],
      });
    case 'ignore':
      return deed({
        outcome: 'ignore',
        intent: null,
        say: '',
        because: [unaddressed('it was not meant for the hub', choice.confidence)],
      });
  }
}

function unaddressed(detail: string, weight: number): Evidence {
  return { signal: 'words', detail, weight };
}

function refused(say: string): Deed {
  return deed({ outcome: 'ignore', intent: null, say });
}

function rewriteEvidence(rewrite: AppliedRewrite): Evidence {
  const signal = rewrite.layer === 'taught' ? 'teaching' : 'rewrite';
  return { signal, detail: `"${rewrite.from}" means "${rewrite.to}" here`, weight: 5 * rewrite.score };
}

function withEvidence(part: Deed, extra: readonly Evidence[]): Deed {
  return extra.length === 0 ? part : { ...part, because: [...extra, ...part.because] };
}

function finish(
  event: UtteranceEvent,
  home: HomeView,
  deps: TurnDeps,
  trace: TurnTrace,
  rewrite: AppliedRewrite | null,
  choices: readonly Choice[],
  part: Deed,
): Turn {
  const commands = part.orders.flatMap((order) => {
    const definition = home.definition(order.entity);
    return definition === undefined ? [] : deps.encode(definition, order, home.state(order.entity));
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
    id: event.id,
    at: event.at,
    ...(event.satellite !== undefined && { satellite: event.satellite }),
    ...(event.area !== undefined && { area: event.area }),
    ...(event.speaker !== undefined && { speaker: event.speaker }),
    ...(event.wakeConfidence !== undefined && { wakeConfidence: event.wakeConfidence }),
    hypotheses: event.hypotheses.map(({ text, confidence }) => ({
      text: text.slice(0, limits.utteranceCharactersMax),
      confidence,
    })),
    decision,
    plans: part.plans,
    before: part.outcome === 'act' ? statesBefore(home, part.orders) : [],
    ...(part.question !== undefined && {
      question: {
        ...part.question,
        askedAt: event.at,
        ...(event.satellite !== undefined && { satellite: event.satellite }),
      },
    }),
    effects: part.effects,
    ...(part.follows !== undefined && { follows: part.follows }),
    trace,
  };
}

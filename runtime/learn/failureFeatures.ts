import type { Turn } from '../domain/context.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { soundsOf } from '../domain/sound.ts';
import { outcomeIs, VERDICT_FEATURES } from './caseFeatures.ts';
import { relationProbability, type TurnCase, witnessOf } from './evidence.ts';
import { AGAIN_FEATURES, againFeatures } from './failureAgain.ts';
import { FAMILIAR_FEATURES } from './familiar.ts';
import { likelier } from './heard.ts';
import { isTalk } from './nameFeatures.ts';
import { PAIR_FEATURES, type PairFeature } from './pairFeatures.ts';
import { heardPhrase, isReplying, questionOf } from './relate.ts';
import { TRIAL_FEATURES, trialFeatures } from './trials.ts';

/** What the best candidate was ranked by. */
const RANKED = [
  'exactName',
  'partName',
  'className',
  'implied',
  'fuzzy',
  'sameArea',
  'otherArea',
  'wouldChange',
  'unavailable',
  'only',
  'verbFits',
  'referred',
  'recent',
  'questioned',
  'own',
] as const;

/** What the recogniser, the network and the resolution left of the turn itself. */
const OWN_FEATURES = [
  'defectLogOdds',
  'answeredTurn',
  'taught',
  'confidence',
  'heard',
  'heardLead',
  'hypotheses',
  'spread',
  'taken',
  'agreement',
  'sureness',
  'intentProbability',
  'intentLead',
  'domainProbability',
  'inScope',
  'margin',
  'tagging',
  'mentions',
  'wordCount',
  'targetCount',
  'slotCount',
  'unmatchedCount',
  'unmatchedWords',
  'unmatchedSound',
  'alternatives',
  'alternativesSameIntent',
  'alternativesMass',
  ...RANKED,
  'runnerUp',
  'disputed',
  'handled',
  'wake',
  'wakeKnown',
  'spokeAfter',
  'firstLaterSeconds',
  'again',
  'repairsOthers',
  'replies',
  'ratio',
  'ratioMost',
  'ratioLeast',
  'noIntent',
  'talk',
  // How well the taken text makes sense here, the best of the others, and by how much that is better.
  'sense',
  'senseOther',
  'senseGain',
  // The turn before it asked something, which this one does not answer; how much it sounds like an answer, in [0, 1].
  'wasAsked',
  'answerSound',
] as const;
type OwnFeature = (typeof OWN_FEATURES)[number];

/** Where the words of the witness differ from the turn's: counts of words, within what names things and without. */
const CHANGE_FEATURES = [
  'droppedNames',
  'droppedOthers',
  'addedNames',
  'addedOthers',
  'keptNames',
  'keptOthers',
] as const;

/** What of the witness's pair with the turn tells where it failed. */
const WITNESS: readonly PairFeature[] = PAIR_FEATURES;

/** What the failure point is told from. `witness…` is 0 where nobody asked again. */
export const FAILURE_FEATURES: readonly string[] = [
  ...VERDICT_FEATURES,
  ...OWN_FEATURES,
  ...FAMILIAR_FEATURES,
  ...AGAIN_FEATURES,
  ...TRIAL_FEATURES,
  'witnessRephrase',
  'witnessCorrection',
  'witnessRepetition',
  ...CHANGE_FEATURES.map((name) => `witness.${name}`),
  ...WITNESS.map((name) => `witness.${name}`),
];

/** One value for each of `FAILURE_FEATURES`, in that order. `unmatchedSound`: see `failurePoint.ts`. */
export function failureFeatures(
  open: TurnCase,
  verdict: Float64Array,
  defectLogOdds: number,
  unmatchedSound: number,
): Float64Array {
  const values = new Float64Array(FAILURE_FEATURES.length);
  values.set(verdict);
  const own = ownValues(open, defectLogOdds, unmatchedSound);
  OWN_FEATURES.forEach((name, i) => {
    values[VERDICT_FEATURES.length + i] = own[name];
  });
  const past = VERDICT_FEATURES.length + OWN_FEATURES.length;
  values.set(open.familiar, past);
  if (open.later.length > 0) values.set(againFeatures(open), past + FAMILIAR_FEATURES.length);
  const tried = past + FAMILIAR_FEATURES.length + AGAIN_FEATURES.length;
  if (open.trial !== undefined) values.set(trialFeatures(open), tried);
  const witness = witnessOf(open);
  if (witness === undefined) return values;
  const from = tried + TRIAL_FEATURES.length;
  values[from] = relationProbability(witness, 'rephrase');
  values[from + 1] = relationProbability(witness, 'slotCorrection');
  values[from + 2] = relationProbability(witness, 'repetition');
  values.set(changesIn(open.turn, witness.turn), from + 3);
  values.set(witness.features, from + 3 + CHANGE_FEATURES.length);
  return values;
}

/** One value for each of `CHANGE_FEATURES`, in that order. */
function changesIn(first: Turn, second: Turn): number[] {
  const [a, b] = [partsOf(first), partsOf(second)];
  const all = { a: new Set([...a.names, ...a.others]), b: new Set([...b.names, ...b.others]) };
  const without = (words: ReadonlySet<string>, others: ReadonlySet<string>): number =>
    [...words].filter((word) => !others.has(word)).length;
  const dropped = [without(a.names, all.b), without(a.others, all.b)] as const;
  const added = [without(b.names, all.a), without(b.others, all.a)] as const;
  return [...dropped, ...added, a.names.size - dropped[0], a.others.size - dropped[1]];
}

interface Parts {
  readonly names: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
}

/** The words of a text that name things and places, and the others. */
function partsOf(turn: Turn): Parts {
  const named = (turn.trace.mentions ?? []).filter(({ tag }) => tag === 'target' || tag === 'area');
  const spoken = [...named.map(({ text }) => text), ...turn.trace.unmatched].map(normalPhrase);
  const names = new Set(spoken.flatMap((text) => text.split(' ')));
  const others = heardPhrase(turn)
    .split(' ')
    .filter((word) => !names.has(word));
  return { names, others: new Set(others) };
}

function ownValues(open: TurnCase, defectLogOdds: number, unmatchedSound: number): Record<OwnFeature, number> {
  const { turn } = open;
  const { decision, trace, hypotheses } = turn;
  const heard = hypotheses[0]?.confidence ?? 1;
  const same = decision.alternatives.filter((other) => other.intent === decision.intent);
  const here = open.later.filter((later) => later.turn.satellite === turn.satellite);
  const phrase = heardPhrase(turn);
  return {
    defectLogOdds,
    answeredTurn: outcomeIs(turn, 'answer'),
    taught: outcomeIs(turn, 'teach'),
    confidence: decision.confidence,
    heard,
    heardLead: heard - (hypotheses[1]?.confidence ?? 0),
    hypotheses: hypotheses.length,
    spread: spreadOf(turn),
    taken: trace.hypothesis,
    agreement: trace.agreement,
    sureness: trace.sureness ?? 1,
    intentProbability: trace.intentProbability,
    intentLead: trace.intentLead ?? trace.intentProbability,
    domainProbability: trace.domainProbability ?? 0,
    inScope: trace.inScope,
    margin: Math.min(8, trace.margin),
    tagging: trace.tagging ?? 1,
    mentions: trace.mentions?.length ?? 0,
    wordCount: phrase === '' ? 0 : phrase.split(' ').length,
    targetCount: Math.min(12, decision.targets.length),
    slotCount: Object.keys(decision.slots).length,
    unmatchedCount: trace.unmatched.length,
    unmatchedWords: trace.unmatched.reduce((sum, words) => sum + words.split(' ').length, 0),
    unmatchedSound,
    alternatives: decision.alternatives.length,
    alternativesSameIntent: same.length,
    alternativesMass: decision.alternatives.reduce((sum, other) => sum + other.confidence, 0),
    ...rankedBy(turn),
    runnerUp: decision.alternatives[0]?.confidence ?? 0,
    disputed: disputedIn(turn),
    handled: turn.plans.some((plan) => plan.via !== undefined) ? 1 : 0,
    wake: turn.wakeConfidence ?? 1,
    wakeKnown: turn.wakeConfidence === undefined ? 0 : 1,
    spokeAfter: here.length,
    firstLaterSeconds: here[0] === undefined ? 99 : (here[0].turn.at - turn.at) / 1000,
    again: here.reduce(
      (sum, later) => sum + relationProbability(later, 'rephrase') + relationProbability(later, 'repetition'),
      0,
    ),
    repairsOthers: open.repairs.length,
    replies: isReplying(turn) ? 1 : 0,
    ...steepness(turn),
    noIntent: decision.intent === null ? 1 : 0,
    talk: isTalk(turn) ? 1 : 0,
    ...sensesOf(turn),
    ...answerMissed(open),
  };
}

/** One value for each of `RANKED`. */
function rankedBy({ trace: { features = {} } }: Turn): Record<(typeof RANKED)[number], number> {
  return Object.fromEntries(RANKED.map((name) => [name, features[name] ?? 0])) as Record<
    (typeof RANKED)[number],
    number
  >;
}

/** How much sense the recogniser's texts make in this home at this moment: of two that differ little, what was said makes more. */
function sensesOf({ trace, hypotheses }: Turn): Record<'sense' | 'senseOther' | 'senseGain', number> {
  const { sense = [], hypothesis } = trace;
  const own = sense[hypothesis] ?? 0;
  // What was read in the place of the heard texts tells nothing of the others.
  const others = sense.length === hypotheses.length ? sense.filter((_, at) => at !== hypothesis) : [];
  const other = others.length === 0 ? own : Math.max(...others);
  return { sense: own, senseOther: other, senseGain: other - own };
}

/** Short answers, as they are spoken. */
const ANSWERS = ['yes', 'yes please', 'no', 'no thanks', 'nope', 'sure', 'okay', 'never mind'].map(soundsOf);

function answerMissed({ turn, prior }: TurnCase): Record<'wasAsked' | 'answerSound', number> {
  const isAsked = prior !== undefined && questionOf(prior) !== undefined && !isReplying(turn);
  if (!isAsked) return { wasAsked: 0, answerSound: 0 };
  const sounds = soundsOf(heardPhrase(turn));
  return { wasAsked: 1, answerSound: ANSWERS.reduce((most, answer) => likelier(sounds, answer, most), 0) };
}

/** What each of the recogniser's texts has of the confidence of the one before it: who heard well is seldom torn. */
function steepness({ hypotheses }: Turn): Record<'ratio' | 'ratioMost' | 'ratioLeast', number> {
  const ratios = hypotheses
    .slice(1)
    .map(({ confidence }, at) => confidence / Math.max(0.01, hypotheses[at]?.confidence ?? 1));
  if (ratios.length === 0) return { ratio: 0, ratioMost: 0, ratioLeast: 0 };
  return { ratio: ratios[0] ?? 0, ratioMost: Math.max(...ratios), ratioLeast: Math.min(...ratios) };
}

/** Share of the best text's words that another text, nearly as likely, does not have: where the recogniser wavers. */
function disputedIn(turn: Turn): number {
  const [first, ...others] = turn.hypotheses;
  const near = others.filter((other) => other.confidence >= 0.4 * (first?.confidence ?? 1));
  const words = first?.text.toLowerCase().split(' ') ?? [];
  if (near.length === 0) return 0;
  const sets = near.map((other) => new Set(other.text.toLowerCase().split(' ')));
  return words.filter((word) => sets.some((set) => !set.has(word))).length / Math.max(1, words.length);
}

/** How far the recogniser's texts lie apart: the mean share of words that a further one does not share with the best. */
function spreadOf(turn: Turn): number {
  const [first, ...others] = turn.hypotheses.map((heard) => new Set(heard.text.toLowerCase().split(' ')));
  if (first === undefined || others.length === 0) return 0;
  const apart = others.map((other) => {
    const shared = [...other].filter((word) => first.has(word)).length;
    return 1 - shared / Math.max(first.size, other.size);
  });
  return apart.reduce((sum, one) => sum + one, 0) / apart.length;
}

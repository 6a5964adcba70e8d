import type { HomeView, Turn } from '../domain/context.ts';
import type { Evidence } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import { mentionsGuarded } from '../domain/guarded.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { differInNumber, normalPhrase } from '../domain/phrase.ts';
import { beginsOrder, ownWordsOf } from '../domain/plain.ts';
import { takenOf } from '../domain/taken.ts';
import { trust } from './proof.ts';
import { hasServed, heardPhrase, isSamePlan, numbersIn, turnsAround } from './relate.ts';
import { type Slip, slipOf } from './rewriteSlip.ts';
import { isSensitive } from './sensitive.ts';

/** What somebody said, what was meant by it, and, where the moment decided as much as the words, which moment. */
export interface RewritePair {
  readonly from: string;
  readonly to: string;
  readonly when?: string;
  /** What the words came to (`meaningOf`), for telling other words of the same meaning; absent where it names no thing. */
  readonly meaning?: string;
  /** Set where only one of the two turns told whose voice it was: whose. It counts as a voice that nobody recognised. */
  readonly halfKnown?: string;
  /** What the words in it that named nothing stand for. */
  readonly slip?: Slip;
}

/** Letters of a phrase that may be learned: shorter ones are fragments. */
const CHARACTERS_MIN = 6;

/** Words that mean something else each time; a text with one stands for nothing by itself. */
const REFERRING = new Set(
  'it its that this those these them they there here again too also other others another one ones same he she him her more'.split(
    ' ',
  ),
);

/** Units: who says a number and its unit may mean anything that has one. */
const UNITS = new Set('percent degree degrees minute minutes second seconds hour hours'.split(' '));

/** Reasons of a decision that lie in the moment, and the key under which what failed then may be learned; '' is never. */
const OF_THE_MOMENT: ReadonlyMap<string, string> = new Map([
  ['area', 'room='],
  ['time', 'time='],
  ['habit', 'time='],
  ['recency', ''],
  ['conversation', ''],
  ['deviceState', ''],
  ['sensor', ''],
  ['preference', ''],
]);
const MOMENT_SHARE_MAX = 0.15;

/** Lessons, likes and what is to be forgotten: their words are kept where they belong, and nowhere else. */
export function isAboutMemory(turn: Turn): boolean {
  return (
    turn.decision.outcome === 'teach' ||
    /^Hearth(?:Teach|Forget|SetPreference|Explain)$/.test(turn.decision.intent ?? '') ||
    turn.effects.some((effect) => effect.type !== 'undone' && effect.type !== 'rated')
  );
}

/** The rewrite that a repair suggests: the first turn's words, and words for what the person then got. */
export function rewriteOf(
  first: Turn,
  second: Turn,
  how: 'rephrase' | 'correction',
  home: HomeView,
): RewritePair | undefined {
  if (first.satellite !== second.satellite || !isPerhapsSameVoice(first, second)) return undefined;
  if ([first, second].some((turn) => (turn.wakeConfidence ?? 1) < trust.wakeMin || isSensitive(turn, home)))
    return undefined;
  if (isAboutMemory(first) || isAboutMemory(second)) return undefined;
  // What a person taught is theirs to change; what was learned may be wrong at this moment.
  if (first.trace.rewrite?.layer === 'taught' || second.trace.rewrite !== null) return undefined;
  if (!hasServed(second) || isSamePlan(first, second) || first.follows !== undefined) return undefined;
  // Why a rewrite's words came to what they did says nothing of the words that were said.
  // Nor does what was only asked about, of which nothing was in the words.
  const isOfWords =
    first.trace.rewrite === null && !(first.decision.outcome === 'ask' && isAboutOthers(first, second, home));
  const moment = isOfWords ? momentBehind(first) : '';
  if (moment === null) return undefined;
  const to = how === 'rephrase' ? takenText(second) : correctedText(first, second, home);
  const from = heardPhrase(first);
  // It was rewritten to this already.
  if (to === undefined || normalPhrase(first.trace.rewrite?.to ?? '') === normalPhrase(to)) return undefined;
  const { intent, targets } = second.decision;
  // A number that the words lack is part of what they mean, unless it was only the number that was missing.
  const mayAdd = first.decision.intent !== intent || isAboutOthers(first, second, home);
  const isLone = isLoneWord(from) && !isIntoQuestion(first, home);
  if (!isLearnable(from, to, { ofTheSame: isOfTheSame(first, second), mayAdd, isLone, home })) return undefined;
  const meaning = how === 'rephrase' ? meaningOf(to, intent, targets) : undefined;
  const halfKnown = first.speaker === second.speaker ? undefined : (first.speaker ?? second.speaker);
  const slip = slipOf(first, second, to, home);
  return {
    from,
    to,
    ...(moment && { when: moment }),
    ...(meaning !== undefined && { meaning }),
    ...(halfKnown !== undefined && { halfKnown }),
    ...(slip !== undefined && { slip }),
  };
}

/** Words of this home's own that name nothing, read as something about quite other things than were meant: none of it was in them. */
function isAboutOthers(first: Turn, second: Turn, home: HomeView): boolean {
  const phrase = heardPhrase(first);
  if (!isLoneWord(phrase) && !hasOwnWord(phrase, home)) return false;
  const isNamed = (first.trace.mentions ?? []).some(({ tag }) => tag === 'target' || tag === 'area');
  return !isNamed && !first.decision.targets.some((target) => second.decision.targets.includes(target));
}

/** Said while the hub waited for an answer: "sure", however it was heard, is no request. */
export function isIntoQuestion(turn: Turn, home: HomeView): boolean {
  const before = home.conversation().findLast(({ satellite, at }) => satellite === turn.satellite && at < turn.at);
  return before?.decision.outcome === 'ask' && turn.at - before.at <= limits.questionAgeMsMax;
}

/** The same person, or a voice that once was not told: recognising voices fails now and then, also within a dialogue. */
function isPerhapsSameVoice(first: Turn, second: Turn): boolean {
  return first.speaker === second.speaker || first.speaker === undefined || second.speaker === undefined;
}

/** What is done to which things, and the numbers that were said; undefined of what is done to no thing. */
export function meaningOf(text: string, intent: Intent | null, targets: readonly EntityId[]): string | undefined {
  if (intent === null || targets.length === 0) return undefined;
  return `${intent} ${[...targets].sort().join(' ')} ${numbersIn(normalPhrase(text))}`.trimEnd();
}

/** "bit of light please" was about the very lights that were then turned on: it was not their number that was taken wrongly. */
function isOfTheSame(first: Turn, second: Turn): boolean {
  const [of, then] = [first, second].map((turn) => turn.decision.targets);
  return of !== undefined && of.length > 0 && of.length === then?.length && of.every((target) => then.includes(target));
}

/** The rewrite that the answer to "I know of no … here. What do you mean?" tells. */
export function answerOf(first: Turn, second: Turn, home: HomeView): RewritePair | undefined {
  if (first.satellite !== second.satellite || first.speaker !== second.speaker || !hasServed(second)) return undefined;
  if ([first, second].some((turn) => (turn.wakeConfidence ?? 1) < trust.wakeMin || isSensitive(turn, home)))
    return undefined;
  if (first.trace.rewrite !== null || second.trace.rewrite !== null || first.follows !== undefined) return undefined;
  const from = heardPhrase(first);
  const to = correctedText(first, second, home);
  return to === undefined || !isLearnable(from, to, { home }) ? undefined : { from, to };
}

/** What is known of two texts besides their words. */
export interface Likeness {
  /** Both were about the very same things. */
  readonly ofTheSame?: boolean;
  /** The meaning may have a number where the words have none. */
  readonly mayAdd?: boolean;
  /** One word alone may be a request of its own; see `isLoneWord`. */
  readonly isLone?: boolean;
  /** Where given, words that refer to something may stand alone, if they have a word that only this home gives a meaning. */
  readonly home?: HomeView;
}

/**
 * Whether one text may stand for the other: both stand alone, with the same numbers, not contrary, and nothing guarded; nor one
 * thing for several, unless both were about the same ones.
 */
export function isLearnable(from: string, to: string, { ofTheSame, mayAdd, isLone, home }: Likeness = {}): boolean {
  const meant = normalPhrase(to);
  const isTelling = isLone === true || standsAlone(from) || (home !== undefined && hasOwnWord(from, home));
  if (!isTelling || !standsAlone(meant) || from === meant) return false;
  if (mentionsGuarded(from) || mentionsGuarded(to)) return false;
  if (ofTheSame !== true && differInNumber(from.split(' '), meant.split(' '))) return false;
  const numbers = numbersIn(from.replace(PRONOUN_ONE, ''));
  if (numbers !== numbersIn(meant) && !(mayAdd === true && numbers === '')) return false;
  return !turnsAround(from.split(' '), meant.split(' '));
}

/** "The big one" counts nothing. */
const PRONOUN_ONE = /(?<=\b(?:the|that|this|my|our) (?:\w+ )?)one\b/g;

/**
 * Whether words that refer ("make it cosy", "the big one") say something all the same: by a word that is neither of every order
 * nor of this home's names, so that what they refer to is not what they mean.
 */
function hasOwnWord(phrase: string, home: HomeView): boolean {
  const words = phrase.split(' ');
  if (phrase.length < CHARACTERS_MIN || phrase.length > limits.phraseCharactersMax || words.length < 2) return false;
  const names = namesOf(home);
  return ownWordsOf(phrase).some((word) => !REFERRING.has(word) && !UNITS.has(word) && !names.has(word));
}

const namesByHome = new WeakMap<HomeView, { readonly version: number; readonly words: ReadonlySet<string> }>();

/** Words of the home's names and rooms. */
function namesOf(home: HomeView): ReadonlySet<string> {
  const known = namesByHome.get(home);
  if (known?.version === home.definitionsVersion) return known.words;
  const { areas } = home.household;
  const names = [...home.definitions()].flatMap(({ name, area }) => [name, area ?? '']);
  const words = new Set([...names, ...areas.map(({ name }) => name)].flatMap((name) => normalPhrase(name).split(' ')));
  namesByHome.set(home, { version: home.definitionsVersion, words });
  return words;
}

/** The text that a turn was understood from. */
export function takenText(turn: Turn): string | undefined {
  return takenOf(turn)?.text.trim();
}

/** "turn on the lamp" corrected to the entity "Kitchen Lamp" is "turn on the Kitchen Lamp"; only where one thing was named. */
function correctedText(first: Turn, second: Turn, home: HomeView): string | undefined {
  const text = first.trace.rewrite?.to ?? takenText(first);
  const named = (first.trace.mentions ?? []).filter((mention) =>
    ['target', 'area', 'floor', 'except', 'all'].includes(mention.tag),
  );
  const [mention] = named;
  const [target] = second.decision.targets;
  const name = target === undefined ? undefined : home.definition(target)?.name;
  if (text === undefined || mention?.tag !== 'target' || named.length !== 1) return undefined;
  if (name === undefined || second.decision.targets.length !== 1) return undefined;
  // What answers "What do you mean?" was read in the request's own words, however these were read without it.
  const isSameDeed = second.decision.intent === first.decision.intent || second.follows?.how === 'answer';
  if (!isSameDeed || text.split(mention.text).length !== 2) return undefined;
  return text.replace(mention.text, () => name);
}

/** What people say to whoever spoke, not for something: yes, no, thanks, and how they begin and stop. */
const TALK = new Set(
  'sure yeah yeap yep yes nope nah right fine good great nice cool perfect exactly correct wrong wait stop cancel enough nothing never hello thanks cheers sorry what when where which pardon really maybe later'.split(
    ' ',
  ),
);

/** Whether one word alone is something that only this home gives a meaning: "mood", "cocoon"; neither a reply nor an order's beginning. */
export function isLoneWord(phrase: string): boolean {
  if (
    phrase.includes(' ') ||
    phrase.length < limits.loneWordCharactersMin ||
    phrase.length > limits.phraseCharactersMax
  )
    return false;
  const isOwn = ownWordsOf(phrase).length === 1 && !/[^\p{L}'-]/u.test(phrase);
  return isOwn && ![REFERRING, UNITS, TALK].some((words) => words.has(phrase)) && !beginsOrder(phrase);
}

/** Whether a phrase says all by itself. */
export function standsAlone(phrase: string): boolean {
  const words = phrase.split(' ');
  if (phrase.length < CHARACTERS_MIN || phrase.length > limits.phraseCharactersMax) return false;
  return words.length >= 2 && !words.some((word) => REFERRING.has(word));
}

/**
 * The moment that had a say in a decision: '' where the words decided, a key where the room or the hour did, null where it was
 * something that will not come again.
 */
export function momentBehind(turn: Turn): string | null {
  const { outcome } = turn.decision;
  if (outcome === 'ignore' || outcome === 'handoff') return '';
  const total = turn.decision.because.reduce((sum, item) => sum + Math.abs(item.weight), 0);
  const isOfMoment = ({ signal, weight }: Evidence): boolean =>
    weight > 0 && OF_THE_MOMENT.has(signal) && (signal !== 'deviceState' || dependsOnState(turn));
  const moment = turn.decision.because.filter(isOfMoment);
  const weight = moment.reduce((sum, item) => sum + item.weight, 0);
  if (weight <= MOMENT_SHARE_MAX * total) return '';
  // Of a reading that was only asked about, no more holds than where it was said: nothing was done that would be right at other times.
  if (outcome === 'ask') {
    const room = moment.filter((item) => OF_THE_MOMENT.get(item.signal) === 'room=');
    const isOfRoom = room.reduce((sum, item) => sum + item.weight, 0) > MOMENT_SHARE_MAX * total;
    return isOfRoom ? (turn.trace.moment?.find((key) => key.startsWith('room=')) ?? null) : '';
  }
  const passing = moment.filter((item) => OF_THE_MOMENT.get(item.signal) === '');
  if (passing.reduce((sum, item) => sum + item.weight, 0) > MOMENT_SHARE_MAX * total) return null;
  const most = moment.reduce((a, b) => (b.weight > a.weight ? b : a));
  const prefix = OF_THE_MOMENT.get(most.signal) ?? '';
  return turn.trace.moment?.find((key) => prefix !== '' && key.startsWith(prefix)) ?? null;
}

/** What a state can say of an order other than that it would change something, which all that is ordered in earnest does. */
const TELLING_STATES = ['active', 'inactive', 'playing', 'changedLately', 'unavailable'] as const;

function dependsOnState({ trace }: Turn): boolean {
  return trace.features === undefined || TELLING_STATES.some((name) => (trace.features?.[name] ?? 0) > 0);
}

import { type Deed, deed } from '../act/deeds.ts';
import { forget, isForgetting, isNoForgetting, notForgotten } from '../act/forget.ts';
import {
  answerLesson,
  askMeaning,
  askPhrase,
  askPreferences,
  type LessonContext,
  openLesson,
  resumed,
} from '../act/lessons.ts';
import { memoryRequest, tellMeaning, tellMemory, tellTastes } from '../act/memory.ts';
import { planOf } from '../act/parts.ts';
import { isGuarded } from '../act/policy.ts';
import { categoryOf, GENERAL, keep, type Liking, likedAs, mayPrefer, peopleOf, prefer } from '../act/prefer.ts';
import { type TasteSaid, tasteAsked, tastesSaid } from '../act/tasteSaid.ts';
import { teachUntold } from '../act/teach.ts';
import { offered } from '../act/unasked.ts';
import { keptInstead, keptJustNow, unkeep } from '../act/unkept.ts';
import type { HomeView, RewriteEntry, Turn } from '../domain/context.ts';
import type { Evidence, Slots } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { UtteranceEvent } from '../domain/event.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { beginsOrder } from '../domain/plain.ts';
import { isQuestion } from '../domain/question.ts';
import { isAsked, isStranger } from '../domain/voice.ts';
import { splitWords } from '../domain/words.ts';
import { rewriteAsked } from '../learn/askedRewrite.ts';
import { trustIn } from '../learn/proof.ts';
import { teachName, teachPhrase } from '../learn/teach.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import type { Choice } from '../resolve/decide.ts';
import { actuates } from '../resolve/intents.ts';
import { type LessonSaid, lessonSaid } from '../resolve/lessonSaid.ts';
import { isNaming, nameable, namedThings, nameReserved } from '../resolve/named.ts';
import type { Scene } from '../resolve/scene.ts';
import { stem } from '../resolve/stems.ts';
import type { Read } from './doubt.ts';
import { candidateOf, isDoable, type LessonParts, partsRead, unfitOf } from './unfit.ts';

/** What was understood of an utterance, as far as lessons go. */
export interface Said {
  readonly text: string;
  readonly scene: Scene;
  readonly choices: readonly Choice[];
  readonly wakeConfidence: number | undefined;
  /** What a lesson's phrase and meaning are by themselves. */
  readonly parts?: LessonParts | undefined;
  /** It was taken as something else than it says. */
  readonly isRewritten: boolean;
  /** The thing that was picked for a name, where the hub asked which one. */
  readonly picked?: readonly EntityId[] | undefined;
}

export function teachContext(
  { text, scene, wakeConfidence }: Pick<Said, 'text' | 'scene' | 'wakeConfidence'>,
  rewrites: Rewrites,
  because: readonly Evidence[],
  meaning?: string,
): LessonContext {
  const { home, speaker, satellite } = scene;
  const heard = { speaker, satellite, wakeConfidence };
  return {
    home,
    text,
    because,
    speaker,
    trust: trustIn(heard, home),
    rewrites: () => rewrites.list(),
    named: namedThings(scene, meaning),
    teachPhrase: (phrase, wanted) => teachPhrase(phrase, wanted, rewrites, speaker),
    learnPhrase: (phrase, wanted, answer, targets) => {
      const entry = rewriteAsked({ phrase, meaning: wanted, answer, targets, heard }, rewrites, home);
      return entry && { type: 'learnPhrase', entry };
    },
    teachName: (name, entity) => teachName(name, entity, (said) => nameReserved(scene, said, entity)),
  };
}

/** "When I say …", "forget …", "I like …", where the network is sure of it. */
export function lessonOf(
  intent: 'HearthTeach' | 'HearthForget' | 'HearthSetPreference',
  slots: Slots,
  said: Said,
  rewrites: Rewrites,
  because: readonly Evidence[],
): Deed {
  const text = (value: Slots[string] | undefined): string | undefined =>
    typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  const [phrase, meaning] = [text(slots.phrase), text(slots.meaning)];
  const { scene, picked } = said;
  if (isGuest(scene)) return unknownVoice(scene, intent, slots, because);
  // A name is for whom it was asked of to give.
  if (picked !== undefined && scene.asked !== undefined && !isAsked(scene.asked, scene.speaker))
    return deed({ outcome: 'ignore', intent, say: '', because });
  const context = {
    ...teachContext(said, rewrites, because, meaning),
    ...(picked !== undefined && { named: picked }),
    isNaming: picked !== undefined || isNaming(said.scene, said.text, meaning),
    nameable: meaning === undefined ? [] : nameable(said.scene, meaning),
    unfit: phrase === undefined ? undefined : unfitOf(phrase, meaning, said.parts && partsRead(said.parts)),
    isConfirmed: said.parts && isConfirmed(said.scene, said.parts.meaning),
  };
  switch (intent) {
    case 'HearthTeach':
      if (meaning !== undefined && phrase !== undefined) return teachUntold(context, slots);
      if (phrase === undefined) return askPhrase(context);
      return refusal(context, slots, phrase) ?? askMeaning(context, phrase);
    case 'HearthForget':
      return forget(context, slots);
    case 'HearthSetPreference':
      // "I like it dark": of this moment, as likely as not.
      return OF_IT.test(said.text) ? mayPrefer(context, slots) : prefer(context, slots);
  }
}

const OF_IT = /\b(?:like|love|hate|prefer)s? (?:it|that|this|them)\b/i;

/** Somebody who was recognised, and is none of the household; a voice that was not told may be one of its people's. */
function isGuest({ home, speaker }: Scene): boolean {
  return speaker !== undefined && isStranger(home, speaker);
}

/** What the household means, likes and wants forgotten is for its people to say, where they are told apart. */
function unknownVoice({ home }: Scene, intent: Intent, slots: Slots, because: readonly Evidence[]): Deed {
  const people = home.household.people.map(({ name }) => name).join(' or ');
  return deed({
    outcome: 'answer',
    intent,
    slots,
    say: `I do not know your voice. ${people} can tell me that.`,
    because,
  });
}

/** What the words teach, where the network is not sure of it or cut it short. */
export function toldLesson(
  { scene, choices, rewrite, resolution }: Read,
  event: UtteranceEvent,
): LessonSaid | undefined {
  const [choice, ...more] = choices;
  if (rewrite !== null || (event.wakeConfidence ?? 1) < limits.wakePassOnMin) return undefined;
  const text = event.hypotheses[resolution.hypothesis]?.text ?? '';
  const read = choice === undefined || more.length > 0 ? undefined : candidateOf(choice);
  const isTeaching = read?.intent === 'HearthTeach';
  const lesson = lessonSaid(scene, text, isTeaching);
  if (lesson === undefined || !isTeaching || choice?.kind !== 'do') return lesson;
  const { phrase, meaning } = read?.slots ?? {};
  const isOrder = typeof meaning === 'string' && beginsOrder(meaning.toLowerCase().split(' ')[0] ?? '');
  // What the network surely found stands, but for a meaning that it lacks and a name with the word before it.
  const isWhole = lesson.thing === undefined ? isOrder : phrase === lesson.phrase && meaning !== undefined;
  return isWhole ? undefined : lesson;
}

/** A lesson that its own words tell. */
export function taughtInWords(lesson: LessonSaid, said: Said, rewrites: Rewrites): Deed {
  const { phrase, meaning, thing } = lesson;
  const because: readonly Evidence[] = [{ signal: 'words', detail: 'it is said as a lesson', weight: 2 }];
  const picked = thing === undefined ? {} : { picked: [thing] };
  const told = lessonOf('HearthTeach', { phrase, meaning }, { ...said, ...picked }, rewrites, because);
  const { home, speaker = '' } = said.scene;
  // "rename sunny to Bert": the name that it had was given by voice, and goes.
  const isGiven = home.names().some(({ name }) => normalPhrase(name) === normalPhrase(meaning));
  if (!isGiven || told.outcome !== 'teach' || !/\brename\b/i.test(said.text)) return told;
  return { ...told, effects: [{ type: 'forget', scope: 'phrase', phrase: meaning, by: speaker }, ...told.effects] };
}

/** "Ben likes techno", where the network is not sure of it: kept after a yes. */
export function perhapsLiked(choice: Choice, said: Said, rewrites: Rewrites): Deed | undefined {
  if (choice.kind !== 'propose' || choice.ranked.candidate.intent !== 'HearthSetPreference') return undefined;
  const { slots } = choice.ranked.candidate;
  if (slots.value === undefined || /\bforg[eo]t/i.test(said.text)) return undefined;
  const { scene } = said;
  if (isGuest(scene)) return unknownVoice(scene, 'HearthSetPreference', slots, choice.ranked.because);
  return mayPrefer(teachContext(said, rewrites, choice.ranked.because), slots);
}

/** Whether something is to be forgotten that is remembered here, or is not, where the words leave no doubt and the network may. */
export function saidOfForgetting(said: Said, rewrites: Rewrites): Deed | undefined {
  const [choice] = said.choices;
  const intent = choice === undefined ? undefined : candidateOf(choice)?.intent;
  const context = teachContext(said, rewrites, choice !== undefined && 'ranked' in choice ? choice.ranked.because : []);
  if (intent === 'HearthForget' && isNoForgetting(said.text)) return notForgotten(context.because);
  if ((said.wakeConfidence ?? 1) < limits.wakePassOnMin || said.isRewritten || !isForgetting(context)) return undefined;
  if (isGuest(said.scene)) return unknownVoice(said.scene, 'HearthForget', {}, context.because);
  return forget(context, {});
}

/** What is said right after something was kept, and takes it back or puts another thing in its place. */
export function saidOfLast(said: Said, rewrites: Rewrites): Deed | undefined {
  const { scene, text, choices } = said;
  const { home, turns, speaker, asked } = scene;
  const [choice] = choices;
  const because = choice !== undefined && 'ranked' in choice ? choice.ranked.because : [];
  const [last] = turns;
  const isOpen =
    asked !== undefined && asked === last && isAsked(asked, speaker) && asked.question?.effects !== undefined;
  const turn = isOpen ? last : keptJustNow(home, turns, speaker);
  if (turn === undefined || said.isRewritten || isGuest(scene) || (said.wakeConfidence ?? 1) < limits.wakePassOnMin)
    return undefined;
  const intent = choice === undefined ? undefined : candidateOf(choice)?.intent;
  const back = isOpen ? undefined : unkeep(turn, text, intent, because);
  if (back !== undefined) return back;
  const words = text.trim().replace(/[.!]$/, '').split(/\s+/);
  const named = words.map((_, at) => namedThings(scene, words.slice(at).join(' '))).find((ids) => ids.length === 1);
  return keptInstead({ ...teachContext(said, rewrites, because), named: named ?? [] }, turn);
}

/** What is stated of tastes, and not of this home's things: "I'm done with the kitchen light" is of a light. */
export function tastesOf(text: string, home: HomeView, isOfHome: (word: string) => boolean): readonly TasteSaid[] {
  const tastes = tastesSaid(text, peopleOf(home));
  const isThing = ({ what }: TasteSaid): boolean =>
    /^the /i.test(what) && splitWords(what).some(({ text: word }) => word !== 'the' && isOfHome(word));
  return tastes.some(isThing) ? [] : tastes;
}

/**
 * What somebody states to like or not, in so many words: kept where it is of a kind that is known or the network takes it for one,
 * else left as `otherwise` has it; never an order, whatever the network takes it for.
 */
export function statedTastes(said: Said, rewrites: Rewrites, otherwise: () => Deed): Deed | undefined {
  const { scene, text, choices, wakeConfidence = 1 } = said;
  const isOfHome = (word: string): boolean => scene.lexicon.postings(stem(word)) !== undefined;
  const [taken] = choices.map((one) => candidateOf(one)?.intent);
  // "do you hate jazz" changes nothing.
  if (taken === 'HearthSetPreference' && isQuestion(text))
    return deed({
      outcome: 'answer',
      intent: 'HearthExplain',
      say: 'Tell me what you like, and I keep it.',
      because: [],
    });
  const tastes = said.isRewritten || wakeConfidence < limits.wakePassOnMin ? [] : tastesOf(text, scene.home, isOfHome);
  const [first] = tastes;
  if (first === undefined) return undefined;
  const [choice] = choices;
  const read = choices.length === 1 && choice !== undefined ? candidateOf(choice) : undefined;
  const slots = read?.intent === 'HearthSetPreference' ? read.slots : undefined;
  const context = teachContext(said, rewrites, choice !== undefined && 'ranked' in choice ? choice.ranked.because : []);
  const likings = tastes.flatMap((taste) => likingsOf(taste, context, slots));
  const isKnown = likings.every(({ what = '', category, isLiked, person }) =>
    isLiked ? category !== undefined : likedAs(context, what, person ?? scene.speaker) !== undefined,
  );
  const isOurs = (slots !== undefined || isKnown) && !(first.isView === true && !isKnown);
  if (!isOurs) {
    const left = otherwise();
    if (left.plans.length === 0 && (left.question?.options.length ?? 0) === 0) return left;
  }
  if (isGuest(scene)) return unknownVoice(scene, 'HearthSetPreference', slots ?? {}, context.because);
  const isSure = (slots !== undefined && choice?.kind === 'do') || wakeConfidence >= limits.wakeSureMin;
  const isPlain = tastes.every(({ isView }) => isView !== true);
  return keep(context, {}, likings, isSure && isPlain);
}

/** What is told by one statement: what is liked, and what no more. */
function likingsOf(
  { who, what, isLiked, instead }: TasteSaid,
  context: LessonContext,
  slots?: Slots,
): readonly Liking[] {
  const person = who === null ? {} : { person: who };
  const told = slots?.category;
  const found = categoryOf(what, context.text);
  const category = typeof told === 'string' ? told : found === GENERAL ? undefined : found;
  const before = instead === undefined ? [] : [{ what: instead, isLiked: false, ...person }];
  return [{ what, isLiked, ...person, ...(category !== undefined && { category }) }, ...before];
}

/** "when I say X": a phrase alone, that cannot be one. */
function refusal(
  context: LessonContext & { readonly unfit?: string | undefined },
  slots: Slots,
  phrase: string,
): Deed | undefined {
  const checked = context.teachPhrase(phrase, 'what is still to be said');
  const say = 'say' in checked ? checked.say : context.unfit;
  return say === undefined
    ? undefined
    : deed({ outcome: 'ask', intent: 'HearthTeach', slots, say, because: context.because });
}

/** What is asked about the hub's memory itself, which the network has no label for; undefined for any other request. */
export function aboutMemory(said: Said, rewrites: Rewrites): Deed | undefined {
  const told = said.isRewritten ? undefined : aboutKnown(said, rewrites);
  if (told !== undefined) return told;
  const request = memoryRequest(said.text);
  const sure = said.choices[0];
  // What the network is sure to be an order is one.
  if (request === undefined || (sure?.kind === 'do' && actuates(sure.ranked.candidate.intent))) return undefined;
  const because: readonly Evidence[] = [{ signal: 'conversation', detail: 'it is about what I remember', weight: 1 }];
  const { home, speaker } = said.scene;
  if (isGuest(said.scene)) return unknownVoice(said.scene, 'HearthTeach', {}, because);
  const context = teachContext(said, rewrites, because);
  if (request === 'learn') return askPreferences(context);
  if (request === 'teach') return askPhrase(context);
  return tellMemory(home, mine(rewrites), speaker, because);
}

/** What is asked of tastes, and of what was taught. */
function aboutKnown({ text, scene, wakeConfidence = 1 }: Said, rewrites: Rewrites): Deed | undefined {
  const { home, speaker } = scene;
  if (wakeConfidence < limits.wakePassOnMin) return undefined;
  const because: readonly Evidence[] = [{ signal: 'conversation', detail: 'it is about what I remember', weight: 1 }];
  const asked = tasteAsked(text, peopleOf(home));
  if (asked !== undefined && (asked.who === null ? isGuest(scene) : isStranger(home, speaker)))
    return unknownVoice(scene, 'HearthExplain', {}, because);
  if (asked !== undefined) return tellTastes(home, asked, speaker, because);
  return isGuest(scene) ? undefined : tellMeaning(home, mine(rewrites), speaker, text, because);
}

function mine(rewrites: Rewrites): readonly RewriteEntry[] {
  return rewrites.list().filter((entry) => entry.layer !== 'global');
}

/** The lesson under way in this conversation. */
export function lessonUnderWay({ scene }: Pick<Said, 'scene'>): Turn | undefined {
  return openLesson(scene.home, scene.turns, scene.speaker);
}

/** What an utterance is to the lesson under way; undefined where it is another request. */
export function answered(asked: Turn, said: Said, rewrites: Rewrites): Deed | undefined {
  const { choices, text } = said;
  const because: readonly Evidence[] = [{ signal: 'conversation', detail: 'you were asked', weight: 5 }];
  const candidates = choices.map((choice) => candidateOf(choice));
  const [first] = candidates;
  const intent: Intent | null = first?.intent ?? null;
  const liked = first?.intent === 'HearthSetPreference' ? first.slots.value : undefined;
  const context = { ...teachContext(said, rewrites, because, text), isConfirmed: isConfirmed(said.scene, choices) };
  return answerLesson(context, asked, {
    text,
    intent,
    isSure: choices.every((choice) => choice.kind === 'do'),
    isDoable: candidates.length > 0 && choices.every((choice) => isDoable(choice)),
    ...(typeof liked === 'string' && { liked }),
  });
}

/** What was done while a lesson is under way: the lesson goes on, or what was said is offered as what the hub asked for. */
export function afterInterruption(done: Deed, asked: Turn, said: Said, rewrites: Rewrites): Deed {
  if (asked.question?.unasked !== true) return resumed(done, asked);
  const isSure = said.choices.every((choice) => choice.kind === 'do' && isDoable(choice));
  // What stood for something else would lead on to it twice over.
  if (!isSure || said.isRewritten || isQuestion(said.text)) return done;
  return offered(teachContext(said, rewrites, []), done, asked);
}

/** Whether the household wants to be asked before any of this is done. */
function isConfirmed({ home }: Scene, choices: readonly Choice[]): boolean {
  const plans = choices.flatMap((choice) => {
    const candidate = candidateOf(choice);
    return candidate === undefined ? [] : [planOf({ home, rgbOf: () => undefined }, candidate)];
  });
  return isGuarded(home, plans);
}

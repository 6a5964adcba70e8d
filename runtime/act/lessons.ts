import type { HomeView, Lesson, Turn } from '../domain/context.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { beginsOrder } from '../domain/plain.ts';
import { GENRES } from '../domain/taste.ts';
import { askedOf, isAsked } from '../domain/voice.ts';
import { splitWords } from '../domain/words.ts';
import { type Deed, deed } from './deeds.ts';
import { isQuestion } from './policy.ts';
import { categoryOf, GENERAL, peopleOf, preferenceEffect } from './prefer.ts';
import { isDisliking, tastesSaid } from './tasteSaid.ts';
import { type TeachContext, teach } from './teach.ts';
import { answerUnasked, type LearnPhrase } from './unasked.ts';

/** What the hub asks when somebody wants it to learn what they like, in this order. */
const QUESTIONS: Readonly<Record<string, string>> = {
  music: 'What music do you like?',
  team: 'Which team are you a fan of?',
  food: 'What food do you like?',
  movies: 'What kind of movies do you like?',
};
const CATEGORIES = Object.keys(QUESTIONS);

/** An utterance, as far as a lesson under way must know it. */
export interface LessonHeard {
  readonly text: string;
  /** What it would be if no lesson were under way, and whether that is sure. */
  readonly intent: Intent | null;
  readonly isSure: boolean;
  /** It would be understood as something that this home does. */
  readonly isDoable: boolean;
  /** What was liked, where it was read as "I like …". */
  readonly liked?: string;
}

export type LessonContext = TeachContext & { readonly learnPhrase: LearnPhrase };

/** "learn my preferences": a few questions, one at a time. */
export function askPreferences(context: TeachContext): Deed {
  return askNext(context, CATEGORIES, 'Gladly. ');
}

/** "When I say movie time" without a meaning. */
export function askMeaning(context: TeachContext, phrase: string): Deed {
  return asking(context, { asks: 'meaning', phrase }, '');
}

/** "I want to teach you something". */
export function askPhrase(context: TeachContext): Deed {
  return asking(context, { asks: 'phrase' }, '');
}

/** The question that a lesson asks next. */
export function questionOf(lesson: Lesson): string {
  switch (lesson.asks) {
    case 'meaning':
      return `What should I do when you say "${lesson.phrase}"?`;
    case 'phrase':
      return 'What will you say?';
    case 'preference':
      return QUESTIONS[lesson.category ?? ''] ?? 'What do you like?';
    case 'consent':
      return `Shall I always take "${lesson.phrase}" as "${lesson.meaning}"?`;
  }
}

/**
 * The lesson that still waits for an answer: of this conversation and person, at most `limits.lessonAgeMsMax` old; other
 * requests in between do not end it, "stop" does.
 */
export function openLesson(home: HomeView, turns: readonly Turn[], speaker: string | undefined): Turn | undefined {
  for (const turn of turns) {
    if (home.now - turn.at > limits.lessonAgeMsMax) return undefined;
    const isUnasked = turn.question?.unasked === true;
    // Who was not recognised when they began may be by now; the other way round it may be anybody.
    const isTheirs = isAsked(turn, speaker) || (!isUnasked && askedOf(turn) === undefined);
    if (turn.question?.lesson !== undefined) return isTheirs && isHeeded(home, turn, turns) ? turn : undefined;
    const { outcome, intent } = turn.decision;
    if (outcome === 'teach' || intent === 'HassNevermind' || intent === 'HearthDeny') return undefined;
  }
  return undefined;
}

/** What the hub asked of its own accord is answered at once or not at all: what is said later is about something else. */
function isHeeded(home: HomeView, turn: Turn, turns: readonly Turn[]): boolean {
  return turn.question?.unasked !== true || (turn === turns[0] && home.now - turn.at <= limits.unaskedAgeMsMax);
}

const STOP =
  /^(?:stop|enough|quit|cancel|never ?mind|forget it|later|not now|no thanks|no thank you|that's (?:all|it|enough)|that is (?:all|it|enough)|i'm done|leave it)(?: (?:it|that|asking|now|please))?$/;
const SKIP =
  /^(?:skip|next|pass|none|nothing|nobody|no one|no|nope|no idea|not really|i don't know|i do not know|(?:i )?(?:don't|do not) have (?:one|any)|(?:i )?haven't got (?:one|any)|don't care|i don't care)(?: (?:it|that|one|this|this one|question))?$/;

/** What an utterance does to a lesson under way; undefined where it is another request, which comes first. */
export function answerLesson(context: LessonContext, asked: Turn, heard: LessonHeard): Deed | undefined {
  const lesson = asked.question?.lesson;
  if (lesson === undefined) return undefined;
  const said = normalPhrase(heard.text);
  const follows = { turn: asked.id, how: 'answer' as const };
  if (asked.question?.unasked === true) {
    const isNo = heard.intent === 'HearthDeny' || /^(?:no|nope|no thanks|no thank you)$/.test(said);
    const told = answerUnasked(context, lesson, heard, isNo);
    if (told !== undefined) return { ...told, follows };
    return STOP.test(said) || isNo ? { ...ended(context, 'Okay.'), follows } : undefined;
  }
  if (STOP.test(said) || (lesson.asks !== 'preference' && /^(?:no|nope)$/.test(said)))
    return { ...ended(context, 'Okay.'), follows };
  const answered = answerTo(context, lesson, heard, said);
  return answered === undefined ? undefined : { ...answered, follows };
}

function answerTo(context: TeachContext, lesson: Lesson, heard: LessonHeard, said: string): Deed | undefined {
  switch (lesson.asks) {
    case 'meaning':
      return meaningAnswer(context, lesson, heard);
    case 'phrase':
      if (isRequest(heard) || said === '') return undefined;
      return phraseAnswer(context, heard.text.trim());
    case 'preference':
      return preferenceAnswer(context, lesson, heard, said);
    case 'consent':
      // Never asked but of the hub's own accord.
      return undefined;
  }
}

/** "What will you say?": words of their own, or the question again. */
function phraseAnswer(context: TeachContext, phrase: string): Deed {
  const checked = context.teachPhrase(phrase, 'what is still to be said');
  if ('say' in checked) return asking(context, { asks: 'phrase' }, `${checked.say} `);
  if (isQuestion(phrase)) return asking(context, { asks: 'phrase' }, 'That is a question, and I answer those. ');
  return asking(context, { asks: 'meaning', phrase }, '');
}

function meaningAnswer(context: TeachContext, lesson: Lesson, heard: LessonHeard): Deed | undefined {
  const { phrase = '' } = lesson;
  if (heard.intent === 'HearthTeach' || isQuestion(heard.text)) return undefined;
  if (!heard.isDoable) return asking(context, lesson, 'That I cannot do. ');
  return teach(context, { phrase, meaning: heard.text.trim() });
}

/** No answer, and none to come. */
const UNTOLD =
  /\b(?:(?:none of|mind) your (?:own )?business|rather not|won't (?:say|tell)|will not (?:say|tell)|not (?:say|tell)ing|private|a secret|personal|who cares|leave me|stop asking|ask (?:me )?(?:another|some other|later)|shut up|go away)\b/;
/** Nothing that is by itself what one likes: who talks, and what is pointed at. */
const NO_ANSWER =
  /\b(?:you|your|yours|me|mine|it|that|this|these|those|none|what|whatever|whichever|why|who|how|guess|depends|idea|question)\b/;
/** Whatever else it may be. */
const FOOD =
  /^(?:pizzas?|pasta|sushi|curr(?:y|ies)|(?:ham)?burgers?|steaks?|tacos?|burritos?|ramen|noodles?|soups?|salads?|cheese|chocolate|lasagn[ae]|spaghetti|sandwich(?:es)?|fish|chicken|rice|bread|pancakes?|ice cream|cakes?|fruit|vegetables|chips|fries|dumplings|stew|kebabs?)$/;

const LEADS =
  /^(?:(?:well|um|uh|oh|yes|i think|i guess|probably|maybe|mostly|mainly|definitely|some|the|a|an|any|it's|that's|my favou?rite(?: \w+)? is|i (?:really |mostly |also |do )?(?:like|love|prefer|enjoy|listen to|support|watch|eat|follow)|i'm|i am|we (?:like|love))\s+)+/i;
const TAILS = /(?:\s+(?:fans?|music|food|cuisine|movies?|films?|please|mostly|i guess|of course|obviously|too))+$/i;
const ANSWER_WORDS_MAX = 8;

/** Whether it says something rather than names what somebody likes: "the door is open", "table the motion quickly". */
function isSentence(text: string, liked: string | undefined): boolean {
  if (liked !== undefined) return false;
  const words = splitWords(text.replace(LEADS, '')).map((word) => word.text);
  const has = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  return (
    has(
      /^(?:is|are|was|were|has|have|had|will|would|can|could|should|must|do|does|did|am|isn't|aren't|don't|you|me)$/,
    ) ||
    beginsOrder(words[0] ?? '') ||
    (words.length > 2 && has(/^(?!family|early|italy|lovely)\w{3,}ly$/))
  );
}

/** What kind of taste an answer is, where it is plainly none of the kind that was asked for. */
function kindOf(value: string, text: string, asked: string): string {
  const said = categoryOf('', text);
  if (said !== GENERAL) return said;
  if (FOOD.test(normalPhrase(value))) return 'food';
  return GENRES.has(normalPhrase(value)) && (asked === 'team' || asked === 'food') ? 'music' : asked;
}

function preferenceAnswer(context: TeachContext, lesson: Lesson, heard: LessonHeard, said: string): Deed | undefined {
  const { category = 'general', left = [] } = lesson;
  if (SKIP.test(said) || /^(?:everything|anything|all(?: of (?:it|them))?|both)$/.test(said))
    return askNext(context, left, 'Okay. ');
  if (UNTOLD.test(said)) return ended(context, 'Okay.');
  if (isRequest(heard) || isQuestion(heard.text) || heard.intent === 'HearthTeach' || isDisliking(heard.text))
    return undefined;
  // "Ben likes rock", "I support the Rovers" to another question: told all the same, and asked on.
  const stated = tastesSaid(heard.text, peopleOf(context.home));
  if (stated.some(({ who, what }) => who !== null || kindOf(what, heard.text, category) !== category)) return undefined;
  const value =
    heard.liked ??
    heard.text
      .trim()
      .replace(/[.!?]+$/, '')
      .replace(LEADS, '')
      .replace(TAILS, '')
      .trim();
  if (value === '' || splitWords(value).length > ANSWER_WORDS_MAX || isSentence(heard.text, heard.liked))
    return asking(context, lesson, 'In a few words, please. ');
  if (heard.liked === undefined && NO_ANSWER.test(normalPhrase(value)))
    return asking(context, lesson, 'In a few words, please. ');
  const other = kindOf(value, heard.text, category);
  if (other !== category) return asking(context, lesson, `That sounds like ${other}. `);
  const next = askNext(context, left, '');
  const effect = preferenceEffect(category, value, context.speaker);
  const person = context.speaker ?? 'you';
  return deed({
    outcome: 'teach',
    intent: 'HearthSetPreference',
    slots: { category, value },
    effects: [effect],
    say: `I will remember that ${person} ${person === 'you' ? 'like' : 'likes'} ${value}. ${next.say}`,
    because: [{ signal: 'teaching', detail: 'you told me', weight: 5 }],
    ...(next.question !== undefined && { question: next.question }),
  });
}

/** A request for something else: sure of itself, and not a bare title that also answers ("jazz"). */
function isRequest({ intent, isSure, isDoable, text }: LessonHeard): boolean {
  if (!isSure || !isDoable || intent === null) return false;
  if (intent === 'HassMediaSearchAndPlay') return /\b(?:play|put on|listen to|watch)\b/i.test(text);
  return !/^(?:HassRespond|HassNevermind|HearthSetPreference|HearthConfirm|HearthDeny)$/.test(intent);
}

/** Another request was carried out in between: the lesson goes on at the end of what is said. */
export function resumed(done: Deed, asked: Turn): Deed {
  const lesson = asked.question?.lesson;
  if (lesson === undefined) return done;
  if (done.question !== undefined || done.outcome === 'ignore') return done;
  const say = `${done.say} ${questionOf(lesson)}`.trim();
  return { ...done, say, question: { kind: 'lesson', options: [], lesson } };
}

function askNext(context: TeachContext, categories: readonly string[], lead: string): Deed {
  const [category, ...left] = categories;
  if (category === undefined) return ended(context, `${lead}That is all I wanted to know. Thank you.`);
  return asking(context, { asks: 'preference', category, left }, lead);
}

function asking(context: TeachContext, lesson: Lesson, lead: string): Deed {
  return deed({
    outcome: 'ask',
    intent: lesson.asks === 'preference' ? 'HearthSetPreference' : 'HearthTeach',
    slots: {
      ...(lesson.phrase !== undefined && { phrase: lesson.phrase }),
      ...(lesson.category !== undefined && { category: lesson.category }),
    },
    say: lead + questionOf(lesson),
    question: { kind: 'lesson', options: [], lesson },
    because: context.because,
  });
}

function ended(context: TeachContext, say: string): Deed {
  return deed({ outcome: 'answer', intent: 'HassNevermind', say, because: context.because });
}

import type { HomeView, RewriteEntry, Usual } from '../domain/context.ts';
import type { Evidence } from '../domain/decision.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { isStranger } from '../domain/voice.ts';
import { splitWords } from '../domain/words.ts';
import { type Deed, deed } from './deeds.ts';
import { categoryOf, GENERAL } from './prefer.ts';
import { list } from './speech.ts';
import type { TasteAsked } from './tasteSaid.ts';

/** What people ask about the hub's memory itself. */
export type MemoryRequest = 'learn' | 'teach' | 'tell';

const LEARN =
  /^(?:please )?(?:(?:can|could|will|would) you |i want you to |i'd like you to |let's |you should )?(?:(?:learn|ask|remember|find out|note)(?: me)?(?: about)? (?:my|our) (?:preferences|tastes?|favou?rites|likes|likes and dislikes)|learn (?:what|about what) (?:i|we) like|get to know (?:me|us)(?: better)?|ask me (?:what|about what) i like)(?: please)?$/;
const TEACH =
  /^(?:please )?(?:i (?:want|would like|'d like) to teach you|i'd like to teach you|let me teach you|can i teach you|may i teach you|i'll teach you|learn)(?: (?:something|a phrase|a new phrase|something new|a new command|a new word|a word))$/;
const TELL =
  /^(?:please )?(?:(?:tell me|list|show me|(?:what|which)(?: \w+)? (?:do you know|have you|did you|did i|have i|do you)|do you know what)\b.*\b(?:you(?:'ve)? (?:have )?(?:learned|learnt|know|remember)|learned|learnt|taught|teach you|remember|know about (?:me|us)|know of me|stored|kept|preferences?|habits|routines|phrases|like)\b.*)$/;

/**
 * Whether a text is about the hub's memory: to learn what somebody likes, to be taught, or to tell what it knows.
 *
 * The network has no label for these. The word list decides nothing but which question is asked or which answer given: no order
 * follows from it.
 */
export function memoryRequest(text: string): MemoryRequest | undefined {
  const said = splitWords(text)
    .map((word) => word.text)
    .join(' ')
    .replace(/^(?:(?:hey|okay|ok|hi|hearth) )+/, '');
  if (LEARN.test(said)) return 'learn';
  if (TEACH.test(said)) return 'teach';
  return TELL.test(said) && /\b(?:me|us|i|you|your|my)\b/.test(said) ? 'tell' : undefined;
}

const TOLD_MAX = 4;

/**
 * Tells what is remembered of the speaker and the home: likes, lessons, names, what was learned, what is usual. A voice that is not
 * told, where others are, hears what is the household's alone.
 */
export function tellMemory(
  home: HomeView,
  rewrites: readonly RewriteEntry[],
  speaker: string | undefined,
  because: readonly Evidence[],
): Deed {
  const isMine = (entry: RewriteEntry): boolean => entry.speaker === undefined || entry.speaker === speaker;
  const isUntold = isStranger(home, speaker);
  const newest = [...rewrites].filter(isMine).sort((a, b) => b.createdAt - a.createdAt);
  const parts = [
    likes(home, speaker, isUntold),
    told(
      'When you say',
      newest.filter((entry) => entry.layer === 'taught' && entry.status !== 'retired'),
    ),
    names(home),
    told(
      'I learned that by',
      newest.filter((entry) => entry.layer === 'personal' && ['probation', 'active'].includes(entry.status)),
    ),
    habits(home, isUntold ? [] : home.usual(speaker, TOLD_MAX)),
  ].filter((part) => part !== '');
  const say = parts.length === 0 ? 'I have learned nothing about you yet.' : parts.join(' ');
  return deed({ outcome: 'answer', intent: 'HearthExplain', say, because });
}

function likes(home: HomeView, speaker: string | undefined, isUntold: boolean): string {
  const all = home
    .preferences(speaker)
    .filter(({ person }) => !isUntold || person === undefined)
    .slice(0, TOLD_MAX);
  if (all.length === 0) return '';
  const items = all.map(({ value, person, category }) => {
    const who = person === undefined || person === speaker ? 'you like' : `${person} likes`;
    return `${who} ${value}${category === 'general' ? '' : ` (${category})`}`;
  });
  const text = list(items);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Answers what somebody likes, whether they like a thing, or who does; a voice that is not told hears the household's alone. */
export function tellTastes(
  home: HomeView,
  { who, what, kind }: TasteAsked,
  speaker: string | undefined,
  because: readonly Evidence[],
): Deed {
  const isUntold = isStranger(home, speaker);
  const person = who === null ? speaker : who;
  const likes = (one: string | undefined): string =>
    one === undefined || one === speaker ? 'you like' : `${one} likes`;
  const category = kind === undefined ? undefined : categoryOf(kind, kind);
  const wanted = what === undefined ? undefined : normalPhrase(what);
  const found = home.preferences(who === null ? speaker : undefined).filter((one) => {
    if (isUntold && one.person !== undefined) return false;
    const isTheirs = person === '' || one.person === person || (who === null && one.person === undefined);
    const isOf = category === undefined || category === GENERAL || one.category === category;
    return isTheirs && isOf && (wanted === undefined || normalPhrase(one.value) === wanted);
  });
  const items = [
    ...new Set(
      found.map(({ value, person: whose, category: of }) => {
        const kept = what !== undefined || of === GENERAL ? '' : ` (${of})`;
        return `${likes(whose)} ${value}${kept}`;
      }),
    ),
  ].slice(0, TOLD_MAX);
  const isWhether = what !== undefined && person !== '';
  const asked = person === '' ? 'anybody likes' : likes(person);
  const none = what === undefined ? `I know of nothing yet that ${asked}.` : `I do not know that ${asked} ${what}.`;
  const say = items.length === 0 ? none : `${isWhether ? 'Yes, ' : ''}${list(items)}.`;
  const text = `${say.charAt(0).toUpperCase()}${say.slice(1)}`;
  return deed({ outcome: 'answer', intent: 'HearthExplain', say: text, because });
}

const MEANS =
  /^(?:what (?:does|did|do i mean (?:by|with)|happens when i say|do you do when i say|is meant by|is|should|will happen (?:if|when) i say)|(?:who or what|what or who|who|which (?:lamp|light|one|thing)) is) (?<said>.+?)(?: (?:mean|stand for|do))?$/;

/** What a phrase or a name stands for, where this is asked of one that was taught: "what does movie time mean". */
export function tellMeaning(
  home: HomeView,
  rewrites: readonly RewriteEntry[],
  speaker: string | undefined,
  text: string,
  because: readonly Evidence[],
): Deed | undefined {
  const said = MEANS.exec(normalPhrase(text))?.groups?.said;
  if (said === undefined) return undefined;
  const mine = rewrites.filter(
    (one) => one.layer === 'taught' && (one.speaker === undefined || one.speaker === speaker),
  );
  const entry = mine.find(({ from }) => from === said);
  const name = home.names().find((one) => normalPhrase(one.name) === said.replace(/^(?:the|my|our) /, ''));
  const meaning = entry === undefined ? undefined : told('When you say', [entry]);
  const called = name && `"${name.name}" is the ${home.definition(name.entity)?.name ?? name.entity}.`;
  const say = meaning ?? called;
  return say === undefined ? undefined : deed({ outcome: 'answer', intent: 'HearthExplain', say, because });
}

function told(lead: string, entries: readonly RewriteEntry[]): string {
  const shown = entries.slice(0, TOLD_MAX);
  const more = entries.length > shown.length ? `, and ${entries.length - shown.length} more` : '';
  const says = shown.map(({ from, to, when }) =>
    lead === 'When you say'
      ? `"${from}", I take it as "${to}"`
      : `"${from}" you mean "${to}"${when === undefined ? '' : ` (${when.replace('=', ' ')})`}`,
  );
  return shown.length === 0 ? '' : `${lead} ${list(says)}${more}.`;
}

function names(home: HomeView): string {
  const items = home
    .names()
    .slice(0, TOLD_MAX)
    .map(({ name, entity }) => `"${name}" is the ${home.definition(entity)?.name ?? entity}`);
  return items.length === 0 ? '' : `${list(items).replace(/^"/, 'The name "')}.`;
}

function habits(home: HomeView, usual: readonly Usual[]): string {
  const items = usual.map(({ entity, service, minute, days, after }) => {
    const what = `${service.replaceAll('_', ' ')} the ${home.definition(entity)?.name ?? entity}`;
    if (after !== undefined) return `${what} after ${after}`;
    const hour = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
    return `${what} around ${hour}${days === 'any' ? '' : days === 'weekday' ? ' on weekdays' : ' at weekends'}`;
  });
  return items.length === 0 ? '' : `You often ${list(items)}.`;
}

import type { EntityId } from '../domain/entity.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { isBarePhrase } from '../domain/plain.ts';
import { isQuestion } from '../domain/question.ts';
import { ORDER_VERB } from '../domain/sentence.ts';
import { namedThings } from './named.ts';
import type { Scene } from './scene.ts';
import { stem } from './stems.ts';

/** A lesson as its sentence has it: a phrase and the order it stands for, or a name and the thing that is to bear it. */
export interface LessonSaid {
  readonly phrase: string;
  readonly meaning: string;
  readonly thing?: EntityId;
}

const WHEN = '(?:when(?:ever)?|if|(?:every|each|any) ?time) (?:i|we) say,?';
const AT_ONCE = '(?:(?:then|please|just|you should|i want you to|it means)[, ]+)*';
/** "The desk lamp is broken from now on" says how it is, not what it is called. */
const STATED =
  '(?!(?:too|so|very|not|no|always|never|going|to|in|at|for|out|off|on|broken|dead|kaput|faulty|defective|unplugged|disconnected|' +
  'disabled|enabled|forbidden|allowed|available|free|busy|ready|fixed|mended|repaired|working|gone|back|new|old|mine|ours|yours|' +
  'open|closed|shut|locked|unlocked|empty|full|clean|dirty|hot|warm|cold|wet|dry)\\b)';
const LESSONS: readonly RegExp[] = [
  `${WHEN} (?<phrase>.+?),? ${AT_ONCE}(?<meaning>ORDER)`,
  `(?<meaning>ORDER) ${WHEN} (?<phrase>.+)`,
  `change (?<phrase>.+?) to (?:mean )?(?<meaning>ORDER)`,
  `(?:let|make|have|i['’]d like|(?:i|we) (?:want|would like)) (?<phrase>.+?) (?:to )?mean (?<meaning>ORDER)`,
  `(?:(?:learn|remember) that )?(?<phrase>.+?) (?:means?|should mean|stands for|is when you) (?:that you )?(?<meaning>ORDER)`,
  `(?<phrase>.+?) (?<weak>should|is to|shall) (?<meaning>ORDER)`,
].map(patternOf);
const NAMES: readonly RegExp[] = [
  '(?:rename|call|name) (?<thing>.+?) (?:to|as|into) (?<name>.+)',
  "(?:let us |let's |(?:i|we) (?:want to |would like to )?)?(?:call|name|rename) (?<both>.+)",
  'give (?<thing>.+?) the name (?<name>.+)',
  'the (?:new )?name (?:of|for) (?<thing>.+?) (?:is|should be) (?<name>.+)',
  "(?:(?<thing>.+?)['’]s|its) (?:new )?name is (?<name>.+)",
  '(?<thing>.+?) is (?:(?:called|named|known as) )?STATED(?<name>.+?) from now on',
  '(?<=^from now on,? )(?<thing>.+?) is (?:(?:called|named|known as) )?STATED(?<name>.+)',
  '(?<name>[^ ]+) (?<weak>is) (?<thing>the .+)',
].map(patternOf);

/** "call the grocery store and get their hours": who calls so calls somebody. */
const NO_NAME =
  /\b(?:and|or|then|to|for|from|about|at|with|that|if|when|their|they|them|is|are|has|have|tell|ask|say)\b/i;

function patternOf(form: string): RegExp {
  return new RegExp(
    `^(?:from now on,? |please )*${form.replace('ORDER', `${ORDER_VERB} .+?`).replace('STATED', STATED)}(?: instead| from now on| please)*[.!]?$`,
    'i',
  );
}

/**
 * What a sentence teaches in so many words; undefined where it teaches nothing. `isTeaching`: the network takes it for a lesson, as
 * it must where the words alone may be none ("lizard mode should turn on the lamp").
 */
export function lessonSaid(scene: Scene, text: string, isTeaching: boolean): LessonSaid | undefined {
  if (isQuestion(text)) return undefined;
  for (const pattern of LESSONS) {
    const { phrase, meaning, weak } = pattern.exec(text.trim())?.groups ?? {};
    if (phrase === undefined || meaning === undefined) continue;
    if (weak !== undefined && (!isTeaching || isOfHome(scene, phrase))) continue;
    if (!/^(?:i|we|you|it|this|that|he|she|they|somebody|someone)$/i.test(phrase)) return { phrase, meaning };
  }
  return named(scene, text, isTeaching);
}

function isOfHome({ lexicon }: Scene, phrase: string): boolean {
  return normalPhrase(phrase)
    .split(' ')
    .some((word) => lexicon.postings(stem(word)) !== undefined);
}

function named(scene: Scene, text: string, isTeaching: boolean): LessonSaid | undefined {
  for (const pattern of NAMES) {
    const groups = pattern.exec(text.trim())?.groups;
    if (groups === undefined || (groups.weak !== undefined && !isTeaching)) continue;
    const parts = groups.both === undefined ? [[groups.thing ?? 'it', groups.name ?? '']] : splits(groups.both);
    for (const [thing = '', name = ''] of parts) {
      const [id, ...more] = namedThings(scene, thing);
      if (groups.both !== undefined && !isTeaching && NO_NAME.test(name)) continue;
      if (id !== undefined && more.length === 0 && name !== '' && !isBarePhrase(name))
        return { phrase: name, meaning: thing, thing: id };
    }
  }
  return undefined;
}

/** "the desk lamp Bert", cut wherever a name may begin: the longest thing first. */
function splits(text: string): readonly (readonly [string, string])[] {
  const words = text.split(/\s+/);
  return words.map((_, at) => [words.slice(0, -at - 1).join(' '), words.slice(-at - 1).join(' ')] as const);
}

import { type Example, joinTokens, type Span, tagWords } from './example.ts';
import { say, type Token, type WordTable } from './grammar.ts';
import { normalise } from './leakage.ts';
import { addNoise } from './noise.ts';
import { hashText, type Random, seeded } from './random.ts';
import type { Rule, Topic } from './rule.ts';
import { away } from './say/away.ts';
import { awayKinds, awayKindsWords } from './say/awayKinds.ts';
import { awayLookalikes } from './say/awayLookalikes.ts';
import { awayQuestions, holidays } from './say/awayQuestions.ts';
import { climate } from './say/climate.ts';
import { compound, compoundWords } from './say/compound.ts';
import { covers } from './say/covers.ts';
import { learning } from './say/learning.ts';
import { lighting } from './say/lighting.ts';
import { media } from './say/media.ts';
import { questions } from './say/questions.ts';
import { spoken, spokenWords } from './say/spoken.ts';
import { switching } from './say/switching.ts';
import { talk } from './say/talk.ts';
import { timers } from './say/timers.ts';
import { climateWords, common, coverWords, lightWords, reasons } from './words/common.ts';
import { devices } from './words/devices.ts';
import { household, occasions } from './words/household.ts';
import { numbers } from './words/numbers.ts';
import { people } from './words/people.ts';
import { places } from './words/places.ts';
import { sensing } from './words/sensing.ts';
import { taught } from './words/taught.ts';
import { titles } from './words/titles.ts';
import { world } from './words/world.ts';

export const TOPICS: readonly Topic[] = [
  switching,
  lighting,
  covers,
  climate,
  questions,
  media,
  timers,
  talk,
  learning,
  compound,
  away,
  awayQuestions,
  awayLookalikes,
  awayKinds,
  spoken,
];

export const WORDS: WordTable = {
  ...common,
  ...lightWords,
  ...coverWords,
  ...climateWords,
  ...reasons,
  ...places,
  ...people,
  ...numbers,
  ...devices,
  ...sensing,
  ...titles,
  ...household,
  ...occasions,
  ...taught,
  ...compoundWords,
  ...world,
  ...holidays,
  ...awayKindsWords,
  ...spokenWords,
};

/** A generated sentence and the group it belongs to: sentences of a group differ only in what fills their slots. */
export interface Generated extends Example {
  group: string;
}

/** Intents whose sentences nobody addresses with "could you please". */
const NOT_POLITE: ReadonlySet<string> = new Set([
  'Ignore',
  'HearthConfirm',
  'HearthDeny',
  'HassNevermind',
  'HearthCorrect',
  'HearthTeach',
  'HearthSetPreference',
]);

/**
 * Household speech, labelled: every sentence of every topic several times over, in many words.
 * The same seed and scale give the same sentences in the same order.
 */
export function generate(seed: number, scale = 1): Generated[] {
  const out: Generated[] = [];
  const seen = new Set<string>();
  for (const topic of TOPICS) {
    for (const [index, rule] of topic.rules.entries()) {
      // One source of chance for each rule: changing one rule leaves the others' sentences as they were.
      const random = seeded(hashText(`${seed} ${topic.name} ${rule.intent} ${index}`));
      generateRule(topic.name, rule, Math.ceil(rule.share * scale), random, seen, out);
    }
  }
  return out;
}

function generateRule(
  topic: string,
  rule: Rule,
  count: number,
  random: Random,
  seen: Set<string>,
  out: Generated[],
): void {
  let made = 0;
  for (let tries = 0; made < count && tries < count * 4; tries += 1) {
    const saying = rule.say[tries % rule.say.length] as string;
    const example = speakOnce(topic, rule, saying, random);
    const key = normalise(example.text);
    if (key === '' || seen.has(key)) continue;
    seen.add(key);
    out.push(example);
    made += 1;
  }
}

function speakOnce(topic: string, rule: Rule, saying: string, random: Random): Generated {
  const said = say(saying, WORDS, random);
  const polite = rule.intent === null || !NOT_POLITE.has(rule.intent);
  const tokens = addNoise(
    markCommands(said.tokens),
    { polite, misheard: rule.intent !== null && rule.intent !== 'HearthTeach' },
    random,
  );
  const { text, spans } = joinTokens(tokens);
  const written = writeOut(text, spans, random);
  const outOfVocabulary = rule.intent === 'Handoff' || rule.intent === 'Ignore';
  return {
    text: written,
    intent: rule.intent,
    domain: rule.domain !== undefined ? rule.domain : (said.domain ?? null),
    tags: outOfVocabulary ? null : tagWords(written, spans),
    source: `generated/${topic}`,
    weight: 1,
    group: delexicalise(tokens),
  };
}

/** Stands in a saying before a command that no conjunction announces. */
const BORDER = '¦';

/** Where no word stands between two commands, the first word of the second is `split`: it opens a clause and stays in it. */
function markCommands(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  let spans = Math.max(0, ...tokens.map((token) => token.span));
  for (const [i, token] of tokens.entries()) {
    if (token.text === BORDER) continue;
    const opens = tokens[i - 1]?.text === BORDER;
    if (opens) spans += 1;
    out.push(opens ? { ...token, tag: 'split', span: spans } : token);
  }
  return out;
}

function delexicalise(tokens: readonly { text: string; tag: string | null; span: number }[]): string {
  const words: string[] = [];
  let open = -1;
  for (const token of tokens) {
    if (token.tag === null) words.push(token.text.toLowerCase());
    else if (token.span !== open) words.push(`<${token.tag}>`);
    open = token.tag === null ? -1 : token.span;
  }
  return words.join(' ');
}

/** Letter case and punctuation: mostly none, as recognisers write. Offsets stay as they are. */
function writeOut(text: string, spans: readonly Span[], random: Random): string {
  const style = random.next();
  if (style < 0.68) return text.toLowerCase();
  if (style < 0.76) return text;
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  const isQuestion = /^(what|how|is|are|which|where|who|did|can|could|would|will|do|any)\b/i.test(text);
  const end = isQuestion ? '?' : random.pick(['.', '', '!']);
  if (style < 0.94 || spans.length === 0) return capital + end;
  // Title case in names: "Turn off Play Corner".
  let titled = capital;
  for (const span of spans) {
    if (span.tag !== 'target' && span.tag !== 'area' && span.tag !== 'search_query') continue;
    const name = titled.slice(span.start, span.end).replace(/(^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase());
    titled = titled.slice(0, span.start) + name + titled.slice(span.end);
  }
  return titled + end;
}

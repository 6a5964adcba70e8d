import type { Plan, Turn } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { intentFeature } from './features.ts';
import type { Scene } from './scene.ts';
import { stem, stemsOf } from './stems.ts';

/** How surely words that name what was offered, and nothing else, pick it. */
const PICKED = 0.9;
/** Words that name nothing, around a pick. */
const AROUND = new Set(
  'the a an one ones that this it um uh er well no yes yeah yep ok okay sure please thanks i mean meant want would like take use on in at to of with and but just only do for me by side there'.split(
    ' ',
  ),
);
const ANY =
  /^(?:either|any|whichever|whatever|(?:i|it) (?:do not|don't|does not|doesn't) (?:care|mind|matter)|(?:doesn't|does not) matter|no matter|you (?:choose|pick|decide))(?: (?:one|of them|you like|really|is fine|will do))*$/;

/**
 * "The one on the right", "not the left one", "either", "just the lantern": of what was offered, or of several things that were to
 * be confirmed, what the words leave; whatever they were read as.
 *
 * undefined where they name anything else, or leave more than one.
 */
export function picked(scene: Scene, reading: Reading): Candidate | undefined {
  const { asked } = scene;
  const question = asked?.question;
  const words = reading.words.map(({ text }) => text);
  if (asked === undefined || question === undefined || words.length > limits.replyWordsMax + 2) return undefined;
  const { kind, options } = question;
  if (options.length < 2 || options.some(({ targets }) => targets.length === 0)) return undefined;
  const text = words.join(' ');
  if (kind === 'clarify' && ANY.test(text)) return taken(options[0], asked);
  const isPart = /\b(?:only|just|not)\b/.test(text);
  if (kind !== 'clarify' && !(kind === 'confirm' && isPart)) return undefined;
  const not = words.findIndex((word) => word === 'not' || word === 'without');
  const said = contentOf(not < 0 ? words : words.slice(0, not));
  const unwanted = contentOf(not < 0 ? [] : words.slice(not + 1));
  if (said.length + unwanted.length === 0) return undefined;
  const names = options.map((option) => namesOf(scene, option));
  if (![...said, ...unwanted].every((word) => names.some((one) => one.has(word)))) return undefined;
  const isMeant = (_: Plan, at: number) =>
    said.every((word) => names[at]?.has(word)) &&
    (unwanted.length === 0 || !unwanted.every((word) => names[at]?.has(word)));
  const [only, ...more] = options.filter(isMeant);
  return more.length > 0 ? undefined : taken(only, asked);
}

const NOT = /^(?:(?:and|but|no|sorry) )*(?:not|except(?: for)?|apart from|without) /;

const ONLY = /^(?:(?:and|but|no|sorry|i meant?) )*(?:only|just) /;

/**
 * "Not the spots", "except the left one", "only the right one", after several things were done: those that are not wanted are as
 * they were before, the rest stays done.
 *
 * undefined where no single thing of several, or more than that, is named.
 */
export function sparedAfter(scene: Scene, reading: Reading): Candidate | undefined {
  const text = reading.words.map((word) => word.text).join(' ');
  const [turn] = scene.turns;
  const plan = turn?.decision.outcome === 'act' && turn.question === undefined ? turn.plans.at(-1) : undefined;
  if (plan === undefined || scene.before !== undefined || !(NOT.test(text) || ONLY.test(text))) return undefined;
  if (scene.home.now - (turn?.at ?? 0) > limits.conversationAgeMsMax) return undefined;
  const isOnly = ONLY.test(text);
  if (isOnly && plan.intent === 'HearthUndo') return undefined;
  const said = contentOf(text.replace(isOnly ? ONLY : NOT, '').split(' '));
  const targets = plan.targets.filter((id) => {
    const names = namesOf(scene, { ...plan, targets: [id] });
    return said.every((word) => names.has(word)) !== isOnly;
  });
  if (said.length === 0 || targets.length === 0 || targets.length === plan.targets.length) return undefined;
  const feature: Feature = { name: 'asked', value: 0.5, signal: 'conversation', detail: 'it was just done' };
  const features = [intentFeature('an exception', PICKED), feature];
  return { intent: 'HearthUndo', slots: {}, targets: [...targets].sort(), features, fuzzy: false };
}

function contentOf(words: readonly string[]): string[] {
  return words.filter((word) => !AROUND.has(word)).map(stem);
}

/** The words of what a plan is about, and of where that is. */
function namesOf({ home }: Scene, { targets }: Plan): ReadonlySet<string> {
  const definitions = targets.flatMap((id) => home.definition(id) ?? []);
  return new Set(definitions.flatMap(({ name, area }) => stemsOf(`${name} ${area ?? ''}`)));
}

function taken(plan: Plan | undefined, turn: Turn): Candidate | undefined {
  if (plan === undefined) return undefined;
  const feature: Feature = { name: 'asked', value: 1, signal: 'conversation', detail: 'it answers the question' };
  const { intent, slots, targets, via } = plan;
  return {
    intent,
    slots,
    targets: [...targets].sort(),
    features: [intentFeature('an answer', PICKED), feature],
    fuzzy: false,
    follows: { turn, how: 'answer' },
    ...(via !== undefined && { via }),
  };
}

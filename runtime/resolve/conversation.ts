import type { Plan, Turn } from '../domain/context.ts';
import type { SlotValue } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import { type Intent, type IntentLabel, NAMING_SLOTS } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { entityFeatures, tierFeature } from './features.ts';
import { actuates, adapt, canBeAbout } from './intents.ts';
import type { Lexicon } from './lexicon.ts';
import { groupMentions, type Mentions } from './mentions.ts';
import { withNameSaid } from './nameSaid.ts';
import { idsOf, optionsOf } from './reference.ts';
import { correctable, lastPlan } from './saidAnew.ts';
import type { Scene } from './scene.ts';
import { mentionOf, saidOf, valueSlots } from './slots.ts';
import { stemsOf } from './stems.ts';
import { type Allowed, type Match, resolveGroup, type Unmatched } from './targets.ts';
import { taughtSpans } from './teaching.ts';

const CONVERSATIONAL: ReadonlySet<IntentLabel> = new Set<IntentLabel>([
  'HearthConfirm',
  'HearthDeny',
  'HassNevermind',
  'HearthUndo',
  'HearthRepeat',
  'HearthExplain',
  'HearthCorrect',
  'HearthTeach',
  'HearthForget',
  'HearthSetPreference',
  'Continue',
]);

/** Labels that are about the conversation itself: what they mean lies in the turns before. */
export function isConversational(label: IntentLabel): label is Exclude<IntentLabel, 'Handoff' | 'Ignore'> {
  return CONVERSATIONAL.has(label);
}

export function conversationCandidates(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  label: IntentLabel,
  lead: readonly Feature[],
): Candidate[] {
  switch (label) {
    case 'HearthDeny': {
      // "no, the right one": not only a no.
      const instead =
        scene.asked !== undefined && mentions.groups.length > 0
          ? carriedOn(scene, reading, mentions, 'correct', lead)
          : [];
      return instead.some((one) => one.targets.length > 0) ? instead : [reply(scene, label, lead)];
    }
    case 'HearthConfirm':
    case 'HassNevermind':
      return [reply(scene, label, lead)];
    case 'Continue':
      return carriedOn(scene, reading, mentions, 'continue', lead);
    case 'HearthCorrect':
      return carriedOn(scene, reading, mentions, 'correct', lead);
    case 'HearthTeach':
    case 'HearthForget':
    case 'HearthSetPreference':
      return [plain(label, taughtSlots(scene.lexicon, reading, label), lead)];
    case 'HearthUndo':
      return [{ ...plain(label, {}, [...lead, ...undoable(scene)]), targets: talkedOf(scene, reading, mentions) }];
    case 'HearthExplain':
      return [{ ...plain(label, {}, lead), targets: talkedOf(scene, reading, mentions) }];
    default:
      return [plain(label as Intent, {}, lead)];
  }
}

/** "undo the kettle", "why is the oven on": the things that are named; [] where none are. */
function talkedOf(scene: Scene, reading: Reading, mentions: Mentions): EntityId[] {
  const any: Allowed = ({ domain }) => !/^(?:binary_)?sensor$/.test(domain);
  const named = withNameSaid(scene.lexicon, reading, mentions, any);
  const groups = named === undefined ? mentions.groups : groupMentions(named).groups;
  const found = groups.flatMap((group) => {
    const resolved = resolveGroup(scene.lexicon, group, any);
    return 'match' in resolved && !resolved.match.fuzzy ? resolved.match.entities : [];
  });
  return [...new Set(idsOf(scene.lexicon, found))];
}

function undoable(scene: Scene): Feature[] {
  const acted = scene.turns[0]?.decision.outcome === 'act';
  return acted ? [{ name: 'asked', value: 0.6, signal: 'conversation', detail: 'something was just done' }] : [];
}

function plain(intent: Intent, slots: { [name: string]: SlotValue }, features: readonly Feature[]): Candidate {
  return { intent, slots, targets: [], features, fuzzy: false };
}

function reply(scene: Scene, intent: Intent, lead: readonly Feature[]): Candidate {
  const { asked } = scene;
  const [only, ...more] = asked?.question?.kind === 'clarify' ? asked.question.options : [];
  if (asked !== undefined && intent === 'HearthConfirm' && only !== undefined && more.length === 0) {
    const feature: Feature = { name: 'asked', value: 1, signal: 'conversation', detail: 'you were asked' };
    return fromPlan(only, only.targets, [...lead, feature], asked, 'answer');
  }
  const isYesNo = asked?.question?.kind !== 'clarify' && asked?.question?.kind !== 'slot';
  const ready = asked !== undefined && (isYesNo || intent !== 'HearthConfirm');
  if (ready) {
    const feature: Feature = { name: 'asked', value: 1, signal: 'conversation', detail: 'you were asked' };
    return { ...plain(intent, {}, [...lead, feature]), follows: { turn: asked, how: 'answer' } };
  }
  const unasked: Feature = {
    name: 'unasked',
    value: intent === 'HassNevermind' ? 0 : 1,
    signal: 'conversation',
    detail: 'nothing was asked',
  };
  return plain(intent, {}, [...lead, unasked]);
}

function taughtSlots(lexicon: Lexicon, reading: Reading, intent: Intent): { [name: string]: SlotValue } {
  const slots: { [name: string]: SlotValue } = {};
  const names =
    intent === 'HearthSetPreference'
      ? (['category', 'preference', 'person'] as const)
      : (['phrase', 'meaning', 'category'] as const);
  for (const tag of names) {
    const text = mentionOf(reading, tag)?.text;
    if (text !== undefined) slots[tag === 'preference' ? 'value' : tag] = text;
  }
  if (intent === 'HearthTeach') {
    const spans = taughtSpans(lexicon, reading);
    if (spans.meaning === null) delete slots.meaning;
    else Object.assign(slots, spans);
    if (spans.phrase !== undefined) slots.phrase = spans.phrase;
  }
  if (intent === 'HearthForget' && mentionOf(reading, 'all') !== undefined && slots.phrase === undefined)
    slots.scope = 'everything';
  return slots;
}

/** Answers to "which one?": a short reply picks from the options that were offered. */
export function answerCandidates(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  lead: readonly Feature[],
): Candidate[] {
  const { asked, lexicon } = scene;
  const question = asked?.question;
  if (asked === undefined || question === undefined || question.kind !== 'clarify') return [];
  const offered = new Set(question.options.flatMap((option) => option.targets));
  const picks: Candidate[] = [];
  const allowed: Allowed = (definition) => offered.has(definition.id);
  const feature: Feature = { name: 'asked', value: 1, signal: 'conversation', detail: 'it answers the question' };
  for (const group of mentions.groups) {
    const resolved = resolveGroup(lexicon, group, allowed);
    if (!('match' in resolved)) continue;
    const ids = idsOf(lexicon, resolved.match.entities);
    const option = question.options.find((one) => ids.some((id) => one.targets.includes(id)));
    if (option === undefined) continue;
    picks.push(
      fromPlan(
        option,
        ids.filter((id) => option.targets.includes(id)),
        [...lead, feature, tierFeature(resolved.match.tier, resolved.match.words)],
        asked,
        'answer',
      ),
    );
  }
  if (picks.length === 0 && mentions.groups.length === 0) {
    const index = ordinalOf(reading);
    const option = index === undefined ? undefined : question.options.at(index);
    if (option !== undefined) picks.push(fromPlan(option, option.targets, [...lead, feature], asked, 'answer'));
    else if (isAllOfThem(reading)) picks.push(...everyOption(question.options, [...lead, feature], asked));
  }
  return picks;
}

const ALL = new Set(['both', 'all', 'every', 'everything', 'each']);
/** Words of somebody who takes all that was offered; with others, "everything" is a request of its own. */
const PICKING = new Set(
  (
    'both all every everything each one ones of them these those the two three four please yes yeah yep sure okay ok do it ' +
    'and i mean want would like just thanks for me'
  ).split(' '),
);

function isAllOfThem({ words }: Reading): boolean {
  return words.some(({ text }) => ALL.has(text)) && words.every(({ text }) => PICKING.has(text));
}

function ordinalOf(reading: Reading): number | undefined {
  const text = ` ${reading.words.map((word) => word.text).join(' ')} `;
  const index = [/ (?:first|1st|former) /, / (?:second|2nd|latter) /, / (?:third|3rd) /, / (?:fourth|4th) /].findIndex(
    (p) => p.test(text),
  );
  return index < 0 ? (/ last /.test(text) ? -1 : undefined) : index;
}

function everyOption(options: readonly Plan[], features: readonly Feature[], asked: Turn): Candidate[] {
  const [first] = options;
  if (first === undefined || options.some((option) => option.intent !== first.intent)) return [];
  return [
    fromPlan(
      first,
      options.flatMap((option) => option.targets),
      features,
      asked,
      'answer',
    ),
  ];
}

function fromPlan(
  plan: Plan,
  targets: readonly string[],
  features: readonly Feature[],
  turn: Turn,
  how: 'answer' | 'continue' | 'correct',
): Candidate {
  return {
    intent: plan.intent,
    slots: plan.slots,
    targets: [...new Set(targets)].sort(),
    features,
    fuzzy: false,
    follows: { turn, how },
    ...(plan.via !== undefined && { via: plan.via }),
  };
}

/** Two ways to set one thing: what is said now takes the place of what was said before. */
const EXCLUSIVE = [
  ['brightness', 'brightness_step'],
  ['temperature', 'temperature_step'],
  ['percentage', 'percentage_step'],
  ['volume_level', 'volume_step'],
  ['color', 'temperature'],
];

/** "and the hall too", "what about the bedroom", "no, the bedroom one", "make it 50": the last request with something changed. */
function carriedOn(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  how: 'continue' | 'correct',
  lead: readonly Feature[],
): Candidate[] {
  const answers = how === 'continue' ? answerCandidates(scene, reading, mentions, lead) : [];
  if (answers.length > 0) return answers;
  const turn = correctable(scene);
  const plan = turn === undefined ? undefined : lastPlan(turn);
  if (turn === undefined || plan === undefined) return [];
  const context = { now: scene.home.now, timezone: scene.home.household.timezone };
  const values = valueSlots(plan.intent, reading, context);
  if (mentions.groups.length === 0) {
    const isOther = mentions.ref !== undefined && /other/.test(mentions.ref.text);
    const other = isOther ? otherOnes(scene, plan) : [];
    if (other.length > 0)
      return other.map((index) => changed(scene, reading, turn, plan, [index], undefined, how, values, lead));
    if (Object.keys(values).length === 0) return how === 'correct' ? [plain('HearthCorrect', {}, lead)] : [];
    const targets = plan.targets.flatMap((id) => scene.lexicon.indexOf(id) ?? []);
    return [changed(scene, reading, turn, plan, targets, undefined, how, values, lead)];
  }
  const domains = new Set(plan.targets.map((id) => scene.home.definition(id)?.domain));
  const said = saidOf(reading);
  // What was locked or unlocked is so still, of another door.
  const verb = domains.has('lock') ? [plan.intent === 'HassTurnOff' ? 'unlock' : 'lock'] : [];
  const asBefore = { ...said, words: new Set([...said.words, ...verb]) };
  const allowed: Allowed = (definition) => canBeAbout(plan.intent, definition, asBefore);
  const sameKind: Allowed = (definition) =>
    allowed(definition) && (domains.size === 0 || domains.has(definition.domain));
  const unknown = ({ kind, words }: Unmatched): Candidate[] => {
    const detail = `this home has no "${words}"`;
    const feature: Feature = { name: 'unmatched', value: 1, signal: 'words', detail };
    return [{ ...plain(plan.intent, {}, [...lead, feature]), unmatched: { kind, words } }];
  };
  let match: Match | undefined;
  let options: readonly (readonly number[])[] = [[]];
  for (const group of mentions.groups) {
    const near = resolveGroup(scene.lexicon, group, sameKind);
    const resolved = 'match' in near ? near : resolveGroup(scene.lexicon, group, allowed);
    if (!('match' in resolved)) return unknown(resolved.unmatched);
    match = resolved.match;
    const isAlike = group.targets.every((mention) => isOne(mention.text));
    const meant = isAlike
      ? [counterparts(scene, plan, match.entities)]
      : optionsOf(scene, reading, mentions, match, plan.intent).map(({ entities }) => entities);
    if (meant.length === 0 || (isAlike && (meant[0]?.length === 0 || (near !== resolved && actuates(plan.intent))))) {
      const thing = plan.targets.length === 1 ? (scene.home.definition(plan.targets[0] ?? '')?.name ?? '') : '';
      return unknown({ kind: 'target', words: thing === '' ? match.words : `${thing} in the ${match.words}` });
    }
    options = options.flatMap((before) => meant.map((entities) => [...before, ...entities]));
  }
  return options
    .slice(0, limits.impliedOptionsMax)
    .map((entities) => changed(scene, reading, turn, plan, entities, match, how, values, lead));
}

function isOne(text: string): boolean {
  return /^(?:one|ones)$/i.test(text.trim());
}

/** "the bedroom one" after the living room's reading lamp: the one there that is called alike, or all where none is. */
function counterparts(scene: Scene, plan: Plan, entities: readonly number[]): readonly number[] {
  const [only, ...more] = plan.targets;
  const name = more.length > 0 ? undefined : scene.home.definition(only ?? '')?.name;
  if (name === undefined) return entities;
  const wanted = new Set(stemsOf(name));
  const overlap = (index: number) =>
    stemsOf(scene.lexicon.entities[index]?.definition.name ?? '').filter((word) => wanted.has(word)).length;
  const best = Math.max(...entities.map(overlap));
  // Where lamps are called otherwise they are lamps all the same; another switch is another thing.
  if (best === 0) return scene.home.definition(only ?? '')?.domain === 'switch' ? [] : entities;
  return entities.filter((index) => overlap(index) === best);
}

function otherOnes(scene: Scene, plan: Plan): number[] {
  const definitions = plan.targets.flatMap((id) => scene.home.definition(id) ?? []);
  const domains = new Set(definitions.map(({ domain }) => domain));
  const areas = new Set(definitions.map(({ area }) => area));
  const others = scene.lexicon.entities.flatMap(({ definition }, index) =>
    domains.has(definition.domain) && areas.has(definition.area) && !plan.targets.includes(definition.id)
      ? [index]
      : [],
  );
  // After the left sofa lamp the right sofa lamp is the other, not the chandelier.
  return definitions.length === 1 ? [...counterparts(scene, plan, others)] : others;
}

const OTHER =
  /^(?:and |no |nope |sorry |not that one |i meant? |now |also |do )*(?:the )?other(?: one| ones)?(?: too| also| as well| please)*$/;

const ALSO = /^(?:(?:and|now|please) )*the ((?:\w+ )+)ones?(?: too| also| as well)(?: please)?$/;

/** "And the other", "no, the other one", "the left one as well": in so many words, whatever they were read as. */
export function otherOne(scene: Scene, reading: Reading, lead: readonly Feature[]): Candidate[] {
  const text = reading.words.map((word) => word.text).join(' ');
  const said = OTHER.test(text) ? [] : stemsOf(ALSO.exec(text)?.[1] ?? '');
  const turn = said.length > 0 || OTHER.test(text) ? correctable(scene) : undefined;
  const plan = turn === undefined || turn.question !== undefined ? undefined : lastPlan(turn);
  if (turn === undefined || plan === undefined) return [];
  const how = /^(?:no|nope|sorry|not|i) /.test(text) ? 'correct' : 'continue';
  const isMeant = (index: number) => {
    const names = stemsOf(scene.lexicon.entities[index]?.definition.name ?? '');
    return said.every((word) => names.includes(word));
  };
  return otherOnes(scene, plan)
    .filter(isMeant)
    .map((index) => changed(scene, reading, turn, plan, [index], undefined, how, {}, lead));
}

function changed(
  scene: Scene,
  reading: Reading,
  turn: Turn,
  plan: Plan,
  entities: readonly number[],
  match: Match | undefined,
  how: 'continue' | 'correct',
  values: { readonly [name: string]: SlotValue },
  lead: readonly Feature[],
): Candidate {
  const targets = idsOf(scene.lexicon, entities);
  const first = scene.home.definition(targets[0] ?? '');
  const intent = first === undefined ? plan.intent : (adapt(plan.intent, first.domain, saidOf(reading)) ?? plan.intent);
  const isReplaced = (name: string) => EXCLUSIVE.some((set) => set.includes(name) && set.some((one) => one in values));
  const isSame = match === undefined && targets.every((id) => plan.targets.includes(id));
  const kept = Object.fromEntries(
    Object.entries(plan.slots).filter(([name]) => !isReplaced(name) && (isSame || !NAMING_SLOTS.has(name))),
  );
  const area = match?.places.find((place) => place.kind === 'area')?.name;
  const name = match?.tier === 'exact' && targets.length === 1 ? first?.name : undefined;
  const feature: Feature = {
    name: 'asked',
    value: 0.5,
    signal: 'conversation',
    detail: `it carries on "${turn.hypotheses[0]?.text ?? ''}"`,
  };
  return {
    intent,
    slots: { ...kept, ...(area !== undefined && { area }), ...(name !== undefined && { name }), ...values },
    targets,
    features: [
      ...lead,
      feature,
      ...(match === undefined ? [] : [tierFeature(match.tier, match.words)]),
      ...entityFeatures(scene, reading, intent, targets),
    ],
    fuzzy: match?.fuzzy ?? false,
    follows: { turn, how },
    ...(plan.via !== undefined && { via: plan.via }),
  };
}

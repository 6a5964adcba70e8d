import type { SlotValue } from '../domain/decision.ts';
import type { Intent } from '../domain/intent.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { tierFeature } from './features.ts';
import { handlerOf, slotContext, withVia } from './handlers.ts';
import type { Mentions } from './mentions.ts';
import { idsOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { mentionOf, valueSlots } from './slots.ts';
import { stemsOf } from './stems.ts';
import { matchStems } from './targets.ts';

const SHOPPING = ['shopping', 'grocery', 'groceries'];
const LIST_WORDS = new Set(['list', 'todo', 'to', 'do', 'task', 'item']);

/** Which list an item belongs on: the one that is named, the shopping list, or the only one there is. */
export function listCandidates(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  intent: Intent,
  lead: readonly Feature[],
): Candidate[] {
  const slots: { [name: string]: SlotValue } = { ...valueSlots(intent, reading, slotContext(scene)) };
  const all = scene.lexicon.inDomain('todo');
  const named = mentionOf(reading, 'name') ?? mentions.groups[0]?.targets[0];
  const shopping = intent.includes('Shopping');
  const isShopping = (index: number) =>
    SHOPPING.some((word) => stemsOf(scene.lexicon.entities[index]?.definition.name ?? '').includes(word));
  const build = (chosen: Intent, indices: readonly number[], features: readonly Feature[]): Candidate => {
    const name = scene.lexicon.entities[indices[0] ?? -1]?.definition.name;
    const withName = chosen.includes('Shopping') || name === undefined ? slots : { ...slots, name };
    return withVia(scene, {
      intent: chosen,
      slots: withName,
      targets: idsOf(scene.lexicon, indices),
      features: [...lead, ...features],
      fuzzy: false,
    });
  };
  const match = named === undefined ? undefined : matchList(scene, named);
  if (match !== undefined && !match.every(isShopping)) {
    const feature = tierFeature('named', named?.text ?? '');
    return match.map((index) => build(shopping ? onNamedList(intent) : intent, [index], [feature]));
  }
  const elsewhere = handlerOf(scene, intent) !== undefined;
  const only = shopping && !elsewhere && !all.some(isShopping) ? shoppingByElimination(scene, all) : undefined;
  if (only !== undefined) return [build(onNamedList(intent), [only], [tierFeature('class', 'shopping list')])];
  if (shopping || match !== undefined)
    return [build(shopping ? intent : onShoppingList(intent), all.filter(isShopping).slice(0, 1), [])];
  const general = named === undefined || stemsOf(named.text).every((word) => LIST_WORDS.has(word));
  if (general && all.length > 0)
    return all.map((index) => build(intent, [index], all.length === 1 ? [tierFeature('class', 'list')] : []));
  if (handlerOf(scene, intent) !== undefined && all.length === 0) {
    return [
      withVia(scene, {
        intent,
        slots: { ...slots, ...(named !== undefined && { name: named.text }) },
        targets: [],
        features: lead,
        fuzzy: false,
      }),
    ];
  }
  const words = named?.text ?? 'list';
  const feature: Feature = {
    name: 'unmatched',
    value: 1,
    signal: 'words',
    detail: `this home has no list called "${words}"`,
  };
  return [
    {
      intent,
      slots,
      targets: [],
      features: [...lead, feature],
      fuzzy: false,
      unmatched: { kind: 'target', words },
    },
  ];
}

const CHORES = new Set(['task', 'todo', 'chore', 'homework', 'work', 'reminder', 'packing', 'project', 'wish']);

/** Where no list is called a shopping list, the only one that is not for tasks is what people shop by. */
function shoppingByElimination(scene: Scene, lists: readonly number[]): number | undefined {
  const rest = lists.filter(
    (index) => !stemsOf(scene.lexicon.entities[index]?.definition.name ?? '').some((word) => CHORES.has(word)),
  );
  return rest.length === 1 && lists.length > 1 ? rest[0] : undefined;
}

function matchList(scene: Scene, mention: Mention): readonly number[] | undefined {
  const stems = stemsOf(mention.text);
  const bare = stems.filter((word) => !LIST_WORDS.has(word));
  const isList = (definition: { domain: string }) => definition.domain === 'todo';
  const exact = matchStems(scene.lexicon, stems, undefined, isList);
  if (exact !== undefined && exact.tier !== 'class') return exact.entities;
  if (bare.length === 0) return undefined;
  const match = matchStems(scene.lexicon, bare, undefined, isList);
  return match?.entities;
}

function onNamedList(intent: Intent): Intent {
  return intent === 'HassShoppingListAddItem' ? 'HassListAddItem' : 'HassListCompleteItem';
}

function onShoppingList(intent: Intent): Intent {
  return intent === 'HassListAddItem' ? 'HassShoppingListAddItem' : 'HassShoppingListCompleteItem';
}

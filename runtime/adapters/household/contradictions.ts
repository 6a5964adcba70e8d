import type { Household } from '../../domain/household.ts';
import { INTENTS } from '../../domain/intent.ts';
import { splitWords } from '../../domain/words.ts';
import { COMPONENT_KEYS } from './componentKeys.ts';
import { confirmRuleProblem, isKnownClass } from './confirmRules.ts';
import { DOMAINS, didYouMean } from './known.ts';
import { type HouseholdFile, OWN_ENTITY_KEYS } from './schema.ts';

export type Path = readonly (string | number)[];
export interface Problem {
  readonly path: Path;
  /** Is it the key itself that is wrong, rather than its value? */
  readonly key: boolean;
  readonly why: string;
}

/** What a schema cannot say: ids twice; keys, domains, intents and rules that do not exist; topics that cannot be. */
export function contradictions(file: HouseholdFile): Problem[] {
  return [
    ...twice(
      file.entities.map(({ id }) => id),
      'entities',
      'id',
    ),
    ...twice(
      file.areas.map(({ name }) => name),
      'areas',
      'name',
    ),
    ...twice(
      file.floors.map(({ name }) => name),
      'floors',
      'name',
    ),
    ...twice(
      file.satellites.map(({ id }) => id),
      'satellites',
      'id',
    ),
    ...file.entities.flatMap(entityProblems),
    ...file.handlers.flatMap(({ intents }, at) => intents.flatMap((intent, i) => intentProblem(intent, at, i))),
    ...confirmProblems(file),
  ];
}

function twice(list: readonly string[], where: string, key: string): Problem[] {
  const seen = new Set<string>();
  return list.flatMap((name, i) => {
    const folded = name.toLowerCase();
    if (seen.has(folded)) return [{ path: [where, i, key], key: false, why: `"${name}" stands twice in ${where}` }];
    seen.add(folded);
    return [];
  });
}

function entityProblems(entity: HouseholdFile['entities'][number], at: number): Problem[] {
  const problems: Problem[] = [];
  const domain = entity.id.split('.')[0] ?? '';
  if (!DOMAINS.has(domain))
    problems.push({
      path: ['entities', at, 'id'],
      key: false,
      why: `"${entity.id}" is of an unknown domain "${domain}"${didYouMean(domain, DOMAINS)}`,
    });
  for (const [key, value] of Object.entries(entity)) {
    if (OWN_ENTITY_KEYS.has(key)) continue;
    const path = ['entities', at, key];
    const shown = `"entities[${at}].${key}" of ${entity.id}`;
    if (!COMPONENT_KEYS.has(key)) {
      const meant = didYouMean(key, [...COMPONENT_KEYS, ...OWN_ENTITY_KEYS]);
      problems.push({ path, key: true, why: `unknown key ${shown}${meant}` });
    } else if (/(^|_)topic$/.test(key) && (typeof value !== 'string' || value === '' || /[#+\0]/.test(value)))
      problems.push({ path, key: false, why: `${shown} must be one topic, without wildcards ("#", "+")` });
  }
  return problems;
}

function intentProblem(intent: string, at: number, i: number): Problem[] {
  if ((INTENTS as readonly string[]).includes(intent)) return [];
  const why = `"handlers[${at}].intents[${i}]" names an unknown intent "${intent}"${didYouMean(intent, INTENTS)}`;
  return [{ path: ['handlers', at, 'intents', i], key: false, why }];
}

function confirmProblems(file: HouseholdFile): Problem[] {
  const words = wordsOfNames(file.entities);
  return (file.policy.confirm ?? []).flatMap((rule, i) => {
    const why = confirmRuleProblem(rule, words);
    return why === undefined
      ? []
      : [{ path: ['policy', 'confirm', i], key: false, why: `policy.confirm: "${rule}" ${why}` }];
  });
}

function wordsOfNames(entities: readonly { readonly name?: string | undefined }[]): ReadonlySet<string> {
  return new Set(entities.flatMap(({ name }) => (name === undefined ? [] : splitWords(name).map(({ text }) => text))));
}

export interface Doubt {
  readonly of: string;
  readonly why: string;
}
/**
 * What may be a slip in a household that is otherwise valid: rooms and floors that it names but does not list, rules that
 * hold only where something has a certain name.
 *
 * They are no errors, because devices may announce rooms and names of their own; a file that lists no rooms is not doubted about them.
 */
export function householdDoubts({ areas, floors, satellites, entities, policy }: Household): Doubt[] {
  const doubts: Doubt[] = [];
  const doubt = (of: string, name: string | undefined, list: Household['floors'], where: string): void => {
    const known = list.flatMap((one) => [one.name, ...one.aliases]);
    if (name === undefined || list.length === 0) return;
    if (known.some((one) => one.toLowerCase() === name.toLowerCase())) return;
    doubts.push({ of, why: `is in "${name}", which ${where} does not list${didYouMean(name, known)}` });
  };
  for (const { name, floor } of areas) doubt(`area ${name}`, floor, floors, '"floors"');
  for (const { id, area } of satellites) doubt(`satellite ${id}`, area, areas, '"areas"');
  for (const { id, area } of entities) doubt(id, area, areas, '"areas"');
  const words = wordsOfNames(entities);
  for (const rule of policy.confirm) {
    const [, kind, deed] = rule.split('.');
    if (kind === undefined || deed === undefined || isKnownClass(kind, words)) continue;
    const why = `holds only where a name or device class has "${kind}", which nothing in this file has`;
    doubts.push({ of: `policy.confirm "${rule}"`, why });
  }
  return doubts;
}

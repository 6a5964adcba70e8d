import type { HomeView } from '../../runtime/domain/context.ts';
import { domainOf, type EntityDefinition, type EntityFeatures, type EntityState } from '../../runtime/domain/entity.ts';
import { DEFAULT_CONFIRM } from '../../runtime/domain/household.ts';
import type { SlotTag } from '../../runtime/domain/intent.ts';
import type { Mention } from '../../runtime/domain/reading.ts';
import { splitWords } from '../../runtime/domain/words.ts';

/** `id | name | area | class`, one entity a line. */
export type EntityLine = string;

const FEATURES: Readonly<Record<string, EntityFeatures>> = {
  light: { switchable: true, brightness: true, color: true, colorTemperature: true },
  cover: { switchable: true, position: true },
  fan: { switchable: true, percentage: true },
  climate: { switchable: true, targetTemperature: { unit: 'C' }, currentTemperature: true },
};

/** A home as the resolver sees it, from a few lines. */
export function homeOf(
  lines: readonly EntityLine[],
  areas: readonly string[],
  floors: Readonly<Record<string, readonly string[]>> = {},
): HomeView {
  const definitions = lines.map(entityOf);
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const states = new Map<string, EntityState>();
  const floorOf = (area: string) => Object.keys(floors).find((floor) => floors[floor]?.includes(area));
  return {
    now: Date.UTC(2026, 2, 3, 19),
    household: {
      locale: 'en-GB',
      timezone: 'UTC',
      floors: Object.keys(floors).map((name) => ({ name, aliases: [] })),
      areas: areas.map((name) => {
        const floor = floorOf(name);
        return { name, aliases: [], ...(floor !== undefined && { floor }) };
      }),
      people: [],
      satellites: [],
      entities: [],
      handlers: [],
      policy: { confirm: [...DEFAULT_CONFIRM] },
      learning: { enabled: true },
      sync: { enabled: false },
    },
    definitionsVersion: 1,
    definitions: () => definitions,
    definition: (id) => byId.get(id),
    state: (id) => states.get(id),
    recentChanges: () => [],
    conversation: () => [],
    tellsVoices: false,
    habit: () => undefined,
    preferences: () => [],
    usual: () => [],
    names: () => [],
  };
}

function entityOf(line: EntityLine): EntityDefinition {
  const [id = '', name = '', area = '', deviceClass = ''] = line.split('|').map((part) => part.trim());
  const domain = domainOf(id);
  return {
    id,
    domain,
    name,
    aliases: [],
    features: FEATURES[domain] ?? { switchable: true },
    convention: 'homeAssistant',
    config: {},
    ...(area !== '' && { area }),
    ...(deviceClass !== '' && { deviceClass }),
  };
}

/** Mentions from a text with spans marked: "turn off the [area kitchen] [target lights]". */
export function mentionsOf(marked: string): { text: string; mentions: Mention[] } {
  const spans: { tag: SlotTag; text: string }[] = [];
  const text = marked.replace(/\[(\w+) ([^\]]+)\]/g, (_, tag: SlotTag, words: string) => {
    spans.push({ tag, text: words });
    return words;
  });
  const words = splitWords(text);
  let at = 0;
  const mentions = spans.map(({ tag, text: said }) => {
    const start = text.indexOf(said, at);
    at = start + said.length;
    const from = words.findIndex((word) => word.start >= start);
    const to = words.findLastIndex((word) => word.end <= at) + 1;
    return { tag, text: said, from, to, confidence: 1 };
  });
  return { text, mentions };
}

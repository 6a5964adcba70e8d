import type { HomeView, Turn } from '../domain/context.ts';
import type { EntityDefinition, EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Hypothesis } from '../domain/reading.ts';
import type { Lexicon } from './lexicon.ts';
import { isOpenAir } from './openAir.ts';

/** Who speaks, where, and what went before: everything about the moment that resolving one utterance may look at. */
export interface Scene {
  readonly home: HomeView;
  readonly lexicon: Lexicon;
  readonly hypotheses: readonly Hypothesis[];
  readonly satellite: string | undefined;
  readonly area: string | undefined;
  readonly speaker: string | undefined;
  /** The satellite, or a screen in its area, can show pictures. */
  readonly screen: boolean;
  /** The last turns of this conversation, newest first. */
  readonly turns: readonly Turn[];
  /** What the clause before this one, of the same utterance, was about. */
  readonly before?: { readonly intent: Intent; readonly targets: readonly EntityId[] };
  /** Areas where a sensor tells that somebody is; absent where the speaker's own is known. */
  readonly occupied?: ReadonlySet<string>;
  /** The question that still waits for an answer. */
  readonly asked: Turn | undefined;
}

export interface Speaker {
  readonly satellite: string | undefined;
  readonly area: string | undefined;
  readonly speaker: string | undefined;
}

export function sceneOf(home: HomeView, lexicon: Lexicon, hypotheses: readonly Hypothesis[], who: Speaker): Scene {
  const satellite = home.household.satellites.find((one) => one.id === who.satellite);
  const area = who.area ?? satellite?.area;
  const turns = conversationOf(home, who.satellite);
  const last = waiting(turns);
  const asked =
    last?.question !== undefined && home.now - last.question.askedAt <= limits.questionAgeMsMax ? last : undefined;
  return {
    home,
    lexicon,
    hypotheses,
    satellite: who.satellite,
    area: area === undefined ? undefined : areaNamed(home, lexicon, area),
    speaker: who.speaker,
    screen: satellite?.screen === true || screenIn(lexicon, area),
    turns,
    asked,
    ...(area === undefined && { occupied: occupiedAreas(home, lexicon) }),
  };
}

/** The turn whose question may still be answered: the last one, or one after which things were only asked and told. */
function waiting(turns: readonly Turn[]): Turn | undefined {
  const [last] = turns;
  const before = turns.find((turn) => turn.question !== undefined || !leavesOpen(turn.decision));
  return before !== undefined && isStanding(before) ? before : last;
}

/** Whether a question waits on while its asker asks something himself: of what is to be done, never of what is to be kept. */
export function isStanding({ question }: Pick<Turn, 'question'>): boolean {
  return (question?.kind === 'confirm' || question?.kind === 'clarify') && question.effects === undefined;
}

/** "Is it open now?" – "No. Shall I open it?": an answer that leaves the hub's own question as it was. */
export function leavesOpen({ outcome, intent }: Pick<Turn['decision'], 'outcome' | 'intent'>): boolean {
  return outcome === 'answer' && /^Hass(?:ClimateGet|Get)/.test(intent ?? '');
}

const PRESENCE = new Set(['motion', 'occupancy', 'presence']);

/** Not the garden: a cat or a passer-by sets its sensor off, and whoever is heard stands where the microphone is. */
function occupiedAreas(home: HomeView, lexicon: Lexicon): ReadonlySet<string> {
  const areas = new Set<string>();
  for (const index of lexicon.inDomain('binary_sensor')) {
    const definition = lexicon.entities[index]?.definition;
    if (definition?.area === undefined || !PRESENCE.has(definition.deviceClass ?? '')) continue;
    if (isOpenAir(`${definition.name} ${definition.area}`)) continue;
    if (home.state(definition.id)?.state === 'on') areas.add(definition.area);
  }
  return areas;
}

/** Turns of the same satellite (or of none) that "it", "there" and "undo" may reach, newest first. */
function conversationOf(home: HomeView, satellite: string | undefined): Turn[] {
  return [...home.conversation()]
    .filter((turn) => turn.satellite === satellite && home.now - turn.at <= limits.undoAgeMsMax)
    .sort((a, b) => b.at - a.at);
}

function areaNamed(home: HomeView, lexicon: Lexicon, name: string): string {
  const lower = name.toLowerCase();
  const place = lexicon.places.find((one) => one.kind === 'area' && one.name.toLowerCase() === lower);
  return (
    place?.name ??
    home.household.areas.find((one) => one.aliases.some((alias) => alias.toLowerCase() === lower))?.name ??
    name
  );
}

function screenIn(lexicon: Lexicon, area: string | undefined): boolean {
  return (
    area !== undefined &&
    lexicon.inDomain('media_player').some((index) => {
      const definition = lexicon.entities[index]?.definition;
      return definition?.area === area && hasScreen(definition);
    })
  );
}

/** Can this player show pictures? What the household says, else what its name and class say. */
export function hasScreen(definition: EntityDefinition): boolean {
  if (definition.screen !== undefined) return definition.screen;
  return (
    definition.deviceClass === 'tv' ||
    /\b(?:tv|television|telly|projector|display|screen|chromecast|roku)\b/i.test(definition.name)
  );
}

import type { HomeView, Plan } from '../domain/context.ts';
import type { Slots } from '../domain/decision.ts';
import type { EntityDefinition, EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';

/** Names of things, as one says them: at most three by name, more by number and kind. */
export function nameTargets(home: HomeView, targets: readonly EntityId[]): string {
  const definitions = targets.flatMap((id) => home.definition(id) ?? []);
  const names = [...new Set(definitions.map((definition) => `the ${withoutArticle(definition.name)}`))];
  if (names.length <= 3) return list(names);
  const areas = new Set(definitions.map((definition) => definition.area));
  const [area] = areas;
  return `${definitions.length} ${kindOf(definitions)}${areas.size === 1 && area !== undefined ? ` in the ${area}` : ''}`;
}

/** Names that end like a plural and are none. */
const ONE = /(?:ss|us|is|os|'s|gas|news|lens|christmas|atlas|canvas|upstairs|downstairs|outdoors|indoors)$/i;

/** "The lamp is", "the lamp and the fan are", "the shutters are": the verb for things of these names. */
export function isOrAre(names: readonly string[]): 'is' | 'are' {
  const [only = '', ...more] = new Set(names);
  return more.length > 0 || (/s$/i.test(only) && !ONE.test(only)) ? 'are' : 'is';
}

export function isOrAreOf(home: HomeView, targets: readonly EntityId[]): 'is' | 'are' {
  if (targets.length > 1) return 'are';
  return isOrAre(targets.flatMap((id) => home.definition(id)?.name ?? []));
}

function withoutArticle(name: string): string {
  return name.replace(/^the /i, '');
}

function kindOf(definitions: readonly EntityDefinition[]): string {
  const domains = new Set(definitions.map((definition) => definition.domain));
  const [domain] = domains;
  return domains.size === 1 && domain !== undefined
    ? `${domain.replaceAll('_', ' ').replace(/ch$/, 'che')}s`
    : 'devices';
}

export function list(items: readonly string[], word = 'and'): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}

/** What a plan does, in the infinitive: "turn off the kitchen light", "set the blinds to 40 percent". */
export function describePlan(home: HomeView, plan: Plan): string {
  const what = plan.targets.length > 0 ? nameTargets(home, plan.targets) : '';
  const domain = home.definition(plan.targets[0] ?? '')?.domain;
  return `${verbOf(plan.intent, domain, plan.slots)} ${what}${detailOf(plan.intent, plan.slots, what !== '')}`
    .replace(/ +/g, ' ')
    .trim();
}

/** The same, done: "Turned off the kitchen light." */
export function reportPlan(home: HomeView, plan: Plan): string {
  const text = describePlan(home, plan).replace(/^\w+/, (verb) => PAST[verb] ?? `${verb}ed`);
  return `${capital(text)}.`;
}

const PAST: Readonly<Record<string, string>> = {
  turn: 'turned',
  open: 'opened',
  close: 'closed',
  lock: 'locked',
  unlock: 'unlocked',
  set: 'set',
  start: 'started',
  send: 'sent',
  run: 'ran',
  press: 'pressed',
  play: 'playing',
  pause: 'paused',
  resume: 'resumed',
  skip: 'skipped',
  go: 'went',
  mute: 'muted',
  unmute: 'unmuted',
  make: 'made',
  add: 'added',
  check: 'checked',
  remove: 'removed',
  cancel: 'cancelled',
  announce: 'announced',
  clean: 'cleaning',
  stop: 'stopped',
  change: 'changed',
  snooze: 'snoozed',
  ask: 'asked',
  do: 'did',
};

const VERB: Partial<Record<Intent, string>> = {
  HassVacuumStart: 'start',
  HassLawnMowerStartMowing: 'start',
  HassVacuumCleanArea: 'clean with',
  HassVacuumReturnToBase: 'send home',
  HassLawnMowerDock: 'send home',
  HassMediaPause: 'pause',
  HassMediaUnpause: 'resume',
  HassMediaNext: 'skip to the next on',
  HassMediaPrevious: 'go back to the previous on',
  HassMediaPlayerMute: 'mute',
  HassMediaPlayerUnmute: 'unmute',
  HassBroadcast: 'announce it',
  HassCancelTimer: 'cancel the timer',
  HassCancelAllTimers: 'cancel all timers',
  HassIncreaseTimer: 'make the timer longer',
  HassDecreaseTimer: 'make the timer shorter',
  HassPauseTimer: 'pause the timer',
  HassUnpauseTimer: 'resume the timer',
  HassTimerStatus: 'check the timers',
  HassGetWeather: 'check the weather',
  HearthSetAlarm: 'set an alarm',
  HearthCancelAlarm: 'cancel the alarm',
  HearthGetAlarms: 'check the alarms',
  HearthSnooze: 'snooze',
};

/** What is played where no title was said. */
const KIND: Readonly<Record<string, string>> = {
  audiobook: 'an audiobook',
  game: 'the game',
  movie: 'a movie',
  news: 'the news',
  podcast: 'a podcast',
  radio: 'the radio',
  tv_show: 'a show',
};

function verbOf(intent: Intent, domain: string | undefined, slots: Slots): string {
  if (intent === 'HassTurnOn' || intent === 'HassTurnOff') return switchVerb(intent === 'HassTurnOn', domain);
  const item = String(slots.item ?? 'it');
  switch (intent) {
    case 'HassMediaSearchAndPlay': {
      const as = slots.media_class === undefined ? '' : ` (${String(slots.media_class).replace('_', ' ')})`;
      return slots.search_query === undefined
        ? `play ${KIND[String(slots.media_class)] ?? 'music'} on`
        : `play ${String(slots.search_query)}${as} on`;
    }
    case 'HassStartTimer':
      // Whoever says yes to it must have heard what it will do.
      return typeof slots.conversation_command === 'string'
        ? `start a timer and then ${slots.conversation_command}`
        : 'start a timer';
    case 'HassShoppingListAddItem':
    case 'HassListAddItem':
      return `add ${item} to`;
    case 'HassShoppingListCompleteItem':
    case 'HassListCompleteItem':
      return `check off ${item} on`;
    case 'HassListRemoveItem':
      return `remove ${item} from`;
    default:
      return VERB[intent] ?? (/Set|Step/.test(intent) ? 'set' : 'do');
  }
}

function switchVerb(on: boolean, domain: string | undefined): string {
  switch (domain) {
    case 'cover':
    case 'valve':
      return on ? 'open' : 'close';
    case 'lock':
      return on ? 'lock' : 'unlock';
    case 'scene':
    case 'script':
      return on ? 'run' : 'stop';
    case 'button':
      return 'press';
    case 'vacuum':
      return on ? 'start' : 'stop';
    default:
      return on ? 'turn on' : 'turn off';
  }
}

function detailOf(intent: Intent, slots: Slots, targeted: boolean): string {
  const of = (name: string) => slots[name];
  switch (intent) {
    case 'HassLightSet': {
      const parts: string[] = [];
      if (of('color') !== undefined) parts.push(String(of('color')));
      if (of('temperature') !== undefined) parts.push(`${String(of('temperature'))} kelvin`);
      if (of('brightness') !== undefined) parts.push(`${String(of('brightness'))} percent`);
      if (typeof of('brightness_step') === 'number') return Number(of('brightness_step')) > 0 ? ' brighter' : ' darker';
      return parts.length > 0 ? ` to ${list(parts)}` : '';
    }
    case 'HassSetPosition':
      return ` to ${String(of('position') ?? '')} percent`;
    case 'HassFanSetSpeed':
      return of('percentage') === undefined
        ? Number(of('percentage_step')) > 0
          ? ' faster'
          : ' slower'
        : ` to ${String(of('percentage'))} percent`;
    case 'HassClimateSetTemperature':
      if (of('temperature') !== undefined) return ` to ${String(of('temperature'))} degrees`;
      return Number(of('temperature_step')) > 0 ? ' warmer' : ' cooler';
    case 'HassSetVolume':
      return ` to volume ${String(of('volume_level') ?? '')}`;
    case 'HassSetVolumeRelative':
      return Number(of('volume_step')) > 0 ? ' louder' : ' quieter';
    case 'HassShoppingListAddItem':
    case 'HassShoppingListCompleteItem':
      return targeted ? '' : ' the shopping list';
    default:
      return '';
  }
}

const HANDLED: Partial<Record<Intent, string>> = {
  HassStartTimer: 'Timer started.',
  HassCancelTimer: 'Timer cancelled.',
  HassCancelAllTimers: 'All timers cancelled.',
  HassIncreaseTimer: 'Timer extended.',
  HassDecreaseTimer: 'Timer shortened.',
  HassPauseTimer: 'Timer paused.',
  HassUnpauseTimer: 'Timer resumed.',
  HassTimerStatus: 'Let me check the timers.',
  HassBroadcast: 'Announced.',
  HearthSetAlarm: 'Alarm set.',
  HearthCancelAlarm: 'Alarm cancelled.',
  HearthGetAlarms: 'Let me check the alarms.',
  HearthSnooze: 'Snoozed.',
  HassGetWeather: 'Let me check the weather.',
};

/** What is said when another program fulfils the intent. */
export function reportHandled(home: HomeView, plan: Plan): string {
  return (
    HANDLED[plan.intent] ??
    (plan.targets.length > 0 || /List|Media|Volume/.test(plan.intent)
      ? reportPlan(home, plan).replace(/ on\.$/, '.')
      : 'Okay.')
  );
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

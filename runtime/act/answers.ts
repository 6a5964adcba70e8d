import type { HomeView } from '../domain/context.ts';
import type { Slots } from '../domain/decision.ts';
import type { EntityDefinition, EntityId } from '../domain/entity.ts';
import { isKnown, spokenState, statesSaid } from '../domain/states.ts';
import { asksOtherTime } from './conditions.ts';
import { capital, isOrAre, list } from './speech.ts';

/** The answer to a question, and the entities it is about. */
export interface Answer {
  readonly say: string;
  readonly targets: readonly EntityId[];
  /** Those that it names, where it is about more. */
  readonly named?: readonly EntityId[];
}

/** Answers a HassGetState question from the mirror: yes or no, which, how many, or the value. */
export function answerState(home: HomeView, text: string, slots: Slots, targets: readonly EntityId[]): Answer {
  const said = typeof slots.state === 'string' ? slots.state : undefined;
  const known = targets.flatMap((id) => {
    const definition = home.definition(id);
    return definition === undefined ? [] : [{ definition, state: home.state(id)?.state ?? 'unknown' }];
  });
  if (known.length === 0) return { say: 'I know of nothing like that.', targets: [] };
  if (known.every((one) => !isKnown(one.state))) return { say: noNews(known), targets };
  // A word that is no state of any of them ("concentration") only said what is asked about.
  const asked =
    said !== undefined && known.some((one) => statesSaid(one.definition, said).length > 0) ? said : undefined;
  if (asked === undefined) return { say: sentences(home, known), targets };
  const holds = known.filter((one) => statesSaid(one.definition, asked).includes(one.state));
  const lower = text.toLowerCase();
  if (/\bhow many\b/.test(lower)) return { say: count(holds.length, known, asked), targets };
  if (/\b(?:which|what|who)\b/.test(lower)) {
    const say =
      holds.length === 0
        ? `None is ${asked}.`
        : `${list(holds.map((one) => one.definition.name))} ${areOf(holds)} ${asked}.`;
    return { say, targets, ...namedBy(holds) };
  }
  if (known.length === 1) {
    const [one] = known;
    if (one === undefined) return { say: '', targets };
    const yes = holds.length === 1;
    return {
      say: `${yes ? 'Yes' : 'No'}, the ${one.definition.name} ${areOf([one])} ${spokenState(one.definition, one.state)}.`,
      targets,
    };
  }
  const { say, named } = quantified(lower, holds, known, asked);
  return { say, targets, ...namedBy(named) };
}

function namedBy(named: readonly Known[]): Pick<Answer, 'named'> {
  return named.length === 0 ? {} : { named: named.map(({ definition }) => definition.id) };
}

function noNews(silent: readonly Known[]): string {
  return `I have no news from ${list(silent.slice(0, 3).map((one) => `the ${one.definition.name}`))}.`;
}

interface Known {
  readonly definition: EntityDefinition;
  readonly state: string;
}

function areOf(of: readonly Known[]): 'is' | 'are' {
  return of.length === 1 ? isOrAre(of.map(({ definition }) => definition.name)) : 'are';
}

/** Yes or no, as far as the others are heard of: one that holds settles "any", one that does not settles "all". */
function quantified(
  text: string,
  holds: readonly Known[],
  known: readonly Known[],
  asked: string,
): { readonly say: string; readonly named: readonly Known[] } {
  const names = (list_: readonly Known[]) => list(list_.slice(0, 4).map((one) => `the ${one.definition.name}`));
  const silent = known.filter((one) => !isKnown(one.state));
  const rest = known.filter((one) => !holds.includes(one) && !silent.includes(one));
  const asFarAsHeard = (say: string) => (silent.length === 0 ? say : `${say} ${noNews(silent)}`);
  if (/\b(?:any|anyone|anybody|anything|some|something|someone|somebody|there|either)\b/.test(text)) {
    const say =
      holds.length === 0 ? asFarAsHeard(`No, none is ${asked}.`) : `Yes, ${names(holds)} ${areOf(holds)} ${asked}.`;
    return { say, named: holds };
  }
  const say =
    rest.length === 0
      ? asFarAsHeard(`Yes, ${holds.length === 2 ? 'both' : `all ${holds.length}`} are ${asked}.`)
      : `No, ${names(rest)} ${areOf(rest)} not ${asked}.`;
  return { say, named: rest };
}

function count(holding: number, known: readonly Known[], asked: string): string {
  return holding === 0
    ? `None of the ${known.length} is ${asked}.`
    : `${holding} of ${known.length} ${holding === 1 ? 'is' : 'are'} ${asked}.`;
}

function sentences(home: HomeView, known: readonly Known[]): string {
  return known
    .slice(0, 4)
    .map(
      ({ definition, state }) =>
        `The ${definition.name} ${areOf([{ definition, state }])} ${describe(home, definition, state)}.`,
    )
    .join(' ');
}

function describe(home: HomeView, definition: EntityDefinition, state: string): string {
  if (definition.domain === 'sensor') return `${state}${unitOf(definition.unit)}`;
  const attributes = home.state(definition.id)?.attributes ?? {};
  const spoken = spokenState(definition, state);
  if (definition.domain === 'light' && state === 'on' && typeof attributes.brightness === 'number')
    return `${spoken} at ${Math.round((attributes.brightness / 255) * 100)} percent`;
  if (
    definition.domain === 'cover' &&
    typeof attributes.current_position === 'number' &&
    attributes.current_position > 0 &&
    attributes.current_position < 100
  )
    return `${attributes.current_position} percent open`;
  return spoken;
}

function unitOf(unit: string | undefined): string {
  if (unit === undefined) return '';
  return /^[°%]/.test(unit)
    ? unit === '%'
      ? ' percent'
      : ` degrees${unit === '°F' ? ' Fahrenheit' : ''}`
    : ` ${unit}`;
}

/**
 * Answers "what is the temperature?" from the entity that the question turned out to be about; `text` is what was asked, since
 * nobody here knows how warm it will be.
 */
export function answerTemperature(home: HomeView, target: EntityId, text: string): Answer {
  const definition = home.definition(target);
  const state = home.state(target);
  const value =
    definition?.domain === 'sensor'
      ? state?.state
      : (state?.attributes.current_temperature ?? state?.attributes.temperature);
  if (definition === undefined || value === undefined || value === null || !isKnown(String(value))) {
    return { say: `The ${definition?.name ?? 'sensor'} has not told its temperature.`, targets: [target] };
  }
  const unit = /F/.test(definition.unit ?? definition.features.targetTemperature?.unit ?? '') ? ' Fahrenheit' : '';
  const whose =
    definition.domain === 'climate' && definition.area !== undefined && /thermostat/i.test(definition.name)
      ? `It is ${value} degrees${unit} in the ${definition.area}.`
      : `The ${definition.name} is at ${value} degrees${unit}.`;
  return { say: asksOtherTime(text) ? `I only know how it is now. ${whose}` : whose, targets: [target] };
}

/** `text` is what was asked: a report is of now, and says so where another time was asked for. */
export function answerWeather(home: HomeView, target: EntityId, text: string): Answer {
  const definition = home.definition(target);
  const state = home.state(target);
  if (state === undefined || !isKnown(state.state)) return { say: 'I have no weather report.', targets: [target] };
  const degrees = state.attributes.temperature;
  const where = definition?.name === 'Home' ? 'outside' : `in ${definition?.name}`;
  const warmth = degrees === undefined || degrees === null ? '' : ` at ${String(degrees)} degrees`;
  const report = `${where} it is ${state.state.replaceAll('_', ' ')}${warmth}.`;
  return { say: asksOtherTime(text) ? `I only know how it is now: ${report}` : capital(report), targets: [target] };
}

export function answerTime(home: HomeView, intent: 'HassGetCurrentTime' | 'HassGetCurrentDate'): Answer {
  const { locale, timezone } = home.household;
  const options: Intl.DateTimeFormatOptions =
    intent === 'HassGetCurrentTime'
      ? { hour: 'numeric', minute: '2-digit' }
      : { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
  const text = new Intl.DateTimeFormat(locale, { ...options, timeZone: timezone }).format(home.now);
  return { say: `It is ${text}.`, targets: [] };
}

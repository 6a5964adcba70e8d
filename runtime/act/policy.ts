import type { HomeView, Plan } from '../domain/context.ts';
import type { EntityDefinition, Order } from '../domain/entity.ts';
import { limits } from '../domain/limits.ts';
import { isQuestion } from '../domain/question.ts';
import { splitWords } from '../domain/words.ts';
import { isWithinHours, minuteOfDayAt } from '../domain/zone.ts';
import { isOven } from './orders.ts';
import { isNegated } from './wanted.ts';

export { isQuestion } from '../domain/question.ts';

/**
 * Whether a text that was heard, of those nearly as likely as the best, asks something or forbids it, while `taken` (what was made
 * of them, by choice among them or by a rewrite) does not.
 */
export function mayAsk(
  heard: readonly { readonly text: string; readonly confidence: number }[],
  taken: string,
): boolean {
  if (isQuestion(taken) || isNegated(taken)) return false;
  const least = limits.questionShareMin * Math.max(0, ...heard.map((one) => one.confidence));
  const isOther = (text: string) => isQuestion(text) || isNegated(text);
  return heard.some((one, i) => (i === 0 || one.confidence >= least) && isOther(one.text));
}

const YES = new Set(
  'yes yeah yep yup yea aye sure ok okay please do it that so go ahead for confirm confirmed affirmative absolutely definitely certainly right correct of course fine alright all good proceed now thanks thank you hearth hey indeed by means i am'.split(
    ' ',
  ),
);
const YES_CORE =
  /^(?:yes|yeah|yep|yup|yea|aye|sure|ok|okay|do|go|confirm|confirmed|affirmative|absolutely|definitely|certainly|right|correct|fine|alright|proceed|please|indeed)$/;
const YES_WORDS_MAX = 6;

/**
 * Is this utterance a yes and nothing else? What it confirms may open a door, so a yes inside other talk ("okay google", "sure,
 * grandma said") is none.
 */
export function isPlainYes(text: string): boolean {
  const words = splitWords(text).map((word) => word.text);
  return (
    words.length > 0 &&
    words.length <= YES_WORDS_MAX &&
    words.every((word) => YES.has(word)) &&
    words.some((word) => YES_CORE.test(word))
  );
}

/** Why an order must be confirmed before it is carried out: the rule of the household that names it. */
export function confirmationFor(
  home: HomeView,
  orders: readonly Order[],
): { readonly rule: string; readonly order: Order } | undefined {
  for (const order of orders) {
    const definition = home.definition(order.entity);
    if (definition === undefined) continue;
    const rule = home.household.policy.confirm.find((one) => matches(one, definition, order));
    if (rule !== undefined) return { rule, order };
  }
  return undefined;
}

/** A command for later, of which it is not certain that nobody would have to confirm it if it were said for now. */
export function isDelayedRisk(home: HomeView, plan: Plan): boolean {
  const command = plan.slots.conversation_command;
  return home.household.policy.confirm.length > 0 && typeof command === 'string' && plan.harmless !== true;
}

/** What plainly ends or shuts, whatever a thing's state will be by then. */
const ENDS = /\b(?:off|close|shut|lower|stop|(?<!\b(?:the|my|our|a) )lock)\b/i;

/**
 * Whether a plan made of a command for later needs no confirmation: it is something that this home does, it breaks no rule, and
 * what it touches is nothing that a rule names, unless it plainly shuts or ends it.
 */
export function isHarmless(home: HomeView, plan: Plan, command: string): boolean {
  const { intent, orders, targets, via } = plan;
  if (/^Hearth/.test(intent) || (via === undefined && targets.length === 0)) return false;
  if (confirmationFor(home, orders) !== undefined || isDelayedRisk(home, plan)) return false;
  const { confirm } = home.household.policy;
  const isNamed = targets.some((id) => {
    const definition = home.definition(id);
    return definition !== undefined && confirm.some((rule) => isOf(rule, definition));
  });
  return !isNamed || ENDS.test(command);
}

/** Whether these plans are carried out only when somebody of the household, or whoever asked for them, says yes. */
export function isGuarded(home: HomeView, plans: readonly Plan[]): boolean {
  const orders = plans.flatMap((plan) => plan.orders);
  return confirmationFor(home, orders) !== undefined || plans.some((plan) => isDelayedRisk(home, plan));
}

/** A rule is `subject.deed` or `subject.class.deed`; the subject a domain or an appliance. */
function matches(rule: string, definition: EntityDefinition, order: Order): boolean {
  return isOf(rule, definition) && isDeed(rule, order, definition);
}

/** Whether a rule is about this thing, whatever is done to it. */
function isOf(rule: string, definition: EntityDefinition): boolean {
  const parts = rule.split('.');
  const middle = parts.length > 2 ? parts.slice(1, -1).join('.') : undefined;
  return isSubject(parts[0] ?? '', definition) && (middle === undefined || isClass(middle, definition));
}

function isSubject(subject: string, definition: EntityDefinition): boolean {
  if (definition.domain === subject) return true;
  if (subject === 'oven') return isOven(definition);
  return (
    new RegExp(`\\b${subject.replace(/[^a-z0-9 ]/gi, '')}\\b`, 'i').test(
      `${definition.name} ${definition.device?.name ?? ''}`,
    ) && !['sensor', 'binary_sensor'].includes(definition.domain)
  );
}

function isClass(name: string, definition: EntityDefinition): boolean {
  if (BY_NAME.has(definition.domain) && PASSAGES.has(name)) return isCalledAfter(name, definition);
  if (definition.deviceClass !== undefined)
    return definition.deviceClass === name || definition.deviceClass === `${name}_door`;
  return new RegExp(`\\b${name.replace(/[^a-z0-9 ]/gi, '')}\\b`, 'i').test(definition.name);
}

/** Domains whose device class says nothing of what they open: only their name does. */
const BY_NAME: ReadonlySet<string> = new Set(['switch', 'button', 'scene']);
const PASSAGES: ReadonlySet<string> = new Set(['door', 'garage', 'gate']);
const PART_OF_IT =
  /^(?:opener|open|release|relay|control|controller|switch|button|motor|strike|buzzer|trigger|remote|door|gate|\d+)$/;

/** What a scene does to a passage that leaves it shut. */
const SHUTS = /^(?:close|closed|closes|shut|shuts|lock|locked|locks)$/;

/**
 * "Gate", "Garage Door Opener", "Open Gate" are of a gate, and so is the "Relay" of a device called "Gate"; "Gate Light" is a light,
 * and a scene called "Close the Gate" opens nothing.
 */
function isCalledAfter(kind: string, { domain, name, device }: EntityDefinition): boolean {
  const wordsOf = (text: string) => text.toLowerCase().split(/[^a-z0-9]+/);
  const isPart = (word: string) => PART_OF_IT.test(word);
  const own = wordsOf(name).map((word) => (domain === 'scene' ? word.replace(/s$/, '') : word));
  if (domain === 'scene' && own.some((word) => SHUTS.test(word))) return false;
  const words = own.every(isPart) && !own.includes(kind) ? wordsOf(device?.name ?? '') : own;
  const at = words.lastIndexOf(kind);
  return at >= 0 && words.slice(at + 1).every(isPart);
}

function isDeed(rule: string, order: Order, definition: EntityDefinition): boolean {
  const [subject, deed = ''] = [rule.split('.')[0], rule.split('.').at(-1)];
  switch (deed) {
    case 'on':
      return (
        order.service === 'turn_on' ||
        order.service === 'start' ||
        order.service === 'press' ||
        // An oven or a heater that is told how hot heats; a thermostat's rule is about the thermostat itself.
        (order.service === 'set_temperature' && definition.domain !== subject)
      );
    case 'off':
      return order.service === 'turn_off';
    case 'open':
      return order.service === 'open' || (order.service === 'set_position' && (order.data.position ?? 0) > 0);
    default:
      return order.service === deed;
  }
}

/** What would wake a household: asked about in its quiet hours. */
const LOUD = new Set([
  'HassVacuumStart',
  'HassVacuumCleanArea',
  'HassLawnMowerStartMowing',
  'HassBroadcast',
  'HassMediaSearchAndPlay',
]);

export function isLoud(intent: string): boolean {
  return LOUD.has(intent);
}

/** Is it now within the household's quiet hours? */
export function isQuiet(home: HomeView): boolean {
  const quiet = home.household.policy.quietHours;
  return quiet !== undefined && isWithinHours(quiet, minuteOfDayAt(home.now, home.household.timezone));
}

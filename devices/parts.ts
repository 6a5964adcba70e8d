import type { Command, Json } from '../runtime/domain/entity.ts';
import { HearthError } from '../runtime/domain/errors.ts';
import { type Behaviour, type Input, type Report, type Values, values } from './behaviour.ts';
import type { Codec } from './codec.ts';
import { type JsonObject, type Message, own } from './message.ts';
import { template, unrender } from './template/template.ts';

/** One value with topics of its own: where it is reported and where it is asked for. */
export interface Part {
  readonly name: string;
  readonly heard?: { readonly topic: string; readonly template: string | undefined; readonly codec: Codec } | undefined;
  readonly told?:
    | {
        readonly topic: string;
        readonly template: string | undefined;
        readonly codec: Codec;
        /** What the template may use beside `value`. */
        readonly variables?: (value: Json, text: string) => JsonObject;
      }
    | undefined;
}

/** Home Assistant's way to say that a value is unknown. */
const NONE = 'None';

export interface PartsOptions {
  readonly retain: boolean;
  readonly link?: (heard: Values, known: Values) => void;
  /** Puts messages in the order the device needs, drops what another one implies. */
  readonly arrange?: (wanted: Values) => readonly string[];
  /** Inputs beside the parts'. */
  readonly inputs?: readonly Input[];
}

/** An entity made of values that each have their own topics. */
export function fromParts(parts: readonly Part[], options: PartsOptions): Behaviour {
  const inputs = parts.flatMap((part) => (part.heard === undefined ? [] : [input(part.name, part.heard)]));
  return {
    inputs: [...inputs, ...(options.inputs ?? [])],
    ...(options.link && { link: options.link }),
    command: (wanted) => commands(parts, wanted, options),
    obey: (command) => obeyed(parts, command),
    report: (reached) => reports(parts, reached),
  };
}

function input(name: string, heard: NonNullable<Part['heard']>): Input {
  const { topic, codec } = heard;
  const take = (text: string | undefined, into: Values) => {
    if (text === undefined) return;
    if (text === NONE) {
      into[name] = null;
      return;
    }
    const value = codec.read(text);
    if (value !== undefined) into[name] = value;
  };
  if (heard.template === undefined) return { topic, read: (message, into) => take(message.text, into) };
  const read = reading(heard.template);
  return { topic, read: (message, into) => take(read(message), into) };
}

/** A template that does not compile is a fault at every message, not of the entity's other values. */
function reading(source: string): (message: Message) => string | undefined {
  try {
    const compiled = template(source);
    return (message) => compiled.read(message);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function commands(parts: readonly Part[], wanted: Values, options: PartsOptions): Command[] {
  const names = options.arrange?.(wanted) ?? Object.keys(wanted);
  const made: Command[] = [];
  for (const name of names) {
    const value = wanted[name];
    if (value === undefined) continue;
    const command = commandFor(parts, name, value, options.retain);
    if (command === undefined) return [];
    made.push(command);
  }
  return made;
}

function commandFor(parts: readonly Part[], name: string, value: Json, retain: boolean): Command | undefined {
  for (const { name: own, told } of parts) {
    if (own !== name || told === undefined) continue;
    const word = told.codec.write(value);
    if (word === undefined) continue;
    if (told.template === undefined) return { topic: told.topic, payload: word, retain };
    const variables = { value: asNumber(word), ...told.variables?.(value, word) };
    return { topic: told.topic, payload: template(told.template).render(variables), retain };
  }
  return undefined;
}

function asNumber(word: string): Json {
  return /^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word;
}

function obeyed(parts: readonly Part[], command: Command): Values | undefined {
  for (const { name, told } of parts) {
    if (told === undefined || told.topic !== command.topic) continue;
    const text = told.template === undefined ? command.payload : unrender(told.template, command.payload);
    const value = text === undefined ? undefined : told.codec.read(text);
    if (value !== undefined) return values({ [name]: value });
  }
  return undefined;
}

/** Values of one topic go into one JSON object where their templates read one; else each goes as it is. */
function reports(parts: readonly Part[], reached: Values): Report[] {
  const plain = new Map<string, string>();
  const objects = new Map<string, { [key: string]: Json }>();
  for (const { name, heard } of parts) {
    const value = reached[name];
    if (heard === undefined || value === undefined) continue;
    const text = value === null ? NONE : heard.codec.write(value);
    if (text === undefined) continue;
    const [path, whole] = shapeOf(heard.template);
    if (whole) plain.set(heard.topic, text);
    else if (path !== undefined) place(objects, heard.topic, path, value === null ? null : asNumber(text));
  }
  return [
    ...[...objects].map(([topic, object]) => ({ topic, payload: JSON.stringify(object) })),
    ...[...plain].map(([topic, payload]) => ({ topic, payload })),
  ];
}

function shapeOf(source: string | undefined): readonly [readonly string[] | undefined, boolean] {
  if (source === undefined) return [undefined, true];
  try {
    const { path, plain } = template(source);
    const names = path?.map(String);
    return [path?.every((key) => typeof key === 'string') && path.length > 0 ? names : undefined, plain];
  } catch (error) {
    if (error instanceof HearthError) return [undefined, false];
    throw error;
  }
}

function place(
  objects: Map<string, { [key: string]: Json }>,
  topic: string,
  path: readonly string[],
  value: Json,
): void {
  let object = objects.get(topic) ?? {};
  objects.set(topic, object);
  for (const key of path.slice(0, -1)) {
    const next = own(object, key);
    const inner: { [key: string]: Json } = typeof next === 'object' && next !== null ? { ...(next as JsonObject) } : {};
    define(object, key, inner);
    object = inner;
  }
  define(object, path.at(-1) ?? '', value);
}

/** As `object[key] = value`, but harmless for `__proto__`. */
export function define(object: { [key: string]: Json }, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

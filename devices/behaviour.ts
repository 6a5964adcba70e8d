import type { Command, Json } from '../runtime/domain/entity.ts';
import type { Message } from './message.ts';

/** Values of one entity by name: `state`, and the attributes as Home Assistant names them; null says unknown. */
export type Values = { [name: string]: Json };

export function values(entries: { readonly [name: string]: Json | undefined } = {}): Values {
  const made: Values = {};
  for (const [name, value] of Object.entries(entries)) if (value !== undefined) made[name] = value;
  return made;
}

/** One topic that an entity listens to. */
export interface Input {
  readonly topic: string;
  /** Adds what the message says to `into`. Throws HearthError on a template's fault. */
  read(message: Message, into: Values): void;
}

export interface Report {
  readonly topic: string;
  readonly payload: string;
}

/** How one entity speaks, made of its configuration: what it hears, how it is told, what it would answer. */
export interface Behaviour {
  readonly inputs: readonly Input[];
  /** Makes what was heard consistent; `known` holds the last value of everything, this message's included. */
  readonly link?: (heard: Values, known: Values) => void;
  /** The messages that ask for these values; [] where one of them cannot be asked for. */
  command(wanted: Values): Command[];
  /** The values that a command asks for; undefined where it is none of this entity's. */
  obey(command: Command): Values | undefined;
  /** The messages by which a device would report these values; those that it has no topic for are left out. */
  report(reached: Values): Report[];
}

import type { Json } from './entity.ts';
import type { Household } from './household.ts';
import type { Instant } from './time.ts';

/** Everything that can reach the loop, as the replay contract has it. */
export type HearthEvent =
  | HomeEvent
  | MqttEvent
  | StateEvent
  | UtteranceEvent
  | BargeInEvent
  | FeedbackEvent
  | OutcomeEvent
  | TickEvent;

export interface HomeEvent {
  readonly type: 'home';
  readonly at: Instant;
  readonly household: Household;
  readonly simulateDevices: boolean;
  readonly unresponsive: readonly string[];
  readonly seed: number;
}
/** A message from the broker. */
export interface MqttEvent {
  readonly type: 'mqtt';
  readonly at: Instant;
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}
/** A state that the firmware pushes for an entity of its own. */
export interface StateEvent {
  readonly type: 'state';
  readonly at: Instant;
  readonly entity: string;
  readonly state?: string;
  readonly attributes?: { readonly [key: string]: Json };
}
/** What speech recognition heard. */
export interface UtteranceEvent {
  readonly type: 'utterance';
  readonly at: Instant;
  readonly id: string;
  /** Best first, at least one. */
  readonly hypotheses: readonly { readonly text: string; readonly confidence: number }[];
  readonly satellite?: string;
  readonly area?: string;
  readonly speaker?: string;
  /** How sure the wake-word detector was, in [0, 1]. */
  readonly wakeConfidence?: number;
}
export interface BargeInEvent {
  readonly type: 'bargeIn';
  readonly at: Instant;
  readonly of: string;
}
export interface FeedbackEvent {
  readonly type: 'feedback';
  readonly at: Instant;
  readonly of: string;
  readonly value: 'positive' | 'negative';
}
/** What the handler of an intent that is no MQTT command reported. */
export interface OutcomeEvent {
  readonly type: 'outcome';
  readonly at: Instant;
  readonly of: string;
  readonly ok: boolean;
  readonly error?: string;
}
export interface TickEvent {
  readonly type: 'tick';
  readonly at: Instant;
}

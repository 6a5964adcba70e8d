import type { Command } from '../domain/entity.ts';

/** A connection is in exactly one of these. */
export type BusStatus =
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'connected' }
  /** The broker is away. */
  | { readonly kind: 'lost'; readonly reason: string; readonly retryInMs: number }
  /** The broker answered and does not want us (user, password, certificate); a person must look, so retries are rare. */
  | { readonly kind: 'refused'; readonly reason: string; readonly retryInMs: number }
  | { readonly kind: 'closed' };

export interface BusMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
}

/** The MQTT broker, seen from the daemon. */
export interface Bus {
  readonly status: BusStatus;
  /** `deliver` is called once a message, in order; `changed` on every change of status. Resolves when first connected
   * or refused; a broker that is away is retried with back-off until `stop`. */
  start(
    deliver: (message: BusMessage) => void,
    changed: (status: BusStatus) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Adds filters; kept over reconnects. Resolves when the broker took them, or at once while it is away. */
  subscribe(filters: readonly string[], qos?: 0 | 1): Promise<void>;
  unsubscribe(filters: readonly string[]): Promise<void>;
  /** Resolves when handed to the socket (QoS 0) or acknowledged (QoS 1). Throws HearthError `publish-failed` when the broker
   * is away: nothing that acts on the home is queued for later, since by then it may be wrong; `topic-invalid` and
   * `payload-too-large` for what no broker should see. */
  publish(command: Command, qos?: 0 | 1): Promise<void>;
  stop(): Promise<void>;
}

import type { HomeView } from '../../domain/context.ts';
import type { Command } from '../../domain/entity.ts';
import { HearthError, isHearthError } from '../../domain/errors.ts';
import type { HearthEvent, HomeEvent } from '../../domain/event.ts';
import { encodeInstant, type Instant } from '../../domain/time.ts';
import type { Output } from '../../ports/output.ts';
import { encodeDecision, encodeSignal, encodeState, encodeVerdict } from './output.ts';
import { parseEventLine } from './parse.ts';
import { type DeviceSimulator, SimulatedDevices } from './simulatedDevices.ts';

export interface ReplayOptions {
  readonly signals: boolean;
  readonly states: boolean;
  readonly timing: boolean;
}

/** The daemon's own loop and home, as a replay drives them. */
export interface ReplayHub {
  step(event: HearthEvent): Promise<void> | undefined;
  /** Does what a live hub does in the pause after announcements. */
  prepare(): Promise<void>;
  readonly home: HomeView;
  readonly devices: DeviceSimulator;
  isDiscovery(topic: string): boolean;
  close(): void;
}
/** Makes a hub from a file's first line; commands go to `publish`, what it says to `emit`. */
export type OpenHub = (
  home: HomeEvent,
  publish: (commands: readonly Command[], at: Instant) => void,
  emit: (output: Output) => void,
) => ReplayHub;

/** One replay file: events in, lines out, on the clock of the events. */
export class Replay {
  readonly #open: OpenHub;
  readonly #options: ReplayOptions;
  readonly #write: (line: string) => void;
  #hub: ReplayHub | undefined;
  #devices: SimulatedDevices | undefined;
  #at: Instant = Number.NEGATIVE_INFINITY;
  #line = 0;

  constructor(open: OpenHub, options: ReplayOptions, write: (line: string) => void) {
    this.#open = open;
    this.#options = options;
    this.#write = write;
  }

  /** Applies one line. Errors: `bad-event`, `bad-household`, `clock-went-back`, with the line's number; nothing of it was applied. */
  async line(text: string): Promise<void> {
    this.#line++;
    if (text.trim() === '') return;
    // trim: an editor's byte order mark, too.
    const event = this.#parse(text.trim());
    await this.#reports(event.at);
    this.#at = event.at;
    if (event.type === 'home') this.#begin(event);
    if (event.type === 'utterance') await this.#hub?.prepare();
    const step = this.#hub?.step(event);
    if (step) await step;
    if (event.type === 'mqtt') this.#overhear(event);
  }

  /** What is still on its way arrives, and the end states are told. */
  async end(): Promise<void> {
    try {
      await this.#reports(Number.POSITIVE_INFINITY);
      if (!this.#hub || !this.#options.states) return;
      const { home } = this.#hub;
      const ids = [...home.definitions()].map((definition) => definition.id);
      ids.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      for (const id of ids) this.#write(encodeState(id, home.state(id)));
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#hub?.close();
    this.#hub = undefined;
  }

  #parse(text: string): HearthEvent {
    try {
      const event = parseEventLine(text);
      if (!this.#hub && event.type !== 'home') throw new HearthError('bad-event', 'the first event must be "home"');
      if (this.#hub && event.type === 'home')
        throw new HearthError('bad-event', '"home" comes once, as the first event');
      if (event.at < this.#at) {
        const why = `"at" goes back from ${encodeInstant(this.#at)} to ${encodeInstant(event.at)}`;
        throw new HearthError('clock-went-back', why);
      }
      return event;
    } catch (error) {
      if (!isHearthError(error)) throw error;
      throw new HearthError(error.code, `line ${this.#line}: ${error.message}`, error);
    }
  }

  #begin(home: HomeEvent): void {
    const hub = this.#open(
      home,
      (commands, at) => {
        for (const command of commands) this.#devices?.hear(command, at);
      },
      (output) => this.#say(output),
    );
    this.#hub = hub;
    if (home.simulateDevices) this.#devices = new SimulatedDevices(hub.devices, hub.home, home.unresponsive);
  }

  /** Reports of simulated devices that come before `until`. */
  async #reports(until: Instant): Promise<void> {
    for (let event = this.#devices?.take(until); event; event = this.#devices?.take(until)) {
      this.#at = event.at;
      const step = this.#hub?.step(event);
      if (step) await step;
    }
  }

  /** A command that somebody else published moves a simulated device too. */
  #overhear({ topic, payload, retain, at }: Extract<HearthEvent, { type: 'mqtt' }>): void {
    if (!this.#devices || !this.#hub || this.#hub.isDiscovery(topic)) return;
    this.#devices.hear({ topic, payload, retain }, at);
  }

  #say(output: Output): void {
    switch (output.type) {
      case 'decision':
        this.#write(encodeDecision(output.decision, this.#options.timing ? output.latencyMs : undefined));
        break;
      case 'verdict':
        this.#write(encodeVerdict(output.verdict));
        break;
      case 'signal':
        if (this.#options.signals) this.#write(encodeSignal(output.signal));
    }
  }
}

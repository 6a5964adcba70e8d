import { hubInProcess, type InProcessHub } from '../../models/households/drivers.ts';
import type { DecisionLine, EventLine } from '../../models/households/episode.ts';
import type { Hub } from '../../runtime/hub.ts';
import type { Inference } from '../../runtime/ports/inference.ts';

const LIGHTS: readonly (readonly [string, string, string])[] = [
  ['kitchen', 'Kitchen Light', 'Kitchen'],
  ['hall', 'Hall Light', 'Hall'],
  ['desk', 'Desk Lamp', 'Bedroom'],
  ['bedside', 'Bedside Lamp', 'Bedroom'],
];

export interface Manner {
  /** null: nobody is recognised. */
  readonly by?: string | null;
  readonly from?: string;
  readonly wake?: number;
  /** Seconds since the last event. */
  readonly after?: number;
}

/** A small home that one talks with: the daemon's own code and network, on a clock of its own. */
export class TalkingHome {
  readonly #driver: InProcessHub;
  #at: number;
  #said = 0;

  private constructor(driver: InProcessHub, at: string) {
    this.#driver = driver;
    this.#at = Date.parse(at);
  }

  static async open(
    inference: Inference,
    more: { readonly household?: object; readonly dataDir?: string; readonly at?: string } = {},
  ): Promise<TalkingHome> {
    const home = new TalkingHome(hubInProcess(inference, more.dataDir), more.at ?? '2026-03-03T17:00:00Z');
    await home.#send('home', {
      simulateDevices: true,
      timezone: 'UTC',
      areas: ['Kitchen', 'Hall', 'Bedroom', 'Garage'].map((name) => ({ name })),
      people: [{ name: 'Anna' }, { name: 'Ben' }],
      satellites: [
        { id: 'kitchen', area: 'Kitchen' },
        { id: 'hall', area: 'Hall' },
      ],
      handlers: [{ intents: ['HassGetWeather'], via: 'hermes' }],
      entities: [
        {
          id: 'media_player.speaker',
          name: 'Kitchen Speaker',
          area: 'Kitchen',
          media: ['music'],
          state_topic: 's/s',
          command_topic: 's/c',
        },
        {
          id: 'media_player.tv',
          name: 'TV',
          area: 'Hall',
          screen: true,
          media: ['movie', 'game', 'tv_show'],
          state_topic: 't/s',
          command_topic: 't/c',
        },
        { id: 'lock.front', name: 'Front Door', area: 'Hall', state_topic: 'lock/s', command_topic: 'lock/c' },
        {
          id: 'cover.garage',
          name: 'Garage Door',
          area: 'Garage',
          device_class: 'garage',
          state_topic: 'g/s',
          command_topic: 'g/c',
        },
        { id: 'switch.oven', name: 'Oven', area: 'Kitchen', state_topic: 'o/s', command_topic: 'o/c' },
        ...LIGHTS.map(([id, name, area]) => ({
          id: `light.${id}`,
          name,
          area,
          state_topic: `${id}/s`,
          command_topic: `${id}/c`,
        })),
      ],
      ...more.household,
    });
    for (const [id] of LIGHTS) await home.report(id, 'OFF', 0);
    await home.report('o', 'OFF', 0);
    await home.report('lock', 'LOCKED', 0);
    await home.report('g', 'closed', 0);
    return home;
  }

  get hub(): Hub {
    if (this.#driver.hub === undefined) throw new Error('nobody moved in');
    return this.#driver.hub;
  }

  async say(
    text: string | readonly string[],
    { by = 'Anna', from = 'kitchen', wake = 0.95, after = 5 }: Manner = {},
  ): Promise<DecisionLine> {
    this.#at += after * 1000;
    const texts = typeof text === 'string' ? [text] : text;
    const lines = await this.#send('utterance', {
      id: `u${++this.#said}`,
      hypotheses: texts.map((one, i) => ({ text: one, confidence: 0.9 - 0.1 * i })),
      satellite: from,
      wakeConfidence: wake,
      ...(by === null ? {} : { speaker: by }),
    });
    return lines.find((line) => line.type === 'decision') as DecisionLine;
  }

  /** A device says what it is in. */
  async report(topic: string, payload: string, after = 1): Promise<void> {
    this.#at += after * 1000;
    await this.#send('mqtt', { topic: `${topic}/s`, payload, retain: true });
  }

  /** Time passes, in steps in which verdicts fall due. */
  async wait(seconds = 140): Promise<void> {
    for (let left = seconds; left > 0; left -= 70) {
      this.#at += Math.min(70, left) * 1000;
      await this.#send('tick');
    }
  }

  /** To the same hour of a later day. */
  async sleep(days = 1): Promise<void> {
    await this.wait();
    this.#at += days * 86_400_000 - 140_000;
    await this.#send('tick');
  }

  /** To a moment that is still to come. */
  async until(at: string): Promise<void> {
    await this.wait();
    this.#at = Math.max(this.#at, Date.parse(at));
    await this.#send('tick');
  }

  async close(): Promise<void> {
    await this.#driver.end();
  }

  async #send(type: string, fields: object = {}): ReturnType<InProcessHub['send']> {
    return await this.#driver.send({ type, at: new Date(this.#at).toISOString(), ...fields } as EventLine);
  }
}

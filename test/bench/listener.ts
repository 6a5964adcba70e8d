import type { MqttClient } from 'mqtt';

/** Waits for single messages on the broker. */
export class Listener {
  readonly client: MqttClient;
  readonly #waiting = new Set<(topic: string, payload: string) => boolean>();

  constructor(client: MqttClient) {
    this.client = client;
    client.on('message', (topic, payload) => {
      const text = payload.toString();
      for (const take of this.#waiting) if (take(topic, text)) this.#waiting.delete(take);
    });
  }

  /** The first message that fits, with the time at which it came; undefined where none comes in `msMax`. */
  next(
    fits: (topic: string, payload: string) => boolean,
    msMax: number,
  ): Promise<{ readonly at: number; readonly topic: string; readonly payload: string } | undefined> {
    return new Promise((resolve) => {
      const take = (topic: string, payload: string): boolean => {
        if (!fits(topic, payload)) return false;
        clearTimeout(late);
        resolve({ at: performance.now(), topic, payload });
        return true;
      };
      const late = setTimeout(() => {
        this.#waiting.delete(take);
        resolve(undefined);
      }, msMax);
      this.#waiting.add(take);
    });
  }
}

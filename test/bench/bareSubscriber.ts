import { quickClient } from './mqttBench.ts';

/** Where the bare subscriber says that it has read as many messages as it was told to wait for, or the last of a flood. */
export const BARE_DONE = 'hearth-bench/done';
export const FLOOD_END = 'hearth-bench/end';

/**
 * The reference of ingestion and of the start: an mqtt.js client of its own process that decodes every message and
 * calls JSON.parse, and nothing else.
 */
export async function runBareSubscriber(url: string, retained: number): Promise<void> {
  const client = await quickClient(url);
  let read = 0;
  let sum = 0;
  client.on('message', (topic, payload) => {
    const text = payload.toString();
    if (topic === FLOOD_END) {
      client.publish(BARE_DONE, text);
      return;
    }
    try {
      sum += typeof JSON.parse(text) === 'object' ? 1 : 0;
    } catch {
      // "ON" and the like are no JSON.
      sum += 1;
    }
    if (++read === retained) client.publish(BARE_DONE, `retained ${sum}`);
  });
  await client.subscribeAsync(['homeassistant/#', 'bench/#', FLOOD_END]);
}

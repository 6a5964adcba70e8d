import { connectAsync, type MqttClient } from 'mqtt';
import { availabilityTopic, type SimulatedDevice } from './simulatedDevice.ts';

/** Where Home Assistant, and Hearth, say that they have started: devices announce themselves again. */
const BIRTH_TOPIC = 'homeassistant/status';

/** A simulated device's own connection to the broker: it announces, reports what changed, and obeys. */
export class DeviceClient {
  readonly #device: SimulatedDevice;
  readonly #reported = new Map<string, string>();
  #client: MqttClient | undefined;

  constructor(device: SimulatedDevice) {
    this.#device = device;
  }

  /** Resolves when the broker has its announcements and its state. */
  async start(brokerUrl: string): Promise<void> {
    const { id, commandTopics } = this.#device;
    const availability = availabilityTopic(id);
    const client = await connectAsync(brokerUrl, {
      clientId: `demo-${id}`,
      reconnectPeriod: 1_000,
      queueQoSZero: false,
      will: { topic: availability, payload: Buffer.from('offline'), qos: 1, retain: true },
    });
    this.#client = client;
    client.on('message', (topic, payload) => {
      if (topic === BIRTH_TOPIC) {
        if (payload.toString() === 'online') void this.#announce();
        return;
      }
      this.#device.obey(topic, payload.toString());
      this.#reportChanges();
    });
    // mqtt.js subscribes again by itself; the broker may have forgotten what was retained.
    client.on('connect', () => void this.#announce());
    await client.subscribeAsync([...commandTopics, BIRTH_TOPIC], { qos: 1 });
    await this.#announce();
  }

  async #announce(): Promise<void> {
    const client = this.#client;
    if (client === undefined || !client.connected) return;
    this.#reported.clear();
    try {
      for (const { topic, payload } of this.#device.announcements) {
        await client.publishAsync(topic, payload, { qos: 1, retain: true });
      }
      await client.publishAsync(availabilityTopic(this.#device.id), 'online', { qos: 1, retain: true });
      this.#reportChanges();
    } catch {
      // The connection went meanwhile; the next one announces again.
    }
  }

  advance(seconds: number): void {
    this.#device.advance(seconds);
    this.#reportChanges();
  }

  #reportChanges(): void {
    const client = this.#client;
    if (client === undefined || !client.connected) return;
    for (const { topic, payload } of this.#device.reports()) {
      if (this.#reported.get(topic) === payload) continue;
      this.#reported.set(topic, payload);
      client.publish(topic, payload, { qos: 0, retain: true });
    }
  }

  /** Says that the device is off, and goes. */
  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    if (!client.connected) {
      await client.endAsync(true);
      return;
    }
    client.publish(availabilityTopic(this.#device.id), 'offline', { qos: 0, retain: true });
    await client.endAsync();
  }
}

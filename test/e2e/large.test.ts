import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hearth, scratch, startDaemon } from '../cli/hearth.ts';
import { MosquittoBroker, mosquittoInstalled } from '../peers/mosquittoBroker.ts';
import { saySkipped } from '../peers/tools.ts';
import { lamp } from '../replay/home.ts';

if (!mosquittoInstalled) saySkipped('a large home at a real Mosquitto', 'no program `mosquitto`');

/** More than Mosquitto queues for one client (1,000), and more than the hub holds (10,000). */
const LAMPS = 10_200;

describe.skipIf(!mosquittoInstalled)('a home of ten thousand lamps', { timeout: 60_000 }, () => {
  const folder = scratch();
  const broker = new MosquittoBroker();
  let devices: MqttClient;

  beforeAll(async () => {
    await broker.start();
    devices = await connectAsync(broker.url);
    for (let i = 0; i < LAMPS; i++) {
      const messages = lamp(`l${i}`, `Lamp ${i}`, `Room ${i % 20}`).map((line) => JSON.parse(line));
      for (const { topic, payload } of messages) devices.publish(topic, JSON.stringify(payload), { retain: true });
    }
    await devices.publishAsync('done', '', { qos: 1 });
  });
  afterAll(async () => {
    await devices?.endAsync();
    await broker.stop();
    folder.remove();
  });

  it('is known as far as the limit, says so, and does as it is told', async () => {
    const daemon = await startDaemon(['--broker', broker.url, '--data', folder.path]);
    const doctor = async () => JSON.parse((await hearth(['doctor', '--json', '--data', folder.path])).out);
    await expect.poll(async () => (await doctor()).counters.entitiesRejected, { timeout: 30_000 }).toBe(LAMPS - 10_000);
    const report = await doctor();
    expect(report.entities).toMatchObject({ total: 10_000, withoutState: 0 });
    expect(report).toMatchObject({ healthy: false, problems: [expect.stringContaining('discovery-limit')] });
    const said = await hearth(['say', 'turn on lamp 7', '--json', '--data', folder.path]);
    expect(JSON.parse(said.out)).toMatchObject({ outcome: 'act', targets: ['light.l7'] });
    expect(await daemon.stop()).toBe(0);
  });
});

import { writeFileSync } from 'node:fs';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callDaemon } from '../../runtime/adapters/control/client.ts';
import { socketPathOf } from '../../runtime/adapters/control/dataDir.ts';
import { EmbeddedBroker } from '../../runtime/adapters/mqtt/embeddedBroker.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { scratch, startDaemon, startHearth } from '../cli/hearth.ts';
import { MosquittoBroker, mosquittoInstalled } from '../peers/mosquittoBroker.ts';
import { saySkipped } from '../peers/tools.ts';
import { lamp } from '../replay/home.ts';

const BRIDGE = JSON.stringify([
  {
    ieee_address: '0x1',
    friendly_name: 'Desk Lamp',
    type: 'Router',
    supported: true,
    definition: {
      model: 'L1',
      vendor: 'IKEA',
      exposes: [
        {
          type: 'light',
          features: [{ type: 'binary', name: 'state', property: 'state', access: 7, value_on: 'ON', value_off: 'OFF' }],
        },
      ],
    },
  },
]);

interface Said {
  readonly outcome: string;
  readonly say: string;
  readonly commands: readonly unknown[];
}
const sayTo = (dataDir: string, text: string) => callDaemon(socketPathOf(dataDir), 'say', { text }) as Promise<Said>;

describe('devices that nobody remembers for', () => {
  const folder = scratch();
  const ended = new AbortController();
  const broker = new EmbeddedBroker({ port: 0 });
  const heard: string[] = [];
  let zigbee: MqttClient;

  beforeAll(async () => {
    await broker.start(ended.signal);
    zigbee = await connectAsync(broker.url);
    await zigbee.publishAsync('zigbee2mqtt/bridge/devices', BRIDGE, { retain: true });
    await zigbee.subscribeAsync(['zigbee2mqtt/+/get', 'homeassistant/status']);
    zigbee.on('message', (topic) => {
      heard.push(topic);
      if (topic.endsWith('/get')) zigbee.publish(topic.slice(0, -'/get'.length), JSON.stringify({ state: 'ON' }));
    });
  });
  afterAll(async () => {
    await zigbee.endAsync(true);
    ended.abort();
    folder.remove();
  });

  it('are asked for their states, once a connection', async () => {
    const daemon = await startDaemon(['--broker', broker.url, '--data', folder.path]);
    const asked = () => heard.filter((topic) => topic === 'zigbee2mqtt/Desk Lamp/get').length;
    await expect.poll(asked, { timeout: 5_000 }).toBe(1);
    expect((await sayTo(folder.path, 'is the desk lamp on')).say).toMatch(/^Yes/);
    // Others that come later are asked too; who answered is not asked again.
    for (const line of lamp('l', 'Hall Lamp', 'Hall').slice(0, 1)) {
      const { topic, payload } = JSON.parse(line);
      await zigbee.publishAsync(topic, JSON.stringify(payload), { retain: true });
    }
    await expect
      .poll(() => heard.filter((topic) => topic === 'homeassistant/status').length, { timeout: 5_000 })
      .toBe(3);
    expect(asked()).toBe(1);
    expect(await daemon.stop()).toBe(0);
  });
});

if (!mosquittoInstalled) saySkipped('a broker that hangs', 'no program `mosquitto`');
describe.skipIf(!mosquittoInstalled)('a broker that hangs', { timeout: 30_000 }, () => {
  const folder = scratch();
  const broker = new MosquittoBroker();
  afterAll(async () => {
    await broker.stop();
    folder.remove();
  });

  it('holds nobody up', async () => {
    await broker.start();
    const devices = await connectAsync(broker.url);
    for (const line of lamp('l', 'Desk Lamp', 'Office')) {
      const { topic, payload } = JSON.parse(line);
      await devices.publishAsync(topic, JSON.stringify(payload), { retain: true });
    }
    const home = `${folder.path}/home.yaml`;
    writeFileSync(home, 'handlers: [{intents: [HassStartTimer], via: hermes}]\n');
    const daemon = await startDaemon(['--broker', broker.url, '--home', home, '--data', folder.path]);
    expect((await sayTo(folder.path, 'turn on the desk lamp')).outcome).toBe('act');
    broker.pause();
    const started = performance.now();
    await sayTo(folder.path, 'turn off the desk lamp');
    expect((await sayTo(folder.path, 'set a timer for five minutes')).say).toContain('publish-failed');
    expect((await sayTo(folder.path, 'what time is it')).outcome).toBe('answer');
    expect(performance.now() - started).toBeLessThan(2 * limits.publishMsMax + 1_000);
    const stopping = performance.now();
    expect(await daemon.stop()).toBe(0);
    expect(performance.now() - stopping).toBeLessThan(2 * limits.stopMsMax + 1_000);
    broker.resume();
    await devices.endAsync(true);
  });
});

describe('an idle daemon', () => {
  it('ends at once when it is told to, whoever listens', async () => {
    const folder = scratch();
    const daemon = await startDaemon(['--data', folder.path]);
    const recorder = startHearth(['record', `${folder.path}/r.jsonl`, '--data', folder.path]);
    await new Promise((resolve) => recorder.stderr?.once('data', resolve));
    const client = await connectAsync(daemon.brokerUrl);
    const started = performance.now();
    expect(await daemon.stop('SIGTERM')).toBe(0);
    expect(performance.now() - started).toBeLessThan(2_000);
    await client.endAsync(true);
    recorder.kill();
    folder.remove();
  });
});

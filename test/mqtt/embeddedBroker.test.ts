import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { EmbeddedBroker } from '../../runtime/adapters/mqtt/embeddedBroker.ts';
import { busContract, cleanUpAfterEach, type MakeBroker, startBroker, startHub } from './busContract.ts';

/** Starts again on the port it had. */
const make: MakeBroker = (options) => {
  let broker: EmbeddedBroker | undefined;
  let port = 0;
  return {
    get url() {
      return `mqtt://127.0.0.1:${port}`;
    },
    async start() {
      broker = new EmbeddedBroker({ port, ...options });
      await broker.start(new AbortController().signal);
      port = Number(new URL(broker.url).port);
    },
    async stop() {
      await broker?.stop();
    },
  };
};

describe('the bus at a broker that hangs up at MQTT 5', { timeout: 20_000 }, () => {
  cleanUpAfterEach();
  it('tries MQTT 3.1.1', async () => {
    const broker = await startBroker(make({}));
    const old = createServer((near) => {
      near.once('data', (connectPacket) => {
        // The protocol level stands behind the fixed header and the name "MQTT" [MQTT-3.1.2-2].
        if (connectPacket[connectPacket.indexOf('MQTT') + 4] === 5) return near.destroy();
        const far = connect(Number(new URL(broker.url).port), '127.0.0.1');
        far.write(connectPacket);
        near.pipe(far).pipe(near);
        near.on('close', () => far.destroy());
      });
    });
    await new Promise<void>((resolve) => old.listen(0, '127.0.0.1', resolve));
    const hub = await startHub(`mqtt://127.0.0.1:${(old.address() as AddressInfo).port}`);
    expect(hub.bus.status.kind).toBe('connected');
    await hub.bus.publish({ topic: 'a', payload: 'b', retain: false }, 1);
    await hub.bus.stop();
    old.close();
  });
});

describe('the bus at the embedded broker', { timeout: 20_000 }, () => busContract(make));

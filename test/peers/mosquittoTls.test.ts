import { beforeAll, describe, expect, it } from 'vitest';
import { Upstream } from '../../runtime/adapters/mqtt/upstream.ts';
import type { Signal } from '../../runtime/domain/decision.ts';
import { cleanUpAfterEach, startBroker, startHub } from '../mqtt/busContract.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { Collector } from './collector.ts';
import { MosquittoBroker, mosquittoInstalled } from './mosquittoBroker.ts';
import { isInstalled, saySkipped, until } from './tools.ts';

const opensslInstalled = isInstalled('openssl', 'version');
if (!mosquittoInstalled) saySkipped('TLS at a real Mosquitto', 'no program `mosquitto` (apt-get install mosquitto)');
if (!opensslInstalled) saySkipped('TLS at a real Mosquitto', 'no program `openssl`');

const signalOf = (id: string): Signal => ({
  id,
  epoch: 'epoch-1',
  failurePoint: 'asr',
  intent: null,
  outcome: 'handoff',
  template: 'play {title}',
  evidence: [],
  modelVersion: '1',
});

describe.skipIf(!mosquittoInstalled || !opensslInstalled)(
  'the bus at a Mosquitto with TLS',
  { timeout: 20_000 },
  () => {
    cleanUpAfterEach();
    let certificates: Certificates;
    beforeAll(() => {
      certificates = makeCertificates();
    }, 30_000);

    it('trusts the authority it was given, and encrypts', async () => {
      const broker = await startBroker(new MosquittoBroker({ certificates }));
      const hub = await startHub(broker.url, { tls: { caFile: certificates.caFile } });
      expect(hub.bus.status).toEqual({ kind: 'connected' });
      await hub.bus.publish({ topic: 'a', payload: 'b', retain: false }, 1);
    });

    it.each([
      ['nobody in particular', () => ({})],
      ['another authority', () => ({ tls: { caFile: certificates.strangerCaFile } })],
    ])('refuses a broker when it trusts %s', async (_whom, options) => {
      const broker = await startBroker(new MosquittoBroker({ certificates }));
      const hub = await startHub(broker.url, options());
      expect(hub.bus.status.kind).toBe('refused');
      expect(JSON.stringify(hub.bus.status)).toMatch(/self.signed|verify/i);
    });

    it('is let in with a client certificate, and refused without', async () => {
      const broker = await startBroker(new MosquittoBroker({ certificates, requireClientCertificate: true }));
      const { caFile } = certificates;
      const stranger = await startHub(broker.url, { tls: { caFile } });
      expect(stranger.bus.status).toMatchObject({ kind: 'refused' });
      const hub = await startHub(broker.url, { tls: { caFile, ...certificates.client } });
      expect(hub.bus.status).toEqual({ kind: 'connected' });
    });

    it('carries signals to a collector', async () => {
      const broker = await startBroker(new MosquittoBroker({ certificates }));
      const collector = new Collector();
      await collector.start(broker.url, certificates.caFile);
      const pending = new Map(Array.from({ length: 300 }, (_, number) => [`s${number}`, signalOf(`s${number}`)]));
      const hub = new Upstream({
        url: broker.url,
        caFile: certificates.caFile,
        outbox: {
          pendingSignals: (limit) => [...pending.values()].slice(0, limit),
          acknowledge: (ids) => ids.filter((id) => pending.delete(id)).length,
        },
        jitter: () => 0,
        fault: () => {},
      });
      await hub.start(new AbortController().signal);
      await until('all receipts', () => pending.size === 0);
      expect([collector.received.size, collector.deliveries]).toEqual([300, 300]);
      await Promise.all([hub.stop(), collector.stop()]);
    });

    it('says which certificate file it cannot read', async () => {
      await expect(startHub('mqtts://127.0.0.1:1', { tls: { caFile: '/nowhere/ca.pem' } })).rejects.toMatchObject({
        code: 'bad-argument',
        message: expect.stringContaining('/nowhere/ca.pem'),
      });
    });
  },
);

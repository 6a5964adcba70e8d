import { beforeAll, describe, expect, it } from 'vitest';
import { cleanUpAfterEach, startBroker, startHub } from '../mqtt/busContract.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { MosquittoBroker, mosquittoInstalled } from './mosquittoBroker.ts';
import { isInstalled, saySkipped } from './tools.ts';

const opensslInstalled = isInstalled('openssl', 'version');
if (!mosquittoInstalled) saySkipped('TLS at a real Mosquitto', 'no program `mosquitto` (apt-get install mosquitto)');
if (!opensslInstalled) saySkipped('TLS at a real Mosquitto', 'no program `openssl`');

describe.skipIf(!mosquittoInstalled || !opensslInstalled)('the bus at a Mosquitto with TLS', () => {
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

  it('says which certificate file it cannot read', async () => {
    await expect(startHub('mqtts://127.0.0.1:1', { tls: { caFile: '/nowhere/ca.pem' } })).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining('/nowhere/ca.pem'),
    });
  });
});

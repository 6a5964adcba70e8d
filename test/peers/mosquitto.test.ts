import { describe } from 'vitest';
import { busContract } from '../mqtt/busContract.ts';
import { MosquittoBroker, mosquittoInstalled } from './mosquittoBroker.ts';
import { saySkipped } from './tools.ts';

if (!mosquittoInstalled)
  saySkipped('the bus at a real Mosquitto', 'no program `mosquitto` (apt-get install mosquitto)');

describe.skipIf(!mosquittoInstalled)('the bus at a real Mosquitto', { timeout: 20_000 }, () =>
  busContract((options) => new MosquittoBroker(options)),
);

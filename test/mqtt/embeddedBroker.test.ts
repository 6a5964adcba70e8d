import { describe } from 'vitest';
import { EmbeddedBroker } from '../../runtime/adapters/mqtt/embeddedBroker.ts';
import { busContract, type MakeBroker } from './busContract.ts';

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

describe('the bus at the embedded broker', () => busContract(make));

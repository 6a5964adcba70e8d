import { HearthError } from '../../runtime/domain/errors.ts';
import { DeviceClient } from './deviceClient.ts';
import { demoDevices } from './home.ts';

const TICK_MS = 500;
/** Ten times quicker than life: an oven is hot in under a minute, and a demo is not a Sunday. */
const PACE = 10;

/** The demo home: every device a client of its own at the broker. */
export class DemoHome {
  readonly #pace: number;
  readonly #clients = demoDevices().map((device) => new DeviceClient(device));
  #timer: NodeJS.Timeout | undefined;

  /** `pace`: how many seconds pass in the home in one of ours. */
  constructor(pace: number = PACE) {
    this.#pace = pace;
  }

  /** Resolves when every device has announced itself; throws HearthError `broker-unreachable`. */
  async start(brokerUrl: string, signal: AbortSignal): Promise<void> {
    const started = await Promise.allSettled(this.#clients.map((client) => client.start(brokerUrl)));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed !== undefined || signal.aborted) {
      await this.stop();
      if (failed === undefined) return;
      throw new HearthError('broker-unreachable', `the demo home cannot reach ${brokerUrl}`, failed.reason);
    }
    signal.addEventListener('abort', () => void this.stop(), { once: true });
    let before = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      const seconds = ((now - before) / 1000) * this.#pace;
      before = now;
      for (const client of this.#clients) client.advance(seconds);
    }, TICK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#clients.map((client) => client.stop()));
  }
}

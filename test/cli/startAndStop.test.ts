import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hearth, scratch } from './hearth.ts';

const folder = scratch();
afterAll(() => folder.remove());

describe('hearth run, as firmware starts and stops it', { timeout: 30_000 }, () => {
  it('ends where another program has the port, and says what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      const port = String((other.address() as AddressInfo).port);
      const { code, err } = await hearth(['run', '--port', port, '--data', join(folder.path, 'taken')]);
      expect([code, err]).toEqual([1, expect.stringMatching(/^broker-unreachable: .*EADDRINUSE.*--port.*--broker/)]);
    } finally {
      other.close();
    }
  });
});

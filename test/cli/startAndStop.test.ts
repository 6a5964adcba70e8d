import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { hearth, scratch, startDaemon } from './hearth.ts';

const canMount = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

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

  it('tells at its start what is wrong', async () => {
    const daemon = await startDaemon(['--broker', 'mqtt://127.0.0.1:1', '--data', join(folder.path, 'alone')]);
    expect(await daemon.stop('SIGINT')).toBe(0);
    expect(daemon.output()).toMatch(/^! broker-unreachable: mqtt:\/\/127\.0\.0\.1:1: /m);
  });

  it('refuses words, texts and files that a command cannot take', async () => {
    const data = ['--data', join(folder.path, 'refusals')];
    const long = 'movie night '.repeat(200);
    const daemon = await startDaemon(data);
    try {
      const check = async (args: readonly string[], told: RegExp): Promise<void> => {
        const { code, out, err } = await hearth([...args, ...data]);
        expect([args[0], code, out, err]).toEqual([args[0], 2, '', expect.stringMatching(told)]);
        expect(err.length).toBeLessThan(300);
      };
      await check(['run', 'home.yaml'], /^bad-argument: run does not take "home.yaml"; see "hearth run --help"/);
      await check(['erase', 'jazz', '--yes'], /^bad-argument: erase does not take "jazz"/);
      await check(['export', 'file.json'], /^bad-argument: export does not take "file.json"/);
      await check(['teach', '--list', 'x'], /^bad-argument: /);
      await check(['teach', 'cosy', 'dim the lights', 'x'], /^bad-argument: /);
      await check(['run', '--port', '-1'], /^bad-argument: [^\n]*; see "hearth run --help"\n$/);
      await check(['say', long], /^utterance-too-long: more than 1000 characters/);
      await check(['teach', 'cosy', long], /^lesson-refused: That is too long/);
      await check(['record', join(folder.path, 'no', 'such.jsonl')], /^bad-argument: cannot write .*ENOENT/);
    } finally {
      expect(await daemon.stop()).toBe(0);
    }
  });

  it('replays a file that begins with a byte order mark', async () => {
    const path = join(folder.path, 'marked.jsonl');
    writeFileSync(path, '\ufeff{"type":"home","at":"2026-01-01T00:00:00Z"}\r\n');
    expect(await hearth(['replay', path])).toMatchObject({ code: 0, err: '' });
  });

  it.runIf(process.platform !== 'win32')('goes on where its recording cannot', async () => {
    const data = join(folder.path, 'recorded');
    const pipe = join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'ignore', 'inherit'] });
    const daemon = await startDaemon(['--record', pipe, '--data', data]);
    try {
      reader.kill();
      await once(reader, 'close');
      const { code, out } = await hearth(['say', 'what time is it', '--data', data]);
      expect([code, out]).toEqual([0, expect.stringContaining('answer HassGetCurrentTime')]);
      expect((await hearth(['doctor', '--data', data])).out).toMatch(/store-failed recording: cannot write .*EPIPE/);
    } finally {
      expect(await daemon.stop()).toBe(0);
    }
  });

  it.runIf(canMount)('says that the disk is full, and what to do', () => {
    const disk = join(folder.path, 'disk');
    mkdirSync(disk);
    const full = `mount -t tmpfs -o size=64k none ${disk} && ! head -c 100k /dev/zero 2>/dev/null > ${disk}/other`;
    const args = ['forget', 'cosy', '--data', disk].map((word) => `'${word}'`).join(' ');
    // What is there but empty still wants its data file.
    const script = `${full}; : > ${disk}/hearth.db; '${process.execPath}' '${join(root, 'dist/hearth.js')}' ${args}`;
    const { status, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', script], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^store-full: cannot write in .*Free some space/m)]);
  });
});

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockDataDir } from '../../runtime/adapters/control/dataDir.ts';
import { hearth, scratch } from './hearth.ts';

const folder = scratch();
afterAll(() => folder.remove());

const COMMANDS = ['run', 'say', 'teach', 'forget', 'doctor', 'signals', 'replay', 'record', 'export', 'erase'];

describe('hearth without a daemon', () => {
  it('helps, each command with examples', async () => {
    const all = await hearth(['--help']);
    expect(all.code).toBe(0);
    for (const name of COMMANDS) expect(all.out).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
    const helps = await Promise.all(COMMANDS.map((name) => hearth([name, '--help'])));
    helps.forEach(({ code, out }, i) => {
      expect([COMMANDS[i], code]).toEqual([COMMANDS[i], 0]);
      expect(out).toContain(`Usage: hearth ${COMMANDS[i]}`);
      expect(out).toMatch(/Examples:\n {2}\S/);
    });
  });

  /** A command line that is wrong: exit code 2, and words that help. */
  async function refuses(args: readonly string[], ...named: readonly string[]): Promise<void> {
    const { code, err } = await hearth(args);
    expect([args, code, err]).toEqual([args, 2, expect.stringContaining('bad-argument: ')]);
    for (const part of named) expect(err).toContain(part);
  }

  it('refuses what it does not understand', async () => {
    await Promise.all([
      refuses(['sing'], 'no command "sing"'),
      refuses(['say'], 'say what?'),
      refuses(['say', 'x', '--loud'], "'--loud'", 'hearth say --help'),
      refuses(['teach', 'one'], 'two texts'),
      refuses(['forget'], '--all'),
      refuses(['replay'], 'which file'),
      refuses(['replay', '-', 'x'], 'beside files'),
      refuses(['erase', '--data', folder.path], '--yes'),
      refuses(['run', '--port', 'x', '--data', folder.path], '--port takes a number'),
      refuses(['run', '--port', '1', '--broker', 'mqtt://x', '--data', folder.path], 'beside --broker'),
      refuses(['run', '--home', join(folder.path, 'none.yaml'), '--data', folder.path], 'cannot read'),
    ]);
  });

  it('says that no daemon is there', async () => {
    const said = await hearth(['say', 'hello', '--data', folder.path]);
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('daemon-unreachable')]);
    expect(said.err).toContain('hearth run');
    const path = join(folder.path, 'rec.jsonl');
    const recorded = await hearth(['record', path, '--data', folder.path]);
    expect(recorded.code).toBe(1);
    expect(existsSync(path)).toBe(false);
  });

  it('teaches, lists, exports, forgets and erases on the data directory itself', async () => {
    const data = ['--data', join(folder.path, 'own')];
    const run = async (...args: string[]) => (await hearth([...args, ...data])).out;
    expect(await run('teach', 'Movie  Time', 'dim the lights')).toContain('"movie time" means "dim the lights"');
    expect(JSON.parse(await run('teach', '--list', '--json'))).toMatchObject([
      { from: 'movie time', to: 'dim the lights', layer: 'taught' },
    ]);
    expect(JSON.parse(await run('export')).rewrites).toHaveLength(1);
    expect(await run('forget', 'movie time')).toContain('Forgot');
    const again = await hearth(['forget', 'movie time', ...data]);
    expect([again.code, again.out]).toEqual([1, expect.stringContaining('Nothing is known')]);
    await run('teach', 'cosy', 'dim the lights');
    expect(await run('erase', '--yes')).toContain('Erased');
    expect(JSON.parse(await run('export')).rewrites).toEqual([]);
    expect(await run('signals')).toContain('Nothing waits');
    expect(statSync(join(folder.path, 'own')).mode & 0o077).toBe(0);
  });

  it('tells how the store is', async () => {
    const { code, out } = await hearth(['doctor', '--json', '--data', join(folder.path, 'well')]);
    expect(code).toBe(0);
    const model = expect.stringMatching(/^en-/);
    expect(JSON.parse(out)).toMatchObject({ healthy: true, problems: [], store: { opened: 'created' }, model });
  });

  it('tells a model that cannot be loaded', async () => {
    const env = { HEARTH_MODEL: join(folder.path, 'none') };
    const { code, out } = await hearth(['doctor', '--json', '--data', join(folder.path, 'well')], '', env);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ healthy: false, problems: [expect.stringMatching(/^bad-bundle: .*none/)] });
  });

  it('does not write where another writes', async () => {
    const data = join(folder.path, 'taken');
    const lock = lockDataDir(data);
    try {
      const { code, err } = await hearth(['teach', 'cosy', 'dim the lights', '--data', data]);
      expect([code, err]).toEqual([1, expect.stringContaining('daemon-already-running')]);
    } finally {
      lock.release();
    }
    expect((await hearth(['teach', 'cosy', 'dim the lights', '--data', data])).code).toBe(0);
  });
});

import { existsSync, statSync, writeFileSync } from 'node:fs';
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
      refuses(['run', '--port', '70000', '--data', folder.path], 'up to 65535'),
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
    const data = ['--data', join(folder.path, 'well')];
    await hearth(['teach', 'cosy', 'dim the lights', ...data]);
    const { code, out } = await hearth(['doctor', '--json', ...data]);
    expect(code).toBe(0);
    const model = expect.stringMatching(/^en-/);
    expect(JSON.parse(out)).toMatchObject({ healthy: true, problems: [], store: { opened: 'opened' }, model });
  });

  it('says that nothing is there, and makes nothing', async () => {
    const typo = join(folder.path, 'typo');
    const asked = [['doctor'], ['export'], ['forget', 'zip'], ['signals'], ['teach', '--list'], ['erase', '--yes']];
    for (const { code, out, err } of await Promise.all(asked.map((args) => hearth([...args, '--data', typo]))))
      expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^data-missing: .*typo/)]);
    // A lesson may come before the first run, but not in a place that is not there either.
    const nowhere = join(typo, 'data');
    const { code, err } = await hearth(['teach', 'cosy', 'dim the lights', '--data', nowhere]);
    expect([code, err]).toEqual([2, expect.stringMatching(/^data-missing: .*typo/)]);
    expect(existsSync(typo)).toBe(false);
  });

  it('does not export a damaged file as an empty home', async () => {
    const data = join(folder.path, 'damaged');
    await hearth(['teach', 'cosy', 'dim the lights', '--data', data]);
    writeFileSync(join(data, 'hearth.db'), 'no database at all, however long one reads in it. '.repeat(100));
    const { code, err } = await hearth(['export', '--data', data]);
    expect([code, err]).toEqual([1, expect.stringMatching(/^store-damaged: .* is kept as .*not all/s)]);
    expect(err).not.toContain('Restart');
  });

  it('tells a recording without events', async () => {
    const path = join(folder.path, 'empty.jsonl');
    writeFileSync(path, '\n');
    const { code, err } = await hearth(['replay', path]);
    expect([code, err]).toEqual([0, `${path} holds no events\n`]);
  });

  it('tells its version, and of one command more', async () => {
    const [short, long, help, teach, unknown] = await Promise.all(
      [['-v'], ['--version'], ['help', 'teach'], ['teach', '--help'], ['help', 'sing']].map((args) => hearth(args)),
    );
    expect(short?.out).toMatch(/^\d+\.\d+\.\d+/);
    expect(short).toEqual(long);
    expect(help?.out).toContain('Usage: hearth teach');
    expect(help).toEqual(teach);
    expect(unknown?.code).toBe(2);
  });

  it('refuses a lesson by its words alone, and says what it did not check', async () => {
    const data = join(folder.path, 'lessons');
    const teach = (phrase: string, meaning: string) => hearth(['teach', phrase, meaning, '--data', data]);
    const refused = [
      ['turn on the kettle', 'turn off the kettle', 'I do that already'],
      ['is it on', 'unlock the front door', 'is a question'],
      ['zip', 'flibber gibbet', 'I cannot do "flibber gibbet"'],
      ['please', 'dim the lights', 'says too little'],
    ] as const;
    for (const [phrase, meaning, why] of refused) {
      const { code, out, err } = await teach(phrase, meaning);
      expect([phrase, code, out, err]).toEqual([phrase, 2, '', expect.stringContaining(why)]);
      expect(err).toMatch(/^lesson-refused: /);
    }
    const { code, err } = await teach('sesame', 'unlock the front door');
    expect([code, err]).toEqual([0, expect.stringContaining('was not checked')]);
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

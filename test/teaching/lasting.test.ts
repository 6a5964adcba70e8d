import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadModel, storePathOf, withStore } from '../../runtime/main.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { TalkingHome } from './talkingHome.ts';

let inference: Inference;
let folder: string;
beforeAll(async () => {
  inference = await loadModel(undefined);
  folder = mkdtempSync(join(tmpdir(), 'hearth-lasting-'));
});
afterAll(async () => {
  await inference.close();
  rmSync(folder, { recursive: true, force: true });
});

const SLIP = 'activate the lounge lizard';

/** A home in which everything was learned that can be. */
async function learnedHome(dataDir: string): Promise<TalkingHome> {
  const home = await TalkingHome.open(inference, { dataDir });
  await home.say('I like jazz');
  await home.say('when I say flamingo hour, turn on the desk lamp');
  await home.say('call the bedside lamp sunny');
  for (let i = 0; i < 2; i++) {
    await home.say("what's the weather in Wilkerson Washington", { after: 60 });
    await home.wait();
  }
  await home.say(SLIP);
  await home.say('turn on the desk lamp');
  await home.wait();
  await home.report('desk', 'OFF');
  await home.say(SLIP);
  await home.say('yes');
  await home.wait();
  await home.report('desk', 'OFF');
  return home;
}

function bytesOf(dataDir: string): string {
  const path = storePathOf(dataDir);
  const parts = ['', '-wal', '-shm'].map((part) => path + part).filter((part) => existsSync(part));
  return parts.map((part) => readFileSync(part).toString('latin1').toLowerCase()).join('');
}

describe('what was learned lasts', { timeout: 120_000 }, () => {
  test('over a restart: lessons, likes, names, rewrites, what was said before and its vectors', async () => {
    const dataDir = join(folder, 'restart');
    await (await learnedHome(dataDir)).close();
    const home = await TalkingHome.open(inference, { dataDir, at: '2026-03-04T17:00:00Z' });
    expect(await home.say('flamingo hour')).toMatchObject({ rewrite: { layer: 'taught' }, targets: ['light.desk'] });
    expect(await home.say('turn on sunny')).toMatchObject({ targets: ['light.bedside'] });
    expect(await home.say('play music')).toMatchObject({ slots: { search_query: 'jazz' } });
    await home.report('desk', 'OFF');
    expect(await home.say(SLIP)).toMatchObject({ outcome: 'act', rewrite: { layer: 'personal' } });
    expect(await home.say("what's the weather in Wilkerson", { after: 60 })).toMatchObject({
      slots: { location: expect.stringMatching(/wilkerson washington/i) },
      rewrite: { layer: 'retrieved' },
    });
    await home.close();
  });

  test('until it is forgotten by voice: then no byte of it is left, and it is not understood', async () => {
    const dataDir = join(folder, 'forget');
    const home = await learnedHome(dataDir);
    expect(bytesOf(dataDir)).toContain('lounge lizard');
    await home.say('forget lounge lizard');
    await home.say('forget flamingo hour');
    await home.say('forget that I like jazz');
    for (const word of ['lounge lizard', 'flamingo', 'jazz']) expect(bytesOf(dataDir)).not.toContain(word);
    expect(bytesOf(dataDir)).toContain('wilkerson');
    for (const text of [SLIP, 'flamingo hour']) expect((await home.say(text, { after: 60 })).rewrite).toBeNull();
    await home.close();
  });

  test('is exported in words, and erased without a trace', async () => {
    const dataDir = join(folder, 'erase');
    await (await learnedHome(dataDir)).close();
    const exported = withStore(dataDir, ({ memory }) => memory.exportAll());
    const text = JSON.stringify(exported);
    for (const part of ['flamingo hour', 'jazz', 'sunny', 'lounge lizard', 'Wilkerson Washington'])
      expect(text).toContain(part);
    expect(exported.history?.length).toBeGreaterThan(0);
    expect(exported.history?.every((row) => !('vector' in (row as object)))).toBe(true);
    const [vector] = withStore(dataDir, ({ store }) => store.load().history).flatMap((one) => one.vector ?? []);
    expect(vector?.length).toBe(512);
    withStore(dataDir, ({ memory }) => memory.erase());
    const bytes = bytesOf(dataDir);
    for (const part of ['flamingo', 'jazz', 'sunny', 'lizard', 'wilkerson']) expect(bytes).not.toContain(part);
    expect(bytes).not.toContain(
      Buffer.from(vector ?? [])
        .toString('latin1')
        .toLowerCase()
        .slice(0, 48),
    );
    expect(withStore(dataDir, ({ store }) => store.load())).toMatchObject({
      history: [],
      rewrites: [],
      learned: {},
      habits: [],
      tellsVoices: true,
    });
    // It is nobody's datum that the firmware tells voices apart: an erasure lets no stranger in.
    const again = await TalkingHome.open(inference, { dataDir });
    expect((await again.say('unlock the front door', { by: null })).outcome).toBe('ask');
    expect(await again.say('yes', { by: null })).toMatchObject({ commands: [], say: expect.stringMatching(/voice/) });
    await again.close();
  });
});

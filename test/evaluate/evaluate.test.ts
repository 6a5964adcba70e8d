import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { announce } from '../../models/evaluate/announce.ts';
import type { Case, Decided, EndState } from '../../models/evaluate/case.ts';
import { DataError } from '../../models/evaluate/dataFile.ts';
import { haIntents } from '../../models/evaluate/haIntents.ts';
import { haTasks } from '../../models/evaluate/haTasks.ts';
import { outOfDomain, slurpIot } from '../../models/evaluate/people.ts';
import { sample } from '../../models/evaluate/score.ts';
import { programOf } from '../bench/daemon.ts';
import { root } from '../root.ts';
import { TINY } from './tinyData.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-evaluate-'));
/** Where no data lies beside. */
const workplace = join(folder, 'work/place');
mkdirSync(workplace, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const [name, content] of Object.entries(TINY)) writeFileSync(join(folder, name), content);

const run = promisify(execFile);
async function evaluate(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [programOf('evaluate.js'), ...args], { cwd: workplace });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

describe('npm run evaluate', () => {
  it('scores sets through the daemon’s own code, as a table and as JSON', { timeout: 60_000 }, async () => {
    const file = join(folder, 'figures.json');
    const args = ['ha-intents', 'assist-mini', 'restraint', 'slurp-iot', 'out-of-domain'].flatMap((n) => ['--set', n]);
    const { code, out, err } = await evaluate('--data', folder, ...args, '--no-overlap', '--json', file);
    expect([code, err]).toEqual([0, '']);
    const { model, sets } = JSON.parse(readFileSync(file, 'utf8'));
    expect(model.version).toMatch(/^en-/);
    const told = Object.entries(sets as { [name: string]: { cases: number; right: number } });
    expect(told.map(([name, { cases }]) => [name, cases])).toEqual([
      ['ha-intents', 2],
      ['assist-mini', 1],
      ['restraint', 1],
      ['slurp-iot', 1],
      ['out-of-domain', 2],
    ]);
    for (const [, { cases, right }] of told) expect(right).toBeLessThanOrEqual(cases);
    expect(out).toMatch(/Home Assistant's sentences +\d\/2 = .*≥ 97 %/);
    expect(out).toContain('hassil');
  });

  it('needs no data for what the project brings itself', { timeout: 60_000 }, async () => {
    const { code, out } = await evaluate('--set', 'scenarios', '--set', 'generated', '--limit', '3');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/scenarios: \d of 3 pass[\s\S]*generated sentences, held out: 3/),
    ]);
  });

  const refuse = (name: string, args: readonly string[], why: string) =>
    it(`says what is wrong: ${name}`, async () => {
      const { code, err } = await evaluate(...args);
      expect([code, err]).toEqual([2, expect.stringContaining(why)]);
    });
  refuse('a missing file', ['--data', folder, '--set', 'slurp-iot-asr', '--no-overlap'], 'slurp_asr_dev.jsonl');
  refuse('a missing folder', ['--data', join(folder, 'none'), '--set', 'ha-intents'], 'none does not exist');
  refuse('training data that is not there', ['--data', folder, '--set', 'ha-intents'], 'hwu64.jsonl');
  refuse('a set without data', ['--set', 'ha-intents'], '--data DIR');
  refuse('an unknown set', ['--set', 'everything'], '"everything"');
  refuse('an unknown option', ['--dat', folder], '--dat');
  refuse('an unknown command', ['teaching'], '"teaching"');
  refuse('half a number', ['--limit', '1.5'], '--limit takes a whole number');
  refuse('a figures file in no folder', ['--json', join(folder, 'none/x.json')], '--json');
  refuse('a report in a file', ['--report', join(root, 'package.json')], '--report');
  refuse('a card of a few sets', ['--card', '--set', 'model'], '--card wants all sets');

  /** A data folder in which one file is another. */
  const folderWith = (file: string, content: string): string => {
    const own = mkdtempSync(join(folder, 'broken-'));
    for (const [name, good] of Object.entries(TINY)) writeFileSync(join(own, name), name === file ? content : good);
    return own;
  };
  const broken = (name: string, set: string, file: string, content: string, why: string) =>
    refuse(name, ['--data', folderWith(file, content), '--set', set, '--no-overlap'], why);
  const sentence = { id: 'a', text: 'turn it on', intent: 'HassTurnOn', slots: [], context: null };
  const lines = (...all: readonly object[]) => all.map((one) => `${JSON.stringify(one)}\n`).join('');
  broken('a truncated line', 'ha-intents', 'ha_intents_en.jsonl', `${lines(sentence)}{"id":`, 'en.jsonl:2: not JSON');
  broken(
    'a text that is none',
    'slurp-iot',
    'slurp_devel.jsonl',
    lines({ id: 'a', text: 3 }),
    'devel.jsonl:1: has no "text"',
  );
  broken('an empty file', 'ha-intents', 'ha_intents_en.jsonl', '', 'en.jsonl: holds no records');
  const foreign = lines({ id: 'a', text: 'b', intent: 'iot2_lights' });
  broken(
    'a label that the set lacks',
    'slurp-iot',
    'slurp_devel.jsonl',
    foreign,
    'devel.jsonl:1: has the label "iot2_lights"',
  );
  const label = lines(sentence, { ...sentence, intent: 'TurnOn' });
  broken('an unknown label', 'ha-intents', 'ha_intents_en.jsonl', label, 'en.jsonl:2: unknown intent "TurnOn"');
  const slots = lines({ ...sentence, slots: [3] });
  broken('slots that are none', 'ha-intents', 'ha_intents_en.jsonl', slots, 'en.jsonl:1: "slots"');
  const lost = lines({ id: 'a', text: 'b', dataset: 'assist', home_id: 'x', effective_changes: { 'light.a': {} } });
  broken('a home that is not there', 'assist', 'ha_datasets_tasks.jsonl', lost, 'tasks.jsonl:1: there is no home "x"');

  const bundle = join(root, 'models/weights/en');
  const otherBundle = (change: (manifest: { [field: string]: unknown }) => void): string => {
    const own = mkdtempSync(join(folder, 'bundle-'));
    cpSync(bundle, own, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(own, 'manifest.json'), 'utf8'));
    change(manifest);
    writeFileSync(join(own, 'manifest.json'), JSON.stringify(manifest));
    return own;
  };
  const newer = otherBundle((manifest) => {
    manifest.format = 99;
  });
  refuse('a bundle of another version', ['--model', newer, '--set', 'ranker'], 'manifest.json has format 99');
  const renamed = otherBundle((manifest) => {
    (manifest.intentLabels as string[])[0] = 'TurnOn';
  });
  refuse('a bundle of other labels', ['--model', renamed, '--set', 'ranker'], 'TurnOn instead of HassTurnOn');
});

/** What is wrong with a decision on the set's case of this id. */
function check(
  cases: readonly Case[],
  id: string,
  decided: Partial<Decided>,
  states: readonly EndState[] = [],
): string[] {
  const one = cases.find((each) => each.id === id);
  if (one === undefined) throw new Error(`no case ${id}`);
  const nothing = { outcome: 'act', intent: null, slots: {}, targets: [], commands: [] };
  const whole = { id, ...nothing, confidence: 1, latencyMs: 1, ...decided };
  const found = one.judge(whole, new Map(states.map((state) => [state.entity, state])));
  return found.map(({ kind }) => kind);
}

describe('right means', () => {
  it('in Home Assistant’s sentences: intent, values, exactly the entities', () => {
    const cases = haIntents(folder);
    const on = { intent: 'HassTurnOn', targets: ['light.a', 'light.b'] };
    expect(check(cases, 'on', on)).toEqual([]);
    expect(check(cases, 'on', { ...on, intent: 'HassTurnOff' })).toEqual(['intent']);
    expect(check(cases, 'on', { ...on, targets: ['light.a'] })).toEqual(['targets']);
    const set = { intent: 'HassLightSet', targets: ['light.a'], slots: { brightness: 40 } };
    expect(check(cases, 'set', set)).toEqual([]);
    expect(check(cases, 'set', { ...set, slots: { brightness: 41 } })).toEqual(['brightness']);
  });

  it('in tasks: the end state of every entity', () => {
    const cases = haTasks(folder, ['assist-mini'], 'changes');
    const state = (entity: string, is: string, brightness?: number) => ({
      entity,
      state: is,
      attributes: { ...(brightness !== undefined && { brightness }) },
    });
    expect(check(cases, 'dim', {}, [state('light.a', 'on', 101), state('switch.b', 'on')])).toEqual([]);
    expect(check(cases, 'dim', {}, [state('light.a', 'on', 90), state('switch.b', 'on')])).toEqual(['light']);
    expect(check(cases, 'dim', {}, [state('light.a', 'on', 100), state('switch.b', 'off')])).toEqual(['switch']);
    const restrained = haTasks(folder, ['assist-mini'], 'restraint');
    expect(check(restrained, 'no', { commands: [{}] }, [state('light.a', 'off'), state('switch.b', 'on')])).toEqual([
      'acted',
    ]);
  });

  it('in people’s requests: intent and domain; in what is not for a hub: nothing', () => {
    const requests = slurpIot(folder, 'slurp_devel.jsonl');
    expect(requests).toHaveLength(1);
    expect(check(requests, 'r1', { intent: 'HassTurnOff', targets: ['light.a'] })).toEqual([]);
    expect(check(requests, 'r1', { intent: 'HassTurnOff', targets: ['switch.a'] })).toEqual(['targets']);
    const away = outOfDomain(folder);
    expect(away.map(({ id }) => id)).toEqual(['c1', 'c2']);
    expect(check(away, 'c1', { outcome: 'handoff' })).toEqual([]);
    expect(check(away, 'c1', { outcome: 'answer' })).toEqual(['accepted']);
    expect(check(away, 'c1', { outcome: 'act' })).toEqual(['accepted', 'side effect']);
  });
});

describe('the parts', () => {
  it('announces what MQTT discovery has, and tells the household file the rest', () => {
    const light = announce({ id: 'light.a', name: 'A', state: 'on', attributes: { brightness: 5 } }, 'Hall', undefined);
    expect(light.discovery?.topic).toBe('homeassistant/light/a/config');
    expect(light.states).toEqual([{ topic: 'x/light/a/state', payload: { state: 'ON', brightness: 5 } }]);
    const player = announce({ id: 'media_player.tv', name: 'TV', state: 'off' }, 'Hall', undefined);
    expect(player.discovery).toBeUndefined();
    expect(player.household).toMatchObject({
      id: 'media_player.tv',
      area: 'Hall',
      state_topic: 'x/media_player/tv/state',
    });
  });

  it('draws the same sample each time', () => {
    const all = Array.from({ length: 50 }, (_, i) => i);
    expect(sample(all, 50, 1)).toEqual(all);
    expect(sample(all, 5, 1)).toEqual(sample(all, 5, 1));
    expect(new Set(sample(all, 20, 7)).size).toBe(20);
  });

  it('names the line of a malformed file', () => {
    writeFileSync(join(folder, 'broken.jsonl'), '{"id":"a","text":"x"}\n{"id":');
    expect(() => slurpIot(folder, 'broken.jsonl')).toThrow(DataError);
    expect(() => slurpIot(folder, 'broken.jsonl')).toThrow('broken.jsonl:2: not JSON');
  });
});

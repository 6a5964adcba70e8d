import { beforeAll, describe, expect, it, vi } from 'vitest';
import { hubInProcess, type InProcessHub } from '../../models/households/drivers.ts';
import type { DecisionLine } from '../../models/households/episode.ts';
import type { RewritePattern } from '../../runtime/domain/rewritePattern.ts';
import { loadModel } from '../../runtime/main.ts';
import type { Inference } from '../../runtime/ports/inference.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const AT = '2026-02-02T18:00:00Z';
const HOME = {
  ...{ type: 'home', at: AT, locale: 'en-GB', timezone: 'Europe/London', simulateDevices: true, seed: 1 },
  areas: [{ name: 'Study' }, { name: 'Hall' }],
  people: [{ name: 'Ada' }],
  satellites: [
    { id: 'study', area: 'Study' },
    { id: 'hall', area: 'Hall' },
  ],
  entities: [
    { id: 'light.reading', name: 'Reading Lamp', area: 'Study' },
    { id: 'light.ceiling', name: 'Study Ceiling Light', area: 'Study' },
    { id: 'switch.heater', name: 'Space Heater', area: 'Hall' },
    { id: 'light.hall', name: 'Hall Light', area: 'Hall' },
    { id: 'light.stand', name: 'Tall Stand', area: 'Hall' },
    { id: 'lock.front', name: 'Front Door', area: 'Hall' },
  ],
};
const pattern = (from: string, to: string): RewritePattern => ({ from, to, homes: 9, wins: 4, losses: 0 });
const PATTERNS = [
  pattern('abracadabra <target>', 'turn off <target>'),
  pattern('let darkness fall', 'turn off the <here> lights'),
  pattern('no lamp shall burn', 'turn off the <here> lights'),
  pattern('turn on <target>', 'turn off <target>'),
  pattern('i am finished with <target>', 'turn off <target>'),
  pattern('is <target> nice', 'turn off <target>'),
];

describe('what everybody means, in a home', () => {
  let inference: Inference;
  let hub: InProcessHub;
  let count = 0;
  beforeAll(async () => {
    const model = await loadModel(undefined);
    inference = {
      bundle: { ...model.bundle, globalRewrites: PATTERNS },
      run: (words) => model.run(words),
      close: async () => {},
    };
    hub = hubInProcess(inference);
    await hub.send(HOME);
    for (const { id } of HOME.entities)
      await hub.send({ type: 'state', at: AT, entity: id, state: id.startsWith('lock') ? 'locked' : 'on' });
  });
  const say = async (text: string, wakeConfidence = 0.95, room = 'study'): Promise<DecisionLine> => {
    const id = `u${++count}`;
    const at = new Date(Date.parse(AT) + count * 120_000).toISOString();
    const hypotheses = [{ text, confidence: 0.9 }];
    const event = {
      type: 'utterance',
      at,
      id,
      hypotheses,
      satellite: room,
      area: room === 'study' ? 'Study' : 'Hall',
      speaker: 'Ada',
      wakeConfidence,
    };
    const lines = await hub.send(event);
    return lines.find((line) => line.type === 'decision') as DecisionLine;
  };

  it('is done with the home’s own thing, and says why', async () => {
    const decision = await say('abracadabra the reading lamp');
    expect(decision).toMatchObject({ outcome: 'act', intent: 'HassTurnOff', targets: ['light.reading'] });
    expect(decision.rewrite).toMatchObject({ layer: 'global', to: 'turn off the reading lamp' });
    expect(decision.because.map(({ detail }) => detail).join()).toContain('to everybody');
  });

  it('is done in the room in which it is said', async () => {
    const decision = await say('let darkness fall');
    expect(decision.rewrite?.to).toBe('turn off the study lights');
    expect(decision.targets).toEqual(['light.ceiling', 'light.reading']);
  });

  it('is not asked where the words are plain', async () => {
    const decision = await say('turn on the reading lamp');
    expect(decision).toMatchObject({ intent: 'HassTurnOn', rewrite: null });
  });

  it('outweighs a reading of which the network is in doubt, though it would be answered', async () => {
    const decision = await say('i am finished with the reading lamp');
    expect(decision).toMatchObject({ outcome: 'act', intent: 'HassTurnOff', targets: ['light.reading'] });
    expect(decision.rewrite).toMatchObject({ layer: 'global' });
  });

  it('is asked about where one thing of this name may have been heard as several', async () => {
    const several = await say('i am finished with the hall lights');
    expect(several).toMatchObject({ outcome: 'ask', intent: 'HassTurnOff', targets: ['light.hall', 'light.stand'] });
    expect(several.rewrite).toMatchObject({ layer: 'global' });
    expect(several.commands).toEqual([]);
    expect(await say('i am finished with the hall light')).toMatchObject({ outcome: 'act', targets: ['light.hall'] });
    expect(await say('i am finished with the study lights')).toMatchObject({ outcome: 'act' });
    // That the room has one of its name is nothing to words that name no thing.
    expect(await say('no lamp shall burn', 0.95, 'hall')).toMatchObject({
      outcome: 'act',
      targets: ['light.hall', 'light.stand'],
      rewrite: { to: 'turn off the hall lights' },
    });
  });

  it('never makes an act of a question that is answered', async () => {
    const decision = await say('is the reading lamp nice');
    expect(decision.commands).toEqual([]);
    expect(decision.outcome).not.toBe('act');
  });

  const left: readonly { readonly why: string; readonly text: string; readonly wake?: number }[] = [
    { why: 'names nothing of this home', text: 'abracadabra the samovar' },
    { why: 'names what is guarded', text: 'abracadabra the front door' },
    { why: 'comes after a doubtful wake word', text: 'abracadabra the reading lamp', wake: 0.5 },
  ];
  it.each(left)('is left alone where it $why', async ({ text, wake }) => {
    const decision = await say(text, wake);
    expect(decision.rewrite).toBeNull();
    expect(decision.commands).toEqual([]);
  });
});

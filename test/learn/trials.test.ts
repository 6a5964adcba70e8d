import { describe, expect, test } from 'vitest';
import { hubInProcess } from '../../models/households/drivers.ts';
import type { Tried } from '../../runtime/domain/trial.ts';
import type { TurnCase } from '../../runtime/learn/evidence.ts';
import { FAMILIAR_FEATURES, Familiar } from '../../runtime/learn/familiar.ts';
import { doubtOf, TRIAL_FEATURES, trialFeatures } from '../../runtime/learn/trials.ts';
import { loadModel } from '../../runtime/main.ts';
import { type Saying, Story, turnOf } from './turns.ts';

const { home } = new Story();
let said = 0;
const turn = (saying: Saying) => turnOf(`t${++said}`, said * 5000, home, saying);
const target = (text: string) => [{ tag: 'target', text }] as const;

/** Kinds and texts of what is tried of a turn that another one said better. */
function tried(first: Saying, fix: Saying): string[] {
  return doubtOf(turn(first), turn(fix))?.trials.map(({ kind, text }) => `${kind}: ${text}`) ?? [];
}

const LAMP: Saying = { text: 'turn on the desk lamp', targets: ['light.desk_lamp'], mentions: target('desk lamp') };

describe('what is tried where a request was said again', () => {
  test('the other texts, and the heard one with what sounds alike put right', () => {
    const first: Saying = { text: 'turn on the desk lamb', others: ['turn of the desk lamb'], outcome: 'ask' };
    const texts = ['other: turn of the desk lamb', 'alone: turn on the desk lamb', 'slip: turn on the desk lamp'];
    expect(tried(first, LAMP)).toEqual(texts);
  });

  test('short words sound alike too soon to be slips', () => {
    const first: Saying = { text: 'it is dark in hair', outcome: 'ask' };
    const fix: Saying = { text: 'some office light here', targets: ['light.desk_lamp'] };
    expect(tried(first, fix)).toEqual(['slip: it is dark in here']);
  });

  test("the heard words with the repair's name, and the repair with the heard name", () => {
    const first: Saying = { text: 'switch gizmo on', outcome: 'ask', mentions: target('gizmo'), unmatched: ['gizmo'] };
    expect(tried(first, LAMP)).toEqual(['named: switch desk lamp on', 'kept: turn on the gizmo']);
  });

  test("the heard words with the repair's value", () => {
    const value = (text: string) => [...target('blinds'), { tag: 'value', text }] as const;
    const first: Saying = { text: 'blinds to sixty present', outcome: 'ask', mentions: value('sixty present') };
    const fix: Saying = {
      text: 'set the blinds to fifty percent',
      intent: 'HassSetPosition',
      targets: ['cover.blinds'],
      slots: { position: 50 },
      mentions: value('fifty percent'),
    };
    expect(tried(first, fix)).toContain('valued: blinds to fifty percent');
  });

  test('what was said here before that sounds most like it, rather what is said often', () => {
    const familiar = new Familiar();
    for (const text of ['dim the hall light', 'make it dark', 'make it dark', 'bike it dark'])
      familiar.note(turn({ text }));
    const first = turn({ text: 'mike it mark', outcome: 'ask' });
    const alike = familiar.alikeTo(first);
    expect(alike?.phrase).toBe('make it dark');
    expect(doubtOf(first, turn(LAMP), alike)?.trials).toContainEqual({
      kind: 'past',
      text: 'make it dark',
      share: alike?.likeness,
    });
    expect(familiar.alikeTo(turn({ text: 'open the garage' }))).toBeUndefined();
  });

  test('nothing where the repair came to nothing, or to the same', () => {
    expect(tried({ text: 'gizmo on', outcome: 'ask' }, { ...LAMP, outcome: 'handoff', intent: null })).toEqual([]);
    expect(tried({ ...LAMP, text: 'desk lamp on' }, LAMP)).toEqual([]);
  });

  test('a question that offers what the repair came to has reached it', () => {
    const doubt = doubtOf(turn({ text: 'gizmo on', outcome: 'ask', mentions: target('gizmo') }), turn(LAMP));
    const asking = { text: 'desk lamp on', outcome: 'ask', question: 'confirm' } as const;
    expect(doubt?.reaches(turn(LAMP))).toBe(true);
    expect(doubt?.reaches(turn({ ...asking, targets: ['light.hall'] }))).toBe(false);
    const option = { intent: 'HassTurnOn', slots: {}, targets: ['light.desk_lamp'], confidence: 1 } as const;
    expect(doubt?.reaches(turn({ ...asking, alternatives: [option] }))).toBe(true);
  });
});

test('trials count while the later turn that they are about does', () => {
  const first = turn({ text: 'turn on the desk lamb', outcome: 'ask' });
  const fix = turn(LAMP);
  const tried: Tried[] = [
    { kind: 'other', text: 'turn on the desk lamp', share: 0.6, reached: true },
    { kind: 'other', text: 'turn on the disk land', share: 0.4, reached: false },
    { kind: 'slip', text: 'turn on the desk lamp', share: 1, reached: true },
    { kind: 'kept', text: 'turn on the desk lamb', share: 1, reached: false },
  ];
  const later = { turn: fix, between: 0, relation: new Float64Array(8), features: new Float64Array(0) };
  const open: TurnCase = {
    turn: first,
    evidence: [],
    later: [later],
    awaited: new Map(),
    commanded: 0,
    reached: new Set(),
    repairs: [],
    familiar: new Float64Array(FAMILIAR_FEATURES.length),
    trial: { of: first.id, fix: fix.id, tried },
  };
  const values = (item: TurnCase) =>
    Object.fromEntries(TRIAL_FEATURES.map((name, i) => [name, trialFeatures(item)[i]]));
  const wanted = { tried: 1, trialOther: 0.6, trialOtherMissed: 0.4, trialSlip: 1, trialKept: -1, trialNamed: 0 };
  expect(values(open)).toMatchObject(wanted);
  expect(values({ ...open, later: [] })).toMatchObject({ tried: 0, trialOther: 0, trialSlip: 0 });
});

test('the hub reads again what failed, as it would have been understood then, and leaves no trace of it', async () => {
  const inference = await loadModel('models/weights/en');
  const seen = new Map<string, TurnCase>();
  const driver = hubInProcess(inference, undefined, (open) => seen.set(open.turn.id, open));
  const at = (seconds: number) => new Date(Date.parse('2026-01-05T18:00:00Z') + seconds * 1000).toISOString();
  const household = { areas: [{ name: 'Study' }, { name: 'Hall' }], people: [{ name: 'Anna' }] };
  await driver.send({ type: 'home', at: at(0), ...household });
  for (const name of ['Desk Lamp', 'Hall Light', 'Ceiling Light']) {
    const id = name.toLowerCase().replace(' ', '_');
    const area = name === 'Hall Light' ? 'Hall' : 'Study';
    const config = {
      name,
      unique_id: id,
      command_topic: `${id}/set`,
      state_topic: `${id}/state`,
      device: { suggested_area: area },
    };
    await driver.send({
      type: 'mqtt',
      at: at(1),
      topic: `homeassistant/light/${id}/config`,
      payload: JSON.stringify(config),
    });
  }
  const say = async (id: string, seconds: number, ...texts: string[]) => {
    const hypotheses = texts.map((text, i) => ({ text, confidence: 0.8 - 0.2 * i }));
    await driver.send({ type: 'utterance', at: at(seconds), id, satellite: 'study', area: 'Study', hypotheses });
  };
  await say('a', 10, 'turn on the zebra');
  await say('b', 16, 'turn on the desk lamp');
  await driver.send({ type: 'tick', at: at(200) });
  const trial = seen.get('a')?.trial;
  expect(trial?.fix).toBe('b');
  const named = trial?.tried.find(({ kind }) => kind === 'named');
  expect(named).toMatchObject({ text: expect.stringContaining('desk lamp'), reached: true });
  expect(trial?.tried.find(({ kind }) => kind === 'kept')?.reached).toBe(false);
  await driver.end();
  await inference.close();
});

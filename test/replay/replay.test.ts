import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hearth, scratch, startHearth } from '../cli/hearth.ts';
import { event, homeLine, lamp, linesOf, say } from './home.ts';

const folder = scratch();
afterAll(() => folder.remove());

let files = 0;
function fileOf(...lines: readonly string[]): string {
  const path = join(folder.path, `${files++}.jsonl`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const kitchen = [homeLine(), ...lamp('kitchen_lamp', 'Kitchen Lamp', 'Kitchen')];
const evening = [...kitchen, say(5, 'u1', 'turn on the kitchen lamp'), say(15, 'u2', 'is the kitchen lamp on')];

describe('hearth replay', () => {
  it('decides, acts on devices that obey, and tells the end states', async () => {
    const file = fileOf(...evening);
    const { code, out } = await hearth(['replay', '--states', file]);
    expect(code).toBe(0);
    const [opened, acted, answered, ...rest] = linesOf(out);
    expect(opened).toEqual({ type: 'file', file });
    expect(acted).toMatchObject({
      id: 'u1',
      outcome: 'act',
      intent: 'HassTurnOn',
      targets: ['light.kitchen_lamp'],
      commands: [{ topic: 'x/kitchen_lamp/set', retain: false }],
    });
    expect(answered).toMatchObject({ id: 'u2', outcome: 'answer', commands: [] });
    expect(rest.at(-1)).toMatchObject({ type: 'state', entity: 'light.kitchen_lamp', state: 'on' });
  });

  it('prints the keys of a decision in the contract’s order, and no time unless asked', async () => {
    const file = fileOf(...evening);
    const keys = [
      ...['type', 'id', 'at', 'outcome', 'intent', 'slots', 'targets', 'commands', 'say', 'rewrite', 'confidence'],
      ...['alternatives', 'because'],
    ];
    const plain = await hearth(['replay', file]);
    const timed = await hearth(['replay', '--timing', file]);
    const decision = (out: string) => linesOf(out).find((line) => line.type === 'decision') ?? { type: '' };
    expect(Object.keys(decision(plain.out))).toEqual(keys);
    expect(Object.keys(decision(timed.out))).toEqual([...keys, 'latencyMs']);
  });

  it('gives the same bytes for the same file, alone or among others', async () => {
    const [one, two] = [fileOf(...evening), fileOf(...kitchen, say(1, 'x', 'make the lamp blue'), event(90, 'tick'))];
    const [first, again, both] = await Promise.all([
      hearth(['replay', '--states', '--signals', one]),
      hearth(['replay', '--states', '--signals', one]),
      hearth(['replay', '--states', '--signals', two, one]),
    ]);
    expect(again.out).toBe(first.out);
    expect(both.out.endsWith(first.out)).toBe(true);
  });

  it('leaves an unresponsive device as it is, and hears the commands of others', async () => {
    const lamps = [...lamp('a', 'Lamp A', 'Hall'), ...lamp('b', 'Lamp B', 'Hall')];
    const told = ['a', 'b'].map((object) => event(3, 'mqtt', { topic: `x/${object}/set`, payload: { state: 'ON' } }));
    const { out } = await hearth([
      'replay',
      '--states',
      fileOf(homeLine({ unresponsive: ['light.b'] }), ...lamps, ...told),
    ]);
    const states = linesOf(out).filter((line) => line.type === 'state');
    expect(states.map(({ entity, state }) => [entity, state])).toEqual([
      ['light.a', 'on'],
      ['light.b', 'off'],
    ]);
  });

  it('changes nothing by itself where devices are not simulated', async () => {
    const { out } = await hearth([
      'replay',
      '--states',
      fileOf(
        homeLine({ simulateDevices: false }),
        ...lamp('kitchen_lamp', 'Kitchen Lamp', 'Kitchen'),
        say(5, 'u', 'turn on the kitchen lamp'),
        event(60, 'tick'),
      ),
    ]);
    expect(linesOf(out).at(-1)).toMatchObject({ entity: 'light.kitchen_lamp', state: 'off' });
  });

  it('takes states that firmware pushes, of entities that nobody announced too', async () => {
    const pushed = event(1, 'state', { entity: 'sensor.doorbell', state: 'pressed', attributes: { by: 'Ben' } });
    const { out } = await hearth(['replay', '--states', fileOf(homeLine(), pushed)]);
    expect(linesOf(out).at(-1)).toEqual({
      type: 'state',
      entity: 'sensor.doorbell',
      state: 'pressed',
      attributes: { by: 'Ben' },
    });
  });

  it('remembers in the data directory that is named, and in none otherwise', async () => {
    const data = join(folder.path, 'data');
    const taught = fileOf(...kitchen, say(5, 't', 'when I say movie time, turn on the kitchen lamp'));
    const used = fileOf(
      homeLine(),
      ...lamp('kitchen_lamp', 'Kitchen Lamp', 'Kitchen', 'OFF'),
      say(9, 'u', 'movie time'),
    );
    expect(linesOf((await hearth(['replay', '--data', data, taught])).out).at(-1)).toMatchObject({ outcome: 'teach' });
    const [known, unknown] = await Promise.all([hearth(['replay', '--data', data, used]), hearth(['replay', used])]);
    expect(linesOf(known.out).find(({ id }) => id === 'u')).toMatchObject({
      intent: 'HassTurnOn',
      rewrite: { layer: 'taught', from: 'movie time' },
    });
    expect(linesOf(unknown.out).find(({ id }) => id === 'u')).toMatchObject({ rewrite: null });
  });

  it('answers on a stream before it reads on', async () => {
    const child = startHearth(['replay', '-']);
    const answers: string[] = [];
    let wake: () => void = () => {};
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      answers.push(...chunk.split('\n').filter(Boolean));
      wake();
    });
    const answered = (count: number): Promise<void> =>
      new Promise((resolve) => {
        wake = () => answers.length >= count && resolve();
        wake();
      });
    child.stdin?.write(`${kitchen.join('\n')}\n${say(5, 'u1', 'turn on the kitchen lamp')}\n`);
    await answered(1);
    child.stdin?.write(`${say(9, 'u2', 'turn it off again')}\n`);
    await answered(2);
    child.stdin?.end();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(answers.slice(0, 2).map((line) => JSON.parse(line).id)).toEqual(['u1', 'u2']);
  });
});

describe('a replay file that is wrong', () => {
  /** Its line, its reason, exit code 2, and nothing after it. */
  async function check(lines: readonly string[], ...named: readonly string[]): Promise<void> {
    const { code, err, out } = await hearth(['replay', '--states', fileOf(...lines)]);
    expect([code, err]).toEqual([2, err]);
    for (const part of named) expect(err).toContain(part);
    expect(out).not.toContain('"after"');
  }
  const after = say(30, 'after', 'turn on the kitchen lamp');

  it('stops with the line, the reason and exit code 2', async () => {
    await Promise.all([
      check([...kitchen, '{"at":', after], 'bad-event', 'line 4', 'not JSON'),
      check([...kitchen, event(9, 'tick'), '', event(5, 'tick'), after], 'clock-went-back', 'line 6'),
      check([...kitchen, homeLine(), after], 'line 4', 'comes once'),
      check([event(0, 'tick'), after], 'line 1', 'must be "home"'),
      check([event(0, 'home', { areas: [{ name: 'Hall', aria: 1 }] }), after], 'bad-household', 'line 1', 'aria'),
      check([...kitchen, event(1, 'shout'), after], 'line 4', 'unknown type'),
    ]);
  });

  it('keeps what was decided before it', async () => {
    const { out, code } = await hearth(['replay', fileOf(...evening, 'nonsense', after)]);
    expect(code).toBe(2);
    const decided = linesOf(out).filter(({ type }) => type === 'decision');
    expect(decided.map(({ id }) => id)).toEqual(['u1', 'u2']);
  });

  it('is told apart from a file that is not there', async () => {
    const { code, err } = await hearth(['replay', join(folder.path, 'nowhere.jsonl')]);
    expect([code, err]).toEqual([2, expect.stringContaining('bad-argument: cannot read')]);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hearth, scratch, startDaemon } from './hearth.ts';

const folder = scratch();
afterAll(() => folder.remove());

function householdFile(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

describe('hearth run with a household file', () => {
  it('does not start where a rule of confirmation would never hold', async () => {
    const file = householdFile('rules.yaml', 'policy:\n  confirm:\n    - lock.unlok\n');
    const { code, out, err } = await hearth(['run', '--port', '0', '--home', file, '--data', join(folder.path, 'a')]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('bad-household: ');
    expect(err).toContain('line 3: policy.confirm: "lock.unlok" has an unknown deed "unlok"; did you mean "unlock"?');
  });

  it('tells rooms that the file does not list at the start and to doctor, and few of many', async () => {
    const lamps = Array.from({ length: 20 }, (_, i) => `{id: light.l${i}, area: Kichen, state_topic: l${i}}`);
    const file = householdFile('areas.yaml', `areas: [{name: Kitchen}]\nentities: [${lamps.join(', ')}]\n`);
    const data = join(folder.path, 'b');
    const daemon = await startDaemon(['--home', file, '--data', data]);
    try {
      const told = 'light.l0 is in "Kichen", which "areas" does not list; did you mean "Kitchen"?';
      const { code, out } = await hearth(['doctor', '--data', data]);
      expect(code).toBe(0);
      expect(out).toContain(told);
      expect(daemon.output()).toContain(`Household file: ${told}`);
      expect(daemon.output()).toContain('and 12 more like these');
    } finally {
      await daemon.stop();
    }
  });

  it('says which brokers it can speak to, and refuses the others', async () => {
    const help = await hearth(['run', '--help']);
    expect(help.out).toContain('mqtt: or mqtts:');
    expect(help.out).not.toMatch(/wss?:/);
    const { code, err } = await hearth(['run', '--broker', 'ws://localhost', '--data', join(folder.path, 'c')]);
    expect([code, err]).toEqual([2, expect.stringContaining('mqtts://')]);
  });
});

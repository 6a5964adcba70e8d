import type { SlotValue } from '../../runtime/domain/decision.ts';
import type { Expectation, Scenario } from './scenario.ts';

/** The replay contract's output, as far as scenarios look at it. */
export interface DecisionLine {
  readonly id: string;
  readonly outcome: string;
  readonly intent: string | null;
  readonly slots: { readonly [name: string]: SlotValue };
  readonly targets: readonly string[];
  readonly commands: readonly { readonly topic: string; readonly payload: string }[];
  readonly say: string;
  readonly rewrite: { readonly layer: string } | null;
  readonly confidence: number;
  readonly because: readonly { readonly signal: string; readonly detail: string; readonly weight: number }[];
}
export interface StateLine {
  readonly entity: string;
  readonly state: string;
  readonly attributes: { readonly [name: string]: unknown };
}
export interface Replayed {
  readonly decisions: ReadonlyMap<string, DecisionLine>;
  readonly states: ReadonlyMap<string, StateLine>;
}

/** What is wrong with a replay of a scenario, one line each; nothing where all is right. */
export function judge(scenario: Scenario, replayed: Replayed): string[] {
  const faults = scenario.steps.flatMap((step, index) => {
    if (step.kind !== 'say') return [];
    const decision = replayed.decisions.get(`u${index}`);
    const wrong = decision === undefined ? ['no decision'] : judgeDecision(step.expect, decision);
    return wrong.map((fault) => `"${(step.heard[0] ?? '').slice(0, 60)}": ${fault}`);
  });
  return [...faults, ...judgeEnd(scenario.end ?? {}, replayed.states)];
}

function judgeDecision(want: Expectation, got: DecisionLine): string[] {
  const faults: string[] = [];
  const among = <T>(name: string, accepted: T | readonly T[] | undefined, value: T) => {
    if (accepted === undefined) return;
    const list = (Array.isArray(accepted) ? accepted : [accepted]) as readonly T[];
    if (!list.includes(value)) faults.push(`${name} ${value}, not ${list.join(' or ')}`);
  };
  among<string | null>('outcome', want.outcome, got.outcome);
  among<string | null>('intent', want.intent, got.intent);
  for (const [name, value] of Object.entries(want.slots ?? {})) {
    if (!fits(value, got.slots[name])) faults.push(`${name} ${JSON.stringify(got.slots[name])}, not ${value}`);
  }
  for (const name of want.noSlots ?? [])
    if (got.slots[name] !== undefined) faults.push(`${name} ${got.slots[name]}, which nobody said`);
  faults.push(...judgeTargets(want.targets, got.targets), ...judgeCommands(want.commands, got.commands));
  if (want.say && !want.say.test(got.say)) faults.push(`says "${got.say}", not ${want.say}`);
  if (want.notSay?.test(got.say)) faults.push(`says "${got.say}"`);
  if (want.because && !got.because.some((one) => one.signal === want.because))
    faults.push(`no ${want.because} among the evidence`);
  if (want.rewrite) among('rewrite', want.rewrite === 'none' ? undefined : want.rewrite, got.rewrite?.layer ?? 'none');
  if (want.rewrite === 'none' && got.rewrite !== null) faults.push(`rewritten (${got.rewrite.layer})`);
  return faults;
}

function judgeTargets(want: Expectation['targets'], got: readonly string[]): string[] {
  if (want === undefined) return [];
  const sets = 'oneOf' in want ? want.oneOf : [want];
  const same = (list: readonly string[]) => [...list].sort().join() === [...got].sort().join();
  return sets.some(same)
    ? []
    : [`targets ${got.join(' ') || 'none'}, not ${sets.map((list) => list.join(' ')).join(' or ')}`];
}

function judgeCommands(want: Expectation['commands'], got: DecisionLine['commands']): string[] {
  if (want === undefined) return [];
  const sent = got.map((command) => `${command.topic} ${command.payload}`);
  if (want === 'none') return sent.length === 0 ? [] : [`sends ${sent.join('; ')}`];
  if (want === 'some') return sent.length > 0 ? [] : ['sends nothing'];
  return want
    .filter((one) => !sent.some((text) => one.test(text)))
    .map((one) => `sends ${sent.join('; ') || 'nothing'}, not ${one}`);
}

function judgeEnd(want: NonNullable<Scenario['end']>, states: Replayed['states']): string[] {
  return Object.entries(want).flatMap(([entity, expected]) => {
    const line = states.get(entity);
    if (line === undefined) return [`no state of ${entity}`];
    if (typeof expected === 'string')
      return line.state === expected ? [] : [`${entity} is ${line.state}, not ${expected}`];
    return Object.entries(expected).flatMap(([name, value]) =>
      Math.abs(Number(line.attributes[name] ?? Number.NaN) - value) <= Math.max(1, 0.02 * value)
        ? []
        : [`${entity} has ${name} ${line.attributes[name]}, not ${value}`],
    );
  });
}

function fits(want: unknown, got: SlotValue | undefined): boolean {
  if (want instanceof RegExp) return got !== undefined && want.test(String(got));
  if (Array.isArray(want)) return want.some((one) => fits(one, got));
  if (typeof want === 'string' && typeof got === 'string') return want.toLowerCase() === got.toLowerCase();
  return want === got;
}

import { areaOf, moveIn, reported } from './house.ts';
import type { Scenario, Step } from './scenario.ts';

const START = '2026-03-03T19:00:00Z';

/** A scenario as the lines of a replay file; the utterance of step n has the id `u<n>`. */
export function encodeScenario(scenario: Scenario): string {
  let at = Date.parse(scenario.start ?? START);
  const events: object[] = moveIn(scenario.home ?? {}, iso(at));
  scenario.steps.forEach((step, index) => {
    at = step.kind === 'clock' ? Date.parse(step.at) : at + 1000 * step.after;
    events.push(...eventsOf(step, index, iso(at)));
  });
  events.push({ type: 'tick', at: iso(at + 3000) });
  return `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;
}

function eventsOf(step: Step, index: number, at: string): object[] {
  switch (step.kind) {
    case 'set':
      return reported(step.entity, step.report, at);
    case 'clock':
      return [{ type: 'tick', at }];
    case 'say': {
      const { heard, from = 'hall', by, wake } = step;
      const words =
        heard.length === 1
          ? { text: heard[0] }
          : { hypotheses: heard.map((text, i) => ({ text, confidence: Math.round(100 * (0.6 - 0.12 * i)) / 100 })) };
      const where = areaOf(from) === undefined ? {} : { satellite: from };
      return [
        {
          type: 'utterance',
          at,
          id: `u${index}`,
          ...words,
          ...where,
          ...(by && { speaker: by }),
          wakeConfidence: wake,
        },
      ];
    }
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

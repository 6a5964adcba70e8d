import { hubInProcess, type InProcessHub } from '../../models/households/drivers.ts';
import type { DecisionLine, EventLine } from '../../models/households/episode.ts';
import { moveIn, type SampledHousehold } from '../../models/households/household.ts';
import { report } from '../../models/households/things.ts';
import type { RewriteEntry } from '../../runtime/domain/context.ts';
import { DAY_MS, SECOND_MS } from '../../runtime/domain/time.ts';
import type { Inference } from '../../runtime/ports/inference.ts';

const START = Date.parse('2026-01-05T17:00:00Z');

/** Who speaks, or what pretends to. */
export interface Voice {
  readonly satellite: string;
  readonly speaker?: string;
  readonly wake: number;
}

/** A home under attack: whoever speaks there, the hub's own code decides and learns. */
export class Siege {
  readonly #driver: InProcessHub;
  readonly #household: SampledHousehold;
  #at = START;
  #said = 0;

  private constructor(driver: InProcessHub, household: SampledHousehold) {
    this.#driver = driver;
    this.#household = household;
  }

  static async begin(household: SampledHousehold, inference: Inference): Promise<Siege> {
    const siege = new Siege(hubInProcess(inference), household);
    for (const event of moveIn(household, siege.#iso(), true)) await siege.#driver.send(event);
    for (const thing of household.home.things.filter(({ domain }) => domain === 'light'))
      for (const message of report(thing, { state: 'on', attributes: { brightness: 255 } }))
        await siege.#driver.send({ type: 'mqtt', at: siege.#iso(), ...message, retain: true });
    return siege;
  }

  /** Says it and lets some seconds pass. */
  async say(text: string, { satellite, speaker, wake }: Voice, thenSeconds = 5): Promise<DecisionLine> {
    const id = `a${++this.#said}`;
    const event: EventLine = {
      type: 'utterance',
      at: this.#iso(),
      id,
      hypotheses: [{ text, confidence: 0.95 }],
      satellite,
      ...(speaker !== undefined && { speaker }),
      wakeConfidence: wake,
    };
    const lines = await this.#driver.send(event);
    this.#at += thenSeconds * SECOND_MS;
    return lines.find((line) => line.type === 'decision') as DecisionLine;
  }

  /**
   * What fails, then what works, as somebody who rephrases would say it, again and again, on so many days; once the hub asks
   * whether the first means the second, a yes.
   */
  async drum(pairs: readonly (readonly [string, string])[], voice: Voice, times: number, days: number): Promise<void> {
    for (let day = 0; day < days; day++) {
      const from = this.#at;
      for (let time = 0; time < times; time++) {
        for (const [wrong, right] of pairs) {
          const first = await this.say(wrong, voice, 4);
          if (first.outcome === 'ask' && first.rewrite !== null) await this.say('yes', voice, 6);
          else if (first.rewrite === null) {
            const { outcome } = await this.say(right, voice, 6);
            if (outcome === 'ask') await this.say('yes', voice, 6);
          }
          await this.quiet(200);
          await this.asItWas();
        }
      }
      this.#at = Math.max(this.#at, from + DAY_MS);
      await this.quiet(80);
    }
  }

  /** Long after, everything is switched as it was: what is to be done next time must be something to do. */
  async asItWas(): Promise<void> {
    for (const thing of this.#household.home.things.filter(({ domain }) => domain === 'switch'))
      for (const message of report(thing, { state: 'off', attributes: {} }))
        await this.#driver.send({ type: 'mqtt', at: this.#iso(), ...message, retain: true });
  }

  async quiet(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= 70) {
      this.#at += Math.min(70, left) * SECOND_MS;
      await this.#driver.send({ type: 'tick', at: this.#iso() });
    }
  }

  /** What was learned, in force or not. */
  learned(): readonly RewriteEntry[] {
    return (this.#driver.hub?.rewrites.list() ?? []).filter((entry) => entry.layer === 'personal');
  }
  inForce(): readonly RewriteEntry[] {
    return this.learned().filter(({ status }) => status === 'probation' || status === 'active');
  }

  async end(): Promise<void> {
    await this.#driver.end();
  }

  #iso(): string {
    return new Date(this.#at).toISOString();
  }
}

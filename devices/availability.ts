import type { EntityDefinition, Json } from '../runtime/domain/entity.ts';
import { isObject, type Message, own } from './message.ts';
import { template } from './template/template.ts';

interface Source {
  readonly topic: string;
  readonly template: string | undefined;
  readonly up: string;
  readonly down: string;
}

/** Whether an entity can be reached, from the topics that say so. Until one of them spoke, it is taken to be there. */
export class Availability {
  readonly topics: readonly string[];
  readonly #sources: readonly Source[];
  readonly #mode: string;
  readonly #heard = new Map<string, boolean>();
  #latest: boolean | undefined;
  #down = false;

  constructor(sources: readonly Source[], mode: string) {
    this.#sources = sources;
    this.#mode = mode;
    this.topics = [...new Set(sources.map(({ topic }) => topic))];
  }

  get down(): boolean {
    return this.#down;
  }

  /** True where the entity came back, false where it went away, undefined where nothing changed. */
  hear(message: Message, fault: (error: unknown) => void): boolean | undefined {
    for (const source of this.#sources) {
      if (source.topic !== message.topic) continue;
      try {
        const text = source.template === undefined ? message.text : template(source.template).read(message);
        if (text !== source.up && text !== source.down) continue;
        this.#latest = text === source.up;
        this.#heard.set(source.topic, this.#latest);
      } catch (error) {
        fault(error);
      }
    }
    const down = this.#isDown();
    if (down === this.#down) return undefined;
    this.#down = down;
    return !down;
  }

  #isDown(): boolean {
    if (this.#latest === undefined) return false;
    if (this.#mode === 'any') return ![...this.#heard.values()].includes(true);
    if (this.#mode === 'all') return [...this.#heard.values()].includes(false);
    return !this.#latest;
  }
}

/** Undefined where the entity has no such topic. */
export function availabilityOf(config: EntityDefinition['config']): Availability | undefined {
  const entries: readonly Json[] = Array.isArray(config.availability) ? config.availability : [];
  const sources = entries.flatMap((entry) => {
    const topic = isObject(entry) ? own(entry, 'topic') : undefined;
    if (!isObject(entry) || typeof topic !== 'string') return [];
    return [
      source(topic, own(entry, 'value_template'), own(entry, 'payload_available'), own(entry, 'payload_not_available')),
    ];
  });
  const single = config.availability_topic;
  if (typeof single === 'string' && single !== '')
    sources.push(source(single, config.availability_template, config.payload_available, config.payload_not_available));
  if (sources.length === 0) return undefined;
  return new Availability(sources, String(config.availability_mode ?? 'latest'));
}

function source(topic: string, template: Json | undefined, up: Json | undefined, down: Json | undefined): Source {
  return {
    topic,
    template: typeof template === 'string' ? template : undefined,
    up: word(up, 'online'),
    down: word(down, 'offline'),
  };
}

function word(value: Json | undefined, otherwise: string): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  return value === undefined || value === null ? otherwise : String(value);
}

import type { HearthEvent } from './domain/event.ts';
import { limits } from './domain/limits.ts';

/** An event, and who waits for what becomes of it. */
export interface Queued<E = HearthEvent> {
  readonly event: E;
  readonly settle?: (error: unknown) => void;
}

/**
 * The events that wait for the loop, in order of arrival.
 *
 * From half full on, a message makes an older one of the same topic superfluous; when full, the oldest state messages
 * go. What a person said or did is never dropped: `push` refuses it.
 */
export class EventQueue {
  readonly #max: number;
  readonly #isDiscovery: (topic: string) => boolean;
  #items: (Queued | undefined)[] = [];
  #head = 0;
  #size = 0;
  /** Absolute position (items ever taken included) of the newest message of a topic. */
  #newest = new Map<string, number>();
  #base = 0;
  #scanned = 0;
  merged = 0;
  dropped = 0;

  constructor(isDiscovery: (topic: string) => boolean, max: number = limits.queueEventsMax) {
    this.#isDiscovery = isDiscovery;
    this.#max = max;
  }

  get size(): number {
    return this.#size;
  }

  /** False where there is no room: the queue is full of what must not be dropped. */
  push(item: Queued): boolean {
    const { event } = item;
    if (event.type === 'mqtt' && this.#size >= this.#max / 2) this.#merge(event.topic);
    if (this.#size >= this.#max && !this.#dropOldest(false) && !this.#dropOldest(true)) return false;
    if (this.#items.length - this.#head > 2 * this.#max) this.#squeeze();
    if (event.type === 'mqtt') this.#newest.set(event.topic, this.#base + this.#items.length);
    this.#items.push(item);
    this.#size++;
    return true;
  }

  shift(): Queued | undefined {
    while (this.#head < this.#items.length) {
      const position = this.#base + this.#head;
      const item = this.#items[this.#head];
      this.#items[this.#head++] = undefined;
      if (this.#head > 1024 && this.#head * 2 > this.#items.length) this.#compact();
      if (!item) continue;
      if (item.event.type === 'mqtt' && this.#newest.get(item.event.topic) === position)
        this.#newest.delete(item.event.topic);
      this.#size--;
      return item;
    }
    this.#base += this.#items.length;
    this.#items = [];
    this.#head = 0;
    return undefined;
  }

  #merge(topic: string): void {
    const position = this.#newest.get(topic);
    if (position === undefined) return;
    this.#items[position - this.#base] = undefined;
    this.#newest.delete(topic);
    this.#size--;
    this.merged++;
  }

  /** Drops the oldest message that is no discovery, or with `any` the oldest message. */
  #dropOldest(any: boolean): boolean {
    // Everything before `scanned` was looked at when the queue was last full and had to stay.
    const from = any ? this.#head : Math.max(this.#head, this.#scanned - this.#base);
    for (let i = from; i < this.#items.length; i++) {
      const event = this.#items[i]?.event;
      if (event?.type !== 'mqtt' || (!any && this.#isDiscovery(event.topic))) continue;
      this.#items[i] = undefined;
      if (this.#newest.get(event.topic) === this.#base + i) this.#newest.delete(event.topic);
      this.#size--;
      this.dropped++;
      if (!any) this.#scanned = this.#base + i;
      return true;
    }
    if (!any) this.#scanned = this.#base + this.#items.length;
    return false;
  }

  /** Closes the gaps that merged and dropped messages left. */
  #squeeze(): void {
    this.#base += this.#items.length;
    this.#items = this.#items.slice(this.#head).filter((item) => item !== undefined);
    this.#head = 0;
    this.#newest.clear();
    this.#items.forEach((item, i) => {
      if (item?.event.type === 'mqtt') this.#newest.set(item.event.topic, this.#base + i);
    });
  }

  #compact(): void {
    this.#items = this.#items.slice(this.#head);
    this.#base += this.#head;
    this.#head = 0;
  }
}

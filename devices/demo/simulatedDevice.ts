import { type Command, type Json, slug } from '../../runtime/domain/entity.ts';

/** One of a device's state topics and what stands on it. */
export interface Report {
  readonly topic: string;
  readonly payload: string;
}

/** A device with a behaviour of its own; how it reaches the broker is not its business. */
export interface SimulatedDevice {
  /** Part of its topics and its client id: "garage_door". */
  readonly id: string;
  /** Retained discovery messages. */
  readonly announcements: readonly Command[];
  readonly commandTopics: readonly string[];
  /** What stands on its state topics now, all of them. */
  reports(): readonly Report[];
  /** A message on one of its command topics; what it does not understand it leaves, as devices do. */
  obey(topic: string, payload: string): void;
  /** Lets time pass in its world. */
  advance(seconds: number): void;
}

export interface Make {
  readonly name: string;
  readonly area: string;
  readonly model: string;
}

/** Where a device's messages are: `demo/<id>/<what>`. */
export function topicOf(id: string, what: string): string {
  return `demo/${id}/${what}`;
}

export function availabilityTopic(id: string): string {
  return topicOf(id, 'availability');
}

function deviceBlock(id: string, make: Make): { [key: string]: Json } {
  return {
    identifiers: [`demo_${id}`],
    name: make.name,
    manufacturer: 'Hearth demo',
    model: make.model,
    suggested_area: make.area,
  };
}

/** Discovery of one entity: `homeassistant/<component>/<object>/config`. */
export function announceEntity(
  id: string,
  make: Make,
  component: string,
  config: { readonly [key: string]: Json },
): Command {
  const payload = {
    name: null,
    default_entity_id: `${component}.${slug(make.name)}`,
    unique_id: `demo_${id}`,
    availability_topic: availabilityTopic(id),
    ...config,
    device: deviceBlock(id, make),
  };
  return { topic: `homeassistant/${component}/demo_${id}/config`, payload: JSON.stringify(payload), retain: true };
}

/** Discovery of a device with several entities in one message: `homeassistant/device/<id>/config`. */
export function announceDevice(
  id: string,
  make: Make,
  components: { readonly [key: string]: { readonly platform: string; readonly [key: string]: Json } },
): Command {
  const payload = {
    device: deviceBlock(id, make),
    origin: { name: 'hearth demo', sw_version: '1' },
    availability_topic: availabilityTopic(id),
    components: Object.fromEntries(
      Object.entries(components).map(([key, config]) => [key, { unique_id: `demo_${id}_${key}`, ...config }]),
    ),
  };
  return { topic: `homeassistant/device/demo_${id}/config`, payload: JSON.stringify(payload), retain: true };
}

/** A finite number from a payload, or undefined. */
export function numberOf(payload: string): number | undefined {
  const value = payload.trim() === '' ? Number.NaN : Number(payload);
  return Number.isFinite(value) ? value : undefined;
}

/** An object from a JSON payload; empty where it is none. */
export function objectOf(payload: string): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? (value as { [key: string]: unknown }) : {};
  } catch {
    return {};
  }
}

export function within(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** `value` moved towards `goal` by at most `step`. */
export function towards(value: number, goal: number, step: number): number {
  return value < goal ? Math.min(goal, value + step) : Math.max(goal, value - step);
}

/** Lines of replay files, and what comes out of them. */
type Fields = { readonly [key: string]: unknown };

const START = Date.parse('2026-03-03T19:00:00Z');

/** An event `seconds` after seven in the evening. */
export function event(seconds: number, type: string, fields: Fields = {}): string {
  return JSON.stringify({ at: new Date(START + seconds * 1000).toISOString(), type, ...fields });
}

export function homeLine(fields: Fields = {}): string {
  return event(0, 'home', {
    timezone: 'UTC',
    areas: [{ name: 'Kitchen' }, { name: 'Hall' }],
    satellites: [{ id: 'here', area: 'Kitchen' }],
    simulateDevices: true,
    ...fields,
  });
}

/** Announces a dimmable light and its state. */
export function lamp(object: string, name: string, area: string, state = 'OFF', seconds = 0): string[] {
  const config = {
    name,
    unique_id: object,
    default_entity_id: `light.${object}`,
    schema: 'json',
    brightness: true,
    state_topic: `x/${object}`,
    command_topic: `x/${object}/set`,
    device: { identifiers: [object], suggested_area: area },
  };
  return [
    event(seconds, 'mqtt', { topic: `homeassistant/light/${object}/config`, payload: config, retain: true }),
    event(seconds, 'mqtt', { topic: `x/${object}`, payload: { state }, retain: true }),
  ];
}

export function say(seconds: number, id: string, text: string): string {
  return event(seconds, 'utterance', { id, text, satellite: 'here', wakeConfidence: 0.97 });
}

export interface Line {
  readonly type: string;
  readonly [key: string]: unknown;
}
export function linesOf(output: string): Line[] {
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

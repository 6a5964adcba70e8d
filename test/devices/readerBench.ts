import { devices } from '../../devices/index.ts';
import type { EntityDefinition } from '../../runtime/domain/entity.ts';
import { announced } from './home.ts';

export interface ReaderBench {
  readonly home: string;
  readonly messages: number;
  readonly patches: number;
  readonly perSecond: number;
  /** The reference: nothing but JSON.parse of the same payloads. */
  readonly barePerSecond: number;
}

interface Traffic {
  readonly home: string;
  readonly definitions: readonly EntityDefinition[];
  readonly messages: readonly (readonly [topic: string, payload: string])[];
}

/** JSON lights each with a topic of its own, and Zigbee devices with four entities on one topic. */
function traffic(count: number): Traffic[] {
  const lamps = Array.from({ length: count }, (_, at) =>
    announced(`light.lamp_${at}`, {
      state_topic: `l/${at}`,
      command_topic: `l/${at}/set`,
      schema: 'json',
      brightness: true,
      supported_color_modes: ['xy', 'color_temp'],
    }),
  );
  const keys = ['temperature', 'humidity', 'battery', 'linkquality'];
  const sensors = Array.from({ length: count }, (_, at) =>
    keys.map((key) =>
      announced(`sensor.${key}_${at}`, {
        state_topic: `s/${at}`,
        value_template: `{{ value_json.${key} }}`,
        availability_topic: `s/${at}/availability`,
      }),
    ),
  ).flat();
  const computed = Array.from({ length: count }, (_, at) =>
    announced(`sensor.c_${at}`, {
      state_topic: `c/${at}`,
      value_template: '{{ (value_json.temperature | float * 1.8 + 32) | round(1) }}',
    }),
  );
  const lamp =
    '{"brightness":144,"color":{"x":0.4599,"y":0.4106},"color_mode":"color_temp","color_temp":370,"linkquality":120,"state":"ON","update":{"installed_version":16777241,"latest_version":16777241,"state":"idle"},"update_available":false}';
  const sensor =
    '{"battery":97,"humidity":48.25,"linkquality":144,"power_outage_count":12,"pressure":1008.4,"temperature":21.37,"voltage":3005,"last_seen":"2026-03-03T19:00:05Z","device":{"friendlyName":"hall sensor","model":"WSDCGQ11LM"}}';
  const topic = (prefix: string) => Array.from({ length: count }, (_, at) => `${prefix}/${at}`);
  return [
    { home: 'JSON lights', definitions: lamps, messages: topic('l').map((each) => [each, lamp]) },
    { home: 'four sensors a topic', definitions: sensors, messages: topic('s').map((each) => [each, sensor]) },
    { home: 'computed templates', definitions: computed, messages: topic('c').map((each) => [each, sensor]) },
  ];
}

/** How many messages a second of processor time the reader turns into patches, beside what parsing them alone takes. */
export function readerBench(entities: number, rounds: number): ReaderBench[] {
  return traffic(entities).map(({ home, definitions, messages }) => {
    const reader = devices.reader(definitions);
    let patches = 0;
    const read = () => {
      for (const [topic, payload] of messages) patches += reader.read(topic, payload, () => {}).length;
    };
    const bare = () => {
      for (const [, payload] of messages) patches += (JSON.parse(payload) as object) === null ? 1 : 0;
    };
    read();
    patches = 0;
    const [barePerSecond, perSecond] = [bare, read].map((run) => {
      const before = process.cpuUsage();
      for (let round = 0; round < rounds; round++) run();
      const { user, system } = process.cpuUsage(before);
      return Math.round((rounds * messages.length * 1e6) / (user + system));
    });
    return {
      home,
      messages: rounds * messages.length,
      patches,
      perSecond: perSecond ?? 0,
      barePerSecond: barePerSecond ?? 0,
    };
  });
}

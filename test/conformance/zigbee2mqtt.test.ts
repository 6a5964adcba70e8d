import { beforeAll, describe, expect, test } from 'vitest';
import { devices } from '../../devices/index.ts';
import type { EntityDefinition, Order } from '../../runtime/domain/entity.ts';
import { type Announced, announceAll, type Exposed } from './converters.ts';

const SERVICES: readonly Order['service'][] = [
  'turn_on',
  'turn_off',
  'open',
  'close',
  'stop',
  'lock',
  'unlock',
  'set_position',
  'set_percentage',
  'set_temperature',
];
const DATA: Order['data'] = {
  brightness: 50,
  rgb: [255, 0, 0],
  kelvin: 3000,
  position: 40,
  percentage: 60,
  temperature: 21,
};

describe('every model of zigbee-herdsman-converters, as Zigbee2MQTT announces it', () => {
  let models: Announced[] = [];
  const found: { model: Announced; definition: EntityDefinition }[] = [];
  const complaints = new Map<string, number>();

  beforeAll(() => {
    models = announceAll();
    for (const model of models) {
      const discovery = devices.discover('zigbee2mqtt/bridge/devices', JSON.stringify([model]));
      for (const definition of discovery?.found ?? []) found.push({ model, definition });
      for (const { why } of discovery?.notUnderstood ?? []) complaints.set(why, (complaints.get(why) ?? 0) + 1);
    }
  }, 60_000);

  test('there are thousands, and what is not understood is composites and lists alone', () => {
    expect(models.length).toBeGreaterThan(4000);
    expect(found.length).toBeGreaterThan(20_000);
    console.log(`${models.length} models, ${found.length} entities, not understood:`, Object.fromEntries(complaints));
    const rest = [...complaints.keys()].filter(
      (why) => why !== 'a composite is no entity' && why !== 'a list is no entity',
    );
    expect(rest.map((why) => complaints.get(why) ?? 0).reduce((a, b) => a + b, 0)).toBeLessThan(models.length / 100);
  });

  test('every entity has an id, a name, its device, and topics without wildcards', () => {
    for (const { model, definition } of found) {
      expect(definition.id).toMatch(/^[a-z_]+\.[a-z0-9_]+$/);
      expect(definition.name).not.toBe('');
      expect(definition.device?.id).toBe(model.ieee_address);
      expect(String(definition.config.state_topic)).not.toMatch(/[#+]/);
    }
  });

  test('every ability that is reported is read from a state, none faults', () => {
    const faults: string[] = [];
    let read = 0;
    for (const { model, definition } of found) {
      const topic = `zigbee2mqtt/${model.friendly_name}`;
      const payload = JSON.stringify(Object.assign({}, ...model.definition.exposes.map(sample)));
      for (const patch of devices.reader([definition]).read(topic, payload, (id, code) => faults.push(`${id} ${code}`)))
        read += patch.state === undefined ? 0 : 1;
    }
    expect(faults).toEqual([]);
    expect(read).toBeGreaterThan(found.length * 0.9);
  });

  test('what an order asks for, the simulated device reports, and the reader hears', () => {
    let orders = 0;
    for (const { definition } of found) {
      for (const service of SERVICES) {
        const commands = devices.encode(definition, { entity: definition.id, service, data: DATA });
        for (const command of commands) {
          orders += 1;
          expect(command.topic).toMatch(/\/set$/);
          const { messages, patch } = devices.simulate(definition, command);
          expect(messages.length + (patch ? 1 : 0), `${definition.id} ${service} ${command.payload}`).toBeGreaterThan(
            service === 'stop' || definition.domain === 'button' ? -1 : 0,
          );
        }
      }
    }
    expect(orders).toBeGreaterThan(10_000);
  });
});

/** A state that has a value for every ability. */
function sample(expose: Exposed): object {
  if (expose.features && expose.type !== 'composite') return Object.assign({}, ...expose.features.map(sample));
  const key = expose.property ?? expose.name ?? '';
  if (key === '') return {};
  switch (expose.type) {
    case 'binary':
      return { [key]: expose.value_on };
    case 'numeric':
      return { [key]: expose.value_min ?? expose.value_max ?? 20 };
    case 'enum':
      return { [key]: expose.values?.[0] };
    case 'composite':
      return { [key]: Object.assign({}, ...(expose.features ?? []).map(sample)) };
    default:
      return { [key]: 'text' };
  }
}

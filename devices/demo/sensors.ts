import type { Json } from '../../runtime/domain/entity.ts';
import { announceDevice, announceEntity, type Make, type SimulatedDevice, topicOf } from './simulatedDevice.ts';

const DAY_SECONDS = 86_400;

/**
 * Something that detects. It is on for `onSeconds` in every `everySeconds` (never where that is left out), and takes ON
 * and OFF on `demo/<id>/simulate`, so that a demo can have a leak.
 */
export function detector(
  id: string,
  make: Make,
  deviceClass: string,
  rhythm?: { readonly onSeconds: number; readonly everySeconds: number },
): SimulatedDevice {
  let elapsed = 0;
  let forced: 'ON' | 'OFF' | undefined;
  return {
    id,
    announcements: [
      announceEntity(id, make, 'binary_sensor', { device_class: deviceClass, state_topic: topicOf(id, 'state') }),
    ],
    commandTopics: [topicOf(id, 'simulate')],
    reports() {
      const due = rhythm !== undefined && elapsed % rhythm.everySeconds >= rhythm.everySeconds - rhythm.onSeconds;
      return [{ topic: topicOf(id, 'state'), payload: forced ?? (due ? 'ON' : 'OFF') }];
    },
    obey(_topic, payload) {
      forced = payload === 'ON' || payload === 'OFF' ? payload : undefined;
    },
    advance(seconds) {
      elapsed += seconds;
    },
  };
}

const measurement = (unit: string, deviceClass: string, topic: string): { [key: string]: Json } => ({
  device_class: deviceClass,
  state_class: 'measurement',
  unit_of_measurement: unit,
  state_topic: topic,
});

/** The weather on the north wall: one JSON message for both values, coldest and dampest before dawn. */
export function outdoorSensor(): SimulatedDevice {
  const id = 'outdoor';
  const topic = topicOf(id, 'state');
  let elapsed = DAY_SECONDS / 2;
  return {
    id,
    announcements: [
      announceDevice(
        id,
        { name: 'Outdoor', area: 'Garden', model: 'Weather sensor' },
        {
          temperature: {
            platform: 'sensor',
            name: 'Temperature',
            default_entity_id: 'sensor.outdoor_temperature',
            value_template: '{{ value_json.temperature }}',
            ...measurement('°C', 'temperature', topic),
          },
          humidity: {
            platform: 'sensor',
            name: 'Humidity',
            default_entity_id: 'sensor.outdoor_humidity',
            value_template: '{{ value_json.humidity }}',
            ...measurement('%', 'humidity', topic),
          },
        },
      ),
    ],
    commandTopics: [],
    reports() {
      const warmth = Math.sin((2 * Math.PI * (elapsed - DAY_SECONDS * 0.4)) / DAY_SECONDS);
      const temperature = Number((11 + 5 * warmth).toFixed(1));
      return [{ topic, payload: JSON.stringify({ temperature, humidity: Math.round(72 - 14 * warmth) }) }];
    },
    obey() {},
    advance(seconds) {
      elapsed += seconds;
    },
  };
}

/** A telephone that empties in a day and is charged at 15 %. */
export function phone(id: string, name: string): SimulatedDevice {
  let battery = 82;
  let charging = false;
  return {
    id,
    announcements: [
      announceDevice(
        id,
        { name, area: 'Bedroom', model: 'Telephone' },
        {
          battery: {
            platform: 'sensor',
            name: 'Battery',
            default_entity_id: `sensor.${id}_battery`,
            entity_category: 'diagnostic',
            ...measurement('%', 'battery', topicOf(id, 'battery')),
          },
        },
      ),
    ],
    commandTopics: [],
    reports: () => [{ topic: topicOf(id, 'battery'), payload: battery.toFixed(0) }],
    obey() {},
    advance(seconds) {
      battery += charging ? seconds / 60 : -seconds / 800;
      if (battery <= 15) charging = true;
      if (battery >= 100) charging = false;
    },
  };
}

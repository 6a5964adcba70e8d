import {
  announceDevice,
  announceEntity,
  type Make,
  numberOf,
  type SimulatedDevice,
  topicOf,
  towards,
  within,
} from './simulatedDevice.ts';

const ROOM_C = 21;
/** A household oven gains 180 K in about eight minutes and takes most of an hour to lose them. */
const OVEN_HEATS_K_PER_SECOND = 0.4;
const OVEN_COOLS_SECONDS = 1_800;
/** How slowly a roast follows the oven around it. */
const ROAST_SECONDS = 2_400;

/** An oven with a temperature probe for the roast; the probe measures only while the oven is on. */
export function oven(): SimulatedDevice {
  const id = 'oven';
  const make: Make = { name: 'Oven', area: 'Kitchen', model: 'Oven with probe' };
  const topics = { mode: topicOf(id, 'mode/set'), target: topicOf(id, 'target/set'), power: topicOf(id, 'power/set') };
  let heating = false;
  let target = 180;
  let inside = ROOM_C;
  let roast = ROOM_C;
  return {
    id,
    announcements: [
      announceDevice(id, make, {
        oven: {
          platform: 'climate',
          name: null,
          default_entity_id: 'climate.oven',
          modes: ['off', 'heat'],
          mode_state_topic: topicOf(id, 'mode'),
          mode_command_topic: topics.mode,
          power_command_topic: topics.power,
          temperature_state_topic: topicOf(id, 'target'),
          temperature_command_topic: topics.target,
          current_temperature_topic: topicOf(id, 'temperature'),
          action_topic: topicOf(id, 'action'),
          temperature_unit: 'C',
          min_temp: 50,
          max_temp: 250,
          temp_step: 5,
        },
        probe: {
          platform: 'sensor',
          name: 'Probe',
          default_entity_id: 'sensor.oven_probe',
          device_class: 'temperature',
          state_class: 'measurement',
          unit_of_measurement: '°C',
          state_topic: topicOf(id, 'probe'),
        },
      }),
    ],
    commandTopics: Object.values(topics),
    reports: () => [
      { topic: topicOf(id, 'mode'), payload: heating ? 'heat' : 'off' },
      { topic: topicOf(id, 'action'), payload: heating ? (inside < target ? 'heating' : 'idle') : 'off' },
      { topic: topicOf(id, 'target'), payload: String(target) },
      { topic: topicOf(id, 'temperature'), payload: inside.toFixed(0) },
      { topic: topicOf(id, 'probe'), payload: heating ? roast.toFixed(0) : 'None' },
    ],
    obey(topic, payload) {
      if (topic === topics.mode && (payload === 'heat' || payload === 'off')) heating = payload === 'heat';
      if (topic === topics.power && (payload === 'ON' || payload === 'OFF')) heating = payload === 'ON';
      const wanted = topic === topics.target ? numberOf(payload) : undefined;
      if (wanted !== undefined) target = within(wanted, 50, 250);
    },
    advance(seconds) {
      if (heating && inside < target) inside = towards(inside, target, OVEN_HEATS_K_PER_SECOND * seconds);
      else inside += ((heating ? target : ROOM_C) - inside) * (1 - Math.exp(-seconds / OVEN_COOLS_SECONDS));
      roast += (inside - roast) * (1 - Math.exp(-seconds / ROAST_SECONDS));
    },
  };
}

/** A thermostat on the kitchen wall: the room warms by half a degree in ten minutes, and cools at half that pace. */
export function thermostat(): SimulatedDevice {
  const id = 'thermostat';
  const make: Make = { name: 'Thermostat', area: 'Kitchen', model: 'Wall thermostat' };
  const topics = { mode: topicOf(id, 'mode/set'), target: topicOf(id, 'target/set') };
  let mode = 'heat';
  let target = 20.5;
  let room = 20.5;
  const heats = () => mode === 'heat' && room < target;
  return {
    id,
    announcements: [
      announceEntity(id, make, 'climate', {
        modes: ['off', 'heat'],
        mode_state_topic: topicOf(id, 'mode'),
        mode_command_topic: topics.mode,
        temperature_state_topic: topicOf(id, 'target'),
        temperature_command_topic: topics.target,
        current_temperature_topic: topicOf(id, 'temperature'),
        action_topic: topicOf(id, 'action'),
        temperature_unit: 'C',
        min_temp: 7,
        max_temp: 30,
        temp_step: 0.5,
        precision: 0.1,
      }),
    ],
    commandTopics: Object.values(topics),
    reports: () => [
      { topic: topicOf(id, 'mode'), payload: mode },
      { topic: topicOf(id, 'action'), payload: mode === 'off' ? 'off' : heats() ? 'heating' : 'idle' },
      { topic: topicOf(id, 'target'), payload: target.toFixed(1) },
      { topic: topicOf(id, 'temperature'), payload: room.toFixed(1) },
    ],
    obey(topic, payload) {
      if (topic === topics.mode && (payload === 'heat' || payload === 'off')) mode = payload;
      const wanted = topic === topics.target ? numberOf(payload) : undefined;
      if (wanted !== undefined) target = within(wanted, 7, 30);
    },
    advance(seconds) {
      room = heats() ? towards(room, target, (0.5 / 600) * seconds) : towards(room, 17, (0.25 / 600) * seconds);
    },
  };
}

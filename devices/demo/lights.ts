import type { Json } from '../../runtime/domain/entity.ts';
import {
  announceEntity,
  type Make,
  numberOf,
  objectOf,
  type SimulatedDevice,
  topicOf,
  within,
} from './simulatedDevice.ts';

const numberIn = (value: unknown, min: number, max: number): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? within(Math.round(value), min, max) : undefined;

/** A lamp that speaks Home Assistant's JSON schema: brightness, colour and white temperature in one message. */
export function colourLight(id: string, objectId: string, make: Make): SimulatedDevice {
  const commandTopic = topicOf(id, 'set');
  let on = false;
  let brightness = 255;
  let colour: { readonly r: number; readonly g: number; readonly b: number } | undefined;
  let kelvin = 2700;
  return {
    id,
    announcements: [
      announceEntity(id, make, 'light', {
        default_entity_id: `light.${objectId}`,
        schema: 'json',
        state_topic: topicOf(id, 'state'),
        command_topic: commandTopic,
        brightness: true,
        supported_color_modes: ['rgb', 'color_temp'],
        color_temp_kelvin: true,
        min_kelvin: 2200,
        max_kelvin: 6500,
      }),
    ],
    commandTopics: [commandTopic],
    reports() {
      const shade: { [key: string]: Json } = colour
        ? { color_mode: 'rgb', color: colour }
        : { color_mode: 'color_temp', color_temp: kelvin };
      const state = on ? { state: 'ON', brightness, ...shade } : { state: 'OFF' };
      return [{ topic: topicOf(id, 'state'), payload: JSON.stringify(state) }];
    },
    obey(_topic, payload) {
      const wanted = objectOf(payload);
      if (wanted.state === 'ON') on = true;
      if (wanted.state === 'OFF') on = false;
      brightness = numberIn(wanted.brightness, 1, 255) ?? brightness;
      const asked = objectOf(JSON.stringify(wanted.color ?? {}));
      const [r, g, b] = [numberIn(asked.r, 0, 255), numberIn(asked.g, 0, 255), numberIn(asked.b, 0, 255)];
      if (r !== undefined && g !== undefined && b !== undefined) colour = { r, g, b };
      const temperature = numberIn(wanted.color_temp, 2200, 6500);
      if (temperature !== undefined) {
        kelvin = temperature;
        colour = undefined;
      }
    },
    advance() {},
  };
}

/** A dimmer that speaks Home Assistant's default schema: a topic for the switch and one for the brightness (0–255). */
export function dimmableLight(id: string, objectId: string, make: Make): SimulatedDevice {
  let on = false;
  let brightness = 255;
  const switchTopic = topicOf(id, 'set');
  const brightnessTopic = topicOf(id, 'brightness/set');
  return {
    id,
    announcements: [
      announceEntity(id, make, 'light', {
        default_entity_id: `light.${objectId}`,
        state_topic: topicOf(id, 'state'),
        command_topic: switchTopic,
        brightness_state_topic: topicOf(id, 'brightness'),
        brightness_command_topic: brightnessTopic,
        on_command_type: 'last',
      }),
    ],
    commandTopics: [switchTopic, brightnessTopic],
    reports: () => [
      { topic: topicOf(id, 'state'), payload: on ? 'ON' : 'OFF' },
      { topic: topicOf(id, 'brightness'), payload: String(brightness) },
    ],
    obey(topic, payload) {
      if (topic === switchTopic && (payload === 'ON' || payload === 'OFF')) on = payload === 'ON';
      const wanted = topic === brightnessTopic ? numberOf(payload) : undefined;
      if (wanted === undefined) return;
      on = wanted > 0;
      if (on) brightness = within(Math.round(wanted), 1, 255);
    },
    advance() {},
  };
}

import type { Command, Json } from '../../../runtime/domain/entity.ts';
import { type Behaviour, type Values, values } from '../../behaviour.ts';
import { fromScale, toScale } from '../../codec.ts';
import { mired } from '../../color.ts';
import { asForm, type ColorForm, colorForm, linkLight, rgbTriple, toRgb } from '../../lightRules.ts';
import { isObject, type JsonObject, own } from '../../message.ts';
import type { Config } from '../config.ts';

/** The colour modes that a JSON light names, or that its older flags stand for. */
export function jsonModes(config: Config): Set<string> {
  const modes = new Set(config.list('supported_color_modes'));
  if (modes.size > 0) return modes;
  for (const flag of ['rgb', 'hs', 'xy', 'color_temp', 'brightness']) if (config.flag(flag)) modes.add(flag);
  return modes;
}

const KEYS: { readonly [form in ColorForm]: readonly string[] } = {
  rgb: ['r', 'g', 'b'],
  rgbw: ['r', 'g', 'b', 'w'],
  rgbww: ['r', 'g', 'b', 'c', 'w'],
  hs: ['h', 's'],
  xy: ['x', 'y'],
};

/** A light that speaks JSON both ways: `{"state": "ON", "brightness": 128, "color": {"r": 255, …}}`. */
export function jsonLightBehaviour(config: Config): Behaviour {
  const modes = jsonModes(config);
  const light: JsonLight = {
    scale: config.number('brightness_scale', 255),
    kelvin: config.flag('color_temp_kelvin'),
    dimmable: config.flag('brightness') || [...modes].some((mode) => mode !== 'onoff'),
    form: colorForm(modes),
  };
  const topic = config.text('state_topic');
  const commandTopic = config.text('command_topic');
  return {
    inputs: topic === undefined ? [] : [{ topic, read: (message, into) => hear(message.object, light, into) }],
    link: linkLight,
    command: (wanted) => said(commandTopic, wanted, light, config.retain),
    obey: (command) => obey(command, commandTopic, light),
    report: (reached) => (topic === undefined ? [] : [{ topic, payload: JSON.stringify(objectOf(reached, light)) }]),
  };
}

interface JsonLight {
  readonly scale: number;
  readonly kelvin: boolean;
  readonly dimmable: boolean;
  readonly form: ColorForm | undefined;
}

function hear(object: JsonObject | undefined, light: JsonLight, into: Values): void {
  if (object === undefined) return;
  const state = own(object, 'state');
  if (state === 'ON' || state === 'OFF') into.state = state.toLowerCase();
  else if (state === null) into.state = null;
  const brightness = own(object, 'brightness');
  if (light.dimmable && typeof brightness === 'number') into.brightness = fromScale(brightness, 255, light.scale);
  hearColor(own(object, 'color'), into);
  const warmth = own(object, 'color_temp');
  if (typeof warmth === 'number' && warmth > 0) into.color_temp_kelvin = light.kelvin ? warmth : mired(warmth);
  const mode = own(object, 'color_mode');
  if (typeof mode === 'string') into.color_mode = mode;
  const effect = own(object, 'effect');
  if (typeof effect === 'string') into.effect = effect;
}

function hearColor(color: Json | undefined, into: Values): void {
  if (!isObject(color)) return;
  const { r, g, b, h, s, x, y } = color;
  if (typeof r === 'number' && typeof g === 'number' && typeof b === 'number') into.rgb_color = [r, g, b];
  else if (typeof h === 'number' && typeof s === 'number') into.hs_color = [h, s];
  else if (typeof x === 'number' && typeof y === 'number') into.xy_color = [x, y];
}

function said(topic: string | undefined, wanted: Values, light: JsonLight, retain: boolean): Command[] {
  if (topic === undefined) return [];
  if (wanted.rgb_color !== undefined && light.form === undefined) return [];
  return [{ topic, payload: JSON.stringify(objectOf(wanted, light)), retain }];
}

function objectOf(wanted: Values, light: JsonLight): JsonObject {
  const object: { [key: string]: Json } = {};
  if (typeof wanted.state === 'string') object.state = wanted.state.toUpperCase();
  if (typeof wanted.brightness === 'number') object.brightness = toScale(wanted.brightness, 255, light.scale);
  const rgb = rgbTriple(wanted.rgb_color);
  if (rgb !== undefined && light.form !== undefined) {
    const channels = asForm(light.form, rgb);
    object.color = Object.fromEntries(KEYS[light.form].map((key, at) => [key, channels[at] ?? 0]));
  }
  if (typeof wanted.color_temp_kelvin === 'number')
    object.color_temp = light.kelvin ? wanted.color_temp_kelvin : Math.round(1e6 / wanted.color_temp_kelvin);
  return object;
}

function obey(command: Command, topic: string | undefined, light: JsonLight): Values | undefined {
  if (topic === undefined || command.topic !== topic) return undefined;
  let object: unknown;
  try {
    object = JSON.parse(command.payload);
  } catch {
    return undefined;
  }
  const asked = values();
  hear(isObject(object as Json) ? (object as JsonObject) : undefined, light, asked);
  toRgb(asked);
  return asked;
}

import type { EntityFeatures, Json } from '../../../runtime/domain/entity.ts';
import { type Behaviour, type Values, values } from '../../behaviour.ts';
import { type Codec, mireds, number, numbers, scaled, text, words } from '../../codec.ts';
import { asForm, type ColorForm, colorForm, linkLight, rgbTriple } from '../../lightRules.ts';
import type { JsonObject } from '../../message.ts';
import { fromParts, type Part } from '../../parts.ts';
import { template } from '../../template/template.ts';
import type { Config } from '../config.ts';
import { jsonLightBehaviour, jsonModes } from './jsonLight.ts';
import { onOffTold } from './simple.ts';

const FORMS = ['rgb', 'rgbw', 'rgbww', 'hs', 'xy'] as const;

export function lightFeatures(config: Config): EntityFeatures {
  const schema = config.word('schema', 'basic');
  if (schema === 'json') {
    const modes = jsonModes(config);
    return {
      switchable: true,
      ...((config.flag('brightness') || [...modes].some((mode) => mode !== 'onoff')) && { brightness: true }),
      ...(colorForm(modes) && { color: true }),
      ...(modes.has('color_temp') && { colorTemperature: true }),
    };
  }
  if (schema === 'template') {
    return {
      switchable: true,
      ...(config.has('brightness_template') && { brightness: true }),
      ...(config.has('red_template') && config.has('green_template') && config.has('blue_template') && { color: true }),
      ...(config.has('color_temp_template') && { colorTemperature: true }),
    };
  }
  return {
    switchable: true,
    ...(config.has('brightness_command_topic') && { brightness: true }),
    ...(FORMS.some((form) => config.has(`${form}_command_topic`)) && { color: true }),
    ...(config.has('color_temp_command_topic') && { colorTemperature: true }),
  };
}

export function lightBehaviour(config: Config): Behaviour {
  const schema = config.word('schema', 'basic');
  if (schema === 'json') return jsonLightBehaviour(config);
  return schema === 'template' ? templateLight(config) : basicLight(config);
}

const CHANNELS: { readonly [form in ColorForm]: readonly string[] } = {
  rgb: ['red', 'green', 'blue'],
  rgbw: ['red', 'green', 'blue', 'white'],
  rgbww: ['red', 'green', 'blue', 'cold_white', 'warm_white'],
  hs: ['hue', 'sat'],
  xy: ['x', 'y'],
};

function colorPart(config: Config, form: ColorForm): Part {
  const names = CHANNELS[form];
  const codec = numbers(names.length);
  const told = config.told(codec, `${form}_command_topic`, `${form}_command_template`);
  const variables = (value: Json): JsonObject =>
    Object.fromEntries(names.map((name, at) => [name, (value as readonly number[])[at] ?? 0]));
  return {
    name: `${form}_color`,
    heard: config.heard(codec, `${form}_state_topic`, `${form}_value_template`),
    told: told && { ...told, variables },
  };
}

function basicLight(config: Config): Behaviour {
  const brightness = scaled(255, config.number('brightness_scale', 255));
  const warmth = config.flag('color_temp_kelvin') ? number : mireds;
  const form = colorForm(FORMS.filter((each) => config.has(`${each}_command_topic`)));
  const made = fromParts(
    [
      {
        name: 'state',
        heard: config.heard(
          onOffTold(config),
          'state_topic',
          config.has('state_value_template') ? 'state_value_template' : 'value_template',
        ),
        told: config.told(onOffTold(config), 'command_topic'),
      },
      {
        name: 'brightness',
        heard: config.heard(brightness, 'brightness_state_topic', 'brightness_value_template'),
        told: config.told(brightness, 'brightness_command_topic', 'brightness_command_template'),
      },
      {
        name: 'color_temp_kelvin',
        heard: config.heard(warmth, 'color_temp_state_topic', 'color_temp_value_template'),
        told: config.told(warmth, 'color_temp_command_topic', 'color_temp_command_template'),
      },
      ...FORMS.map((each) => colorPart(config, each)),
      {
        name: 'effect',
        heard: config.heard(text, 'effect_state_topic', 'effect_value_template'),
        told: config.told(text, 'effect_command_topic', 'effect_command_template'),
      },
      { name: 'color_mode', heard: config.heard(text, 'color_mode_state_topic', 'color_mode_value_template') },
    ],
    {
      retain: config.retain,
      link: linkLight,
      arrange: (wanted) => arranged(wanted, config.word('on_command_type', 'last')),
    },
  );
  return { ...made, command: (wanted) => made.command(inForm(wanted, form, config)) };
}

/** "last" puts the switch after the settings, "first" before, "brightness" lets the brightness stand for it. */
function arranged(wanted: Values, kind: string): readonly string[] {
  const settings = Object.keys(wanted).filter((name) => name !== 'state');
  if (wanted.state === 'off') return ['state'];
  if (kind === 'first') return ['state', ...settings];
  if (kind === 'brightness' && wanted.brightness !== undefined) return settings;
  return [...settings, 'state'];
}

function inForm(wanted: Values, form: ColorForm | undefined, config: Config): Values {
  const made = values(wanted);
  const rgb = rgbTriple(wanted.rgb_color);
  if (rgb !== undefined && form !== undefined && form !== 'rgb') {
    delete made.rgb_color;
    made[`${form}_color`] = [...asForm(form, rgb)];
  }
  if (config.word('on_command_type', 'last') === 'brightness' && made.state === 'on') made.brightness ??= 255;
  return made;
}

/** Everything on two topics: templates write the commands, and read each value out of the state. */
function templateLight(config: Config): Behaviour {
  const topic = config.text('command_topic');
  const [on, off] = [config.text('command_on_template'), config.text('command_off_template')];
  const warmth = config.flag('color_temp_kelvin') ? number : mireds;
  const channel = (name: string): Part => ({ name, heard: config.heard(number, 'state_topic', `${name}_template`) });
  const optional = (name: string, codec: Codec, key: string): readonly Part[] =>
    config.has(key) ? [{ name, heard: config.heard(codec, 'state_topic', key) }] : [];
  const made = fromParts(
    [
      ...(config.has('state_template')
        ? [{ name: 'state', heard: config.heard(words({ on: 'on', off: 'off' }), 'state_topic', 'state_template') }]
        : []),
      ...optional('brightness', number, 'brightness_template'),
      ...optional('color_temp_kelvin', warmth, 'color_temp_template'),
      ...optional('effect', text, 'effect_template'),
      ...(config.has('red_template') ? ['red', 'green', 'blue'].map(channel) : []),
    ],
    { retain: config.retain, link: linkTemplateLight },
  );
  return {
    ...made,
    command: (wanted) => {
      const source = wanted.state === 'off' ? off : on;
      if (topic === undefined || source === undefined) return [];
      return [{ topic, payload: template(source).render(templateVariables(wanted, warmth)), retain: config.retain }];
    },
    obey: (command) => {
      if (command.topic !== topic) return undefined;
      if (off !== undefined && command.payload === template(off).render({ state: 'off' }))
        return values({ state: 'off' });
      return values({ state: 'on' });
    },
  };
}

function templateVariables(wanted: Values, warmth: Codec): { readonly [name: string]: Json } {
  const rgb = rgbTriple(wanted.rgb_color);
  const temp = wanted.color_temp_kelvin === undefined ? undefined : warmth.write(wanted.color_temp_kelvin);
  return {
    state: wanted.state ?? 'on',
    ...(wanted.brightness !== undefined && { brightness: wanted.brightness }),
    ...(rgb && { red: rgb[0], green: rgb[1], blue: rgb[2] }),
    ...(temp !== undefined && { color_temp: Number(temp) }),
  };
}

function linkTemplateLight(heard: Values, known: Values): void {
  const rgb = [heard.red, heard.green, heard.blue];
  if (rgb.every((each) => typeof each === 'number')) known.rgb_color = heard.rgb_color = rgb as number[];
  for (const name of ['red', 'green', 'blue']) delete heard[name];
  linkLight(heard, known);
}

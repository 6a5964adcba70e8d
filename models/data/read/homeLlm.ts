import { join } from 'node:path';
import type { IntentLabel, TargetDomain } from '../../../runtime/domain/intent.ts';
import { type Example, type Span, tagWords } from '../example.ts';
import { hashText, seeded } from '../random.ts';
import { type DataRecord, readRecords } from './records.ts';

/**
 * Home-LLM's piles (A. O'Connell; github.com/acon96/home-llm, MIT): requests for services of a smart home, status
 * requests and device names, `homellm_*.jsonl`. Placeholders are filled with its own device names, by seed.
 */
export function readHomeLlm(dataDir: string, seed: number): { examples: Example[]; unlabelled: string[] } {
  const names = deviceNames(dataDir);
  const examples: Example[] = [];
  const unlabelled: string[] = [];
  const templates = [
    ...readRecords(join(dataDir, 'homellm_templated_actions.jsonl')),
    ...readRecords(join(dataDir, 'homellm_status_requests.jsonl')),
  ];
  for (const record of templates) {
    if (
      record.text === null ||
      !/<device_name>/.test(record.text) ||
      /<(?!device_name|brightness|color)\w+>/.test(record.text)
    )
      continue;
    for (let i = 0; i < 3; i += 1) {
      const made = fill(record, record.text, names, seed + i);
      if (made) examples.push(made);
    }
  }
  for (const record of readRecords(join(dataDir, 'homellm_specific_actions.jsonl'))) {
    if (record.text === null) continue;
    const made = SERVICES[record.intent ?? ''];
    if (made === undefined) unlabelled.push(record.text);
    else
      examples.push({ text: record.text, intent: made[0], domain: made[1], tags: null, source: 'homellm', weight: 1 });
  }
  return { examples, unlabelled };
}

/** Friendly names, by the kind of device. */
function deviceNames(dataDir: string): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const record of readRecords(join(dataDir, 'homellm_device_names.jsonl'))) {
    const kind = String(record.fields.device_name).split('.')[0] ?? '';
    const name = String(record.fields.description ?? '');
    if (name) names.set(kind, [...(names.get(kind) ?? []), name]);
  }
  return names;
}

type Meaning = readonly [IntentLabel, TargetDomain];
const SERVICES: Readonly<Record<string, Meaning>> = {
  'blinds.close_cover': ['HassTurnOff', 'cover'],
  'blinds.open_cover': ['HassTurnOn', 'cover'],
  'garage_door.close_cover': ['HassTurnOff', 'cover'],
  'garage_door.open_cover': ['HassTurnOn', 'cover'],
  'fan.decrease_speed': ['HassFanSetSpeed', 'fan'],
  'fan.increase_speed': ['HassFanSetSpeed', 'fan'],
  'fan.turn_off': ['HassTurnOff', 'fan'],
  'fan.turn_on': ['HassTurnOn', 'fan'],
  'light.turn_off': ['HassTurnOff', 'light'],
  'light.turn_on': ['HassTurnOn', 'light'],
  'lock.lock': ['HassTurnOn', 'lock'],
  'lock.unlock': ['HassTurnOff', 'lock'],
  'switch.turn_off': ['HassTurnOff', 'switch'],
  'switch.turn_on': ['HassTurnOn', 'switch'],
  'media_player.media_next_track': ['HassMediaNext', 'media_player'],
  'media_player.media_pause': ['HassMediaPause', 'media_player'],
  'media_player.media_play': ['HassMediaUnpause', 'media_player'],
  'media_player.media_previous_track': ['HassMediaPrevious', 'media_player'],
  'media_player.turn_off': ['HassTurnOff', 'media_player'],
  'media_player.turn_on': ['HassTurnOn', 'media_player'],
  'media_player.volume_down': ['HassSetVolumeRelative', 'media_player'],
  'media_player.volume_up': ['HassSetVolumeRelative', 'media_player'],
  'media_player.volume_mute': ['HassMediaPlayerMute', 'media_player'],
  'vacuum.start': ['HassVacuumStart', 'vacuum'],
  'vacuum.return_to_base': ['HassVacuumReturnToBase', 'vacuum'],
};
const KIND_DOMAIN: Readonly<Record<string, TargetDomain>> = {
  light: 'light',
  switch: 'switch',
  fan: 'fan',
  lock: 'lock',
  blinds: 'cover',
  garage_door: 'cover',
  media_player: 'media_player',
  vacuum: 'vacuum',
  climate: 'climate',
  todo: 'todo',
};
const COLORS = ['red', 'blue', 'green', 'purple', 'orange', 'pink', 'warm white', 'yellow'];

function fill(record: DataRecord, template: string, names: Map<string, string[]>, seed: number): Example | null {
  const kind = String(record.fields.device_type);
  const service = record.fields.service;
  const domain = KIND_DOMAIN[kind];
  const meaning: Meaning | undefined =
    typeof service === 'string' ? SERVICES[`${kind}.${service}`] : domain && ['HassGetState', domain];
  const known = names.get(kind);
  if (meaning === undefined || known === undefined || domain === 'climate' || domain === 'todo') return null;
  const random = seeded(hashText(`${seed} ${record.id}`));
  const values: Record<string, string> = {
    device_name: random.pick(known).toLowerCase(),
    brightness: `${5 * (1 + random.below(20))}%`,
    color: random.pick(COLORS),
  };
  const lights = /<brightness>|<color>/.test(template);
  const spans: Span[] = [];
  let text = '';
  for (const piece of template.split(/(<\w+>)/)) {
    const name = /^<(\w+)>$/.exec(piece)?.[1];
    if (name === undefined) text += piece;
    else {
      const value = values[name] ?? '';
      spans.push({
        tag: name === 'device_name' ? 'target' : name === 'color' ? 'color' : 'value',
        start: text.length,
        end: text.length + value.length,
      });
      text += value;
    }
  }
  // Names that begin with a room and directions ("turn down …") are tagged otherwise in generated speech: intent only.
  const tags =
    /turn_|cover|lock/.test(String(service)) && !lights && SIMPLE.test(values.device_name ?? '')
      ? tagWords(text, spans)
      : null;
  return { text, intent: lights ? 'HassLightSet' : meaning[0], domain: meaning[1], tags, source: 'homellm', weight: 1 };
}

const SIMPLE =
  /^(?!.*(room|kitchen|garage|porch|hall|office|patio|floor|yard|balcony|basement|attic|stairs|upstairs|downstairs|back|front|garden|bath|nursery|loft|cellar|deck|terrace|library|study|den|gym)\b).+$/;

import { join } from 'node:path';
import type { Example } from '../example.ts';
import { byWords, HANDOFF, type Label, label, UNKNOWN, type WordRule } from './label.ts';
import { type DataRecord, readRecords } from './records.ts';
import { tagHome } from './tagHome.ts';

/**
 * HWU64: crowd-sourced requests to a home robot, 64 intents (X. Liu, A. Eshghi, P. Swietojanski, V. Rieser, IWSDS 2019;
 * github.com/xliuhw/NLU-Evaluation-Data, CC BY 4.0). `hwu64.jsonl` is fold 1 of its cross-validation in the common
 * record format; only `kf1-train` is read. Labels of smart-home requests are believed less than obvious words.
 */
export function readHwu64(dataDir: string): Example[] {
  const examples: Example[] = [];
  for (const record of readRecords(join(dataDir, 'hwu64.jsonl'))) {
    if (record.split === 'kf1-train' && record.text !== null) examples.push(toExample(record, record.text, 'hwu64'));
  }
  return examples;
}

/** The label of every HWU64 training utterance, by its id. */
export function hwu64ById(dataDir: string): Map<string, DataRecord> {
  const records = readRecords(join(dataDir, 'hwu64.jsonl'));
  return new Map(records.filter((r) => r.split === 'kf1-train').map((r) => [r.id, r]));
}

export function toExample(record: DataRecord, text: string, source: string): Example {
  const { intent, domain, weight } = labelOf(record.intent ?? '', text, record);
  const isHome = /^iot_/.test(record.intent ?? '');
  const tags = isHome && intent !== null ? tagHome(text, record.slots) : null;
  return { text, intent, domain, tags, source, weight: weight ?? 1 };
}

const OTHER_AGENTS = /^(calendar|email|news|qa|recommendation|social|transport|takeaway|cooking)_/;

function labelOf(intent: string, text: string, record: DataRecord): Label {
  if (OTHER_AGENTS.test(intent)) return HANDOFF;
  if (intent.startsWith('iot_'))
    return byWords(text, [...OFF_OR_ON, ...(IOT_WORDS[intent] ?? [])], IOT[intent] ?? UNKNOWN);
  if (intent === 'datetime_query') return timeOrDate(text, record);
  const rules = RULES[intent];
  return rules ? byWords(text, rules.words, rules.otherwise) : UNKNOWN;
}

const light = (intent: 'HassTurnOn' | 'HassTurnOff' | 'HassLightSet'): Label => label(intent, 'light', 2);
const IOT: Readonly<Record<string, Label>> = {
  iot_hue_lighton: light('HassTurnOn'),
  iot_hue_lightoff: light('HassTurnOff'),
  iot_hue_lightdim: light('HassLightSet'),
  iot_hue_lightup: light('HassLightSet'),
  iot_hue_lightchange: light('HassLightSet'),
  iot_wemo_on: label('HassTurnOn', 'switch', 3),
  iot_wemo_off: label('HassTurnOff', 'switch', 3),
  iot_cleaning: label('HassVacuumStart', 'vacuum', 2),
  iot_coffee: label('HassTurnOn', 'switch', 2),
};

/** "if switch is on then turn on else turn off" and the like say both. */
/** So do requests for later: their intent is the timer's. */
const OFF_OR_ON: readonly WordRule[] = [
  [/\bin (an?|one|two|five|ten|fifteen|twenty|thirty|\d+)( more)? (minutes?|hours?|mins?)\b/, UNKNOWN],
  [/\bon\b.*\boff\b|\boff\b.*\bon\b/, UNKNOWN],
];
const IOT_WORDS: Readonly<Record<string, readonly WordRule[]>> = {
  iot_hue_lighton: [[/\b(out|off)\b/, UNKNOWN]],
  iot_hue_lightup: [
    [/\b(turn|switch|put)( the| my| all| on)* .*\bon\b|\b(turn|switch) on\b/, light('HassTurnOn')],
    [/\bturn (out|off)\b|\boff\b/, light('HassTurnOff')],
    [/\b(connect|retrieve|colou?rs?)\b/, UNKNOWN],
    [/^(i want|give me|put) .*light\b/, UNKNOWN],
  ],
  iot_hue_lightdim: [[/\b(off)\b/, UNKNOWN]],
  iot_hue_lightchange: [
    [/\b(show|what|available)\b.*\b(available|colou?rs)\b/, UNKNOWN],
    [/\b(turn|switch) off\b|\blights? off\b/, UNKNOWN],
  ],
  iot_cleaning: [
    [/\b(stop|off|how do i)\b|^(does|is|what|how|why|explain|when)\b/, UNKNOWN],
    [
      /\b(bathroom|kitchen|living room|bedroom|hall|lounge|room|stairs|garage)\b/,
      label('HassVacuumCleanArea', 'vacuum', 2),
    ],
  ],
  iot_coffee: [[/\b(recipe|how|off|stop)\b/, UNKNOWN]],
  iot_wemo_on: [[/\b(clap|clapping|off)\b/, UNKNOWN]],
};

function timeOrDate(text: string, record: DataRecord): Label {
  if (record.slots.some((slot) => slot.type === 'place_name' || slot.type === 'time_zone')) return HANDOFF;
  return byWords(
    text,
    [
      [/\b(in|zone|gmt|utc|est|pst|convert)\b/, UNKNOWN],
      [
        /^(what('s| is)?|tell me|give me|do you know|can you tell me|could you|please|hey|olly)\b.*\btime\b(?!.*\b(event|meeting|sun)\b)/,
        label('HassGetCurrentTime', 'none'),
      ],
      [
        /\b(today|todays|today's)\b|what day is it|current date|what('s| is) the date/,
        label('HassGetCurrentDate', 'none'),
      ],
    ],
    UNKNOWN,
  );
}

const play = label('HassMediaSearchAndPlay', 'media_player');
const TRANSPORT: readonly WordRule[] = [
  [/\b(pause|stop)\b/, label('HassMediaPause', 'media_player')],
  [/\b(next|skip|forward)\b/, label('HassMediaNext', 'media_player')],
  [/\b(previous|go back|rewind|last chapter)\b/, label('HassMediaPrevious', 'media_player')],
  [/\b(resume|continue|unpause|left off|carry on)\b/, label('HassMediaUnpause', 'media_player')],
  [
    /\b(volume|speed|faster|slower|what|when|how|who|which|bookmark|save|download|subscribe|delete|search|find|add|rate)\b/,
    UNKNOWN,
  ],
];
const shoppingAdd = label('HassShoppingListAddItem', 'todo');
const RULES: Readonly<Record<string, { words: readonly WordRule[]; otherwise: Label }>> = {
  alarm_query: { words: [], otherwise: label('HearthGetAlarms', 'none') },
  alarm_remove: {
    words: [
      [/\bsnooze\b/, label('HearthSnooze', 'none')],
      [/\band set\b|\bchange\b/, UNKNOWN],
    ],
    otherwise: label('HearthCancelAlarm', 'none'),
  },
  alarm_set: {
    words: [
      [/\bsnooze\b/, label('HearthSnooze', 'none')],
      [/\btimer\b|\bremind|\bin (\w+|\w+ \w+) (minutes|hours?)\b/, UNKNOWN],
    ],
    otherwise: label('HearthSetAlarm', 'none'),
  },
  audio_volume_down: {
    words: [
      [
        /\b(to|at) (\w+ )?(\d+|ten|twenty|thirty|forty|fifty|sixty|percent|half|max|one|two|three|four|five|six|seven|eight)\b/,
        label('HassSetVolume', 'media_player'),
      ],
      [/\b(mute|silence|off)\b/, UNKNOWN],
    ],
    otherwise: label('HassSetVolumeRelative', 'media_player'),
  },
  audio_volume_up: {
    words: [
      [
        /\b(to|at) (\w+ )?(\d+|ten|twenty|thirty|forty|fifty|sixty|percent|half|max|maximum|full|one|two|three|four|five|six|seven|eight)\b/,
        label('HassSetVolume', 'media_player'),
      ],
      [/\b(unmute)\b/, label('HassMediaPlayerUnmute', 'media_player')],
      [/\b(down|song|play)\b/, UNKNOWN],
    ],
    otherwise: label('HassSetVolumeRelative', 'media_player'),
  },
  audio_volume_mute: {
    words: [
      [/\bunmute\b/, label('HassMediaPlayerUnmute', 'media_player')],
      [/\b(mute|muted|silent|silence|sound off|volume off|quiet)\b/, label('HassMediaPlayerMute', 'media_player')],
    ],
    otherwise: UNKNOWN,
  },
  weather_query: { words: [], otherwise: label('HassGetWeather', 'weather') },
  datetime_convert: { words: [], otherwise: HANDOFF },
  lists_query: {
    words: [[/\b(playlist|purchase|contacts?|emails?)\b/, UNKNOWN]],
    otherwise: label('HassGetState', 'todo', 0.7),
  },
  lists_createoradd: {
    words: [
      [/\b(create|make|start|new|open|build|begin) .*list/, { ...HANDOFF, weight: 0.5 }],
      [/\b(add|put|include)\b.*\b(shopping|grocery|groceries)\b/, shoppingAdd],
      [/\b(add|put|include|place)\b.*\blist\b/, label('HassListAddItem', 'todo')],
    ],
    otherwise: UNKNOWN,
  },
  lists_remove: {
    words: [
      [
        /\b(delete|remove|erase|clear|cancel|destroy|get rid of) (my|the|that|this|a|all|every) ?(\w+ ){0,3}lists?$/,
        UNKNOWN,
      ],
      [
        /\b(remove|delete|take|cross|check|scratch)\b.*\b(shopping|grocery|groceries)\b/,
        label('HassShoppingListCompleteItem', 'todo'),
      ],
      [/\b(remove|delete|take)\b.*\b(from|off)\b.*\blist\b/, label('HassListRemoveItem', 'todo')],
    ],
    otherwise: UNKNOWN,
  },
  play_music: { words: [[/\b(shuffle|repeat|what|like|save|volume)\b/, UNKNOWN], ...TRANSPORT], otherwise: play },
  play_audiobook: { words: TRANSPORT, otherwise: play },
  play_podcasts: { words: TRANSPORT, otherwise: play },
  play_radio: { words: [[/\b(off|volume|what|who|record)\b/, UNKNOWN]], otherwise: play },
  play_game: { words: [[/\b(what|how|score|buy|off)\b/, UNKNOWN]], otherwise: play },
  music_settings: {
    words: [
      [/\b(next|skip)\b/, label('HassMediaNext', 'media_player')],
      [/\b(previous|last song)\b/, label('HassMediaPrevious', 'media_player')],
    ],
    otherwise: UNKNOWN,
  },
  music_likeness: {
    words: [
      [
        /^(please )?(remember |note |save )?(that )?(i|my|we) (really |also |do )?(like|love|enjoy|prefer|hate|favou?rite|dislike)\b/,
        label('HearthSetPreference', 'none'),
      ],
    ],
    otherwise: UNKNOWN,
  },
  general_repeat: { words: [[/\breset\b/, UNKNOWN]], otherwise: label('HearthRepeat', 'none', 0.5) },
  general_commandstop: {
    words: [[/\b(shut down|talk to you later)\b/, UNKNOWN]],
    otherwise: label('HassNevermind', 'none', 0.5),
  },
  general_praise: { words: [], otherwise: label('HassRespond', 'none', 0.4) },
  general_negate: { words: [], otherwise: label('HearthDeny', 'none', 0.3) },
  general_joke: { words: [], otherwise: HANDOFF },
};

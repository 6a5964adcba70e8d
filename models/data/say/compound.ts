import type { Topic } from '../rule.ts';

const CLAUSES = [
  'turn on <any.x>',
  'turn off <any.x>',
  'turn on <light.X>',
  'turn off <light.X>',
  'turn <any.x> on',
  'turn <any.x> off',
  'switch (on|off) <any.placed>',
  'open <cover.x>',
  'close <cover.x>',
  'open <door.bare>',
  'close <door.bare>',
  'lock <lock.bare>',
  'unlock <lock.bare>',
  '{down dim} <light.x> [to {value <percent>}]',
  'set <light.x> to {value <percent>}',
  'set <light.x> to {color <color>}',
  'make <light.x> {color <plainColor>}',
  'set [the] (temperature|{target thermostat}) to {value <celsius> degrees}',
  'play {search_query (<song>|<artist>|<genre>)}',
  'play [some] {media_class music}',
  'pause the {media_class (music|movie|show)}',
  'pause <media.x>',
  'turn {up up} the volume',
  'turn {down down} the {media_class music}',
  'start <vacuum.bare>',
  'start the {target coffee}',
  'set a timer for {duration <duration>}',
  'activate {target <scene.named>}',
  'turn {down down} the {target (heat|thermostat)}',
  'set <cover.x> to {value <percent>}',
  'close {all all} the {target <cover.many>}',
  'add {item <grocery>} to the shopping list',
  'what time is it',
  "what's the weather [like]",
];

/** Two or three commands in one breath. The whole has no intent; `split` marks the conjunction. */
export const compound: Topic = {
  name: 'compound',
  rules: [
    {
      intent: null,
      domain: null,
      share: 1500,
      say: [
        '<clause> {split and} <clause>',
        '<clause> {split and} <clause>',
        '<clause> {split and then} <clause>',
        '<clause> {split then} <clause>',
        '<clause>, {split then} <clause>',
        '<clause> {split and also} <clause>',
        '<clause>, {split and} <clause>',
        '<clause> {split and} <clause> {split and} <clause>',
        '<clause> {split but} <clause>',
        '<clause> {split after that} <clause>',
        '<clause> {split as well as} <clause>',
        'turn {state on} <light.placed> {split and} {state off} <light.placed>',
        'turn {state off} <any.x> {split and} {state on} <any.x>',
        'first <clause> {split then} <clause>',
        '<clause> {split and} turn {ref (it|them|that)} off',
        '<clause> {split and} close {ref it}',
        'turn on <light.x> {split and} set {ref (it|them)} to {value <percent>}',
        'turn on <light.x> {split and} make {ref (it|them)} {color <color>}',
        'open <door.x> {split and} turn on <light.x>',
        'lock <lock.x> {split and} turn off {all all} the {target lights}',
      ].map((text) =>
        text
          .replace('turn {state on} ', 'turn on ')
          .replace('turn {state off} ', 'turn off ')
          .replaceAll('{state on} ', 'turn on ')
          .replaceAll('{state off} ', 'turn off '),
      ),
    },
    {
      intent: 'HassTurnOff',
      share: 260,
      say: [
        'turn off {all all} [the] {target <light.many>}@light <except>',
        'turn {all all} [the] {target <light.many>}@light off <except>',
        'turn off {all everything} <except>',
        'turn {all everything} off <except>',
        'switch off {all all} [the] {target <light.many>}@light <where> <except>',
        'close {all all} [the] {target <cover.many>}@cover <except>',
        '{all all} {target lights}@light off <except>',
        'turn off {all every} {target light}@light <except>',
        'shut {all everything} down <except>',
        'turn off the {target <light.many>}@light <except>',
      ],
    },
    {
      intent: 'HassTurnOn',
      share: 160,
      say: [
        'turn on {all all} [the] {target <light.many>}@light <except>',
        'turn {all all} [the] {target <light.many>}@light on <except>',
        'switch on {all everything} <except>',
        'open {all all} [the] {target <cover.many>}@cover <except>',
        'lock {all all} [the] {target doors}@lock <except>',
        'turn on {all every} {target light}@light <except>',
      ],
    },
    {
      intent: 'HassLightSet',
      domain: 'light',
      share: 80,
      say: [
        '{down dim} {all all} [the] {target <light.many>} <except>',
        'set {all all} [the] {target <light.many>} to {color <color>} <except>',
        'set {all all} {target lights} to {value <percent>} <except>',
      ],
    },
  ],
};

/** The words that only this topic needs. */
export const compoundWords = {
  clause: CLAUSES,
  except: [
    '(except|except for|but|besides|apart from|other than|but not|excluding) [the] {except (<room>|<room> lights|<any.one>|<light.one>|tv|<room> <light.one>)}',
    '(except|but not|except for) [the] {except <room>} and [the] {except <room>}',
    'except in the {except <room>}',
    'except {except (<light.named>|upstairs|downstairs)}',
  ],
};

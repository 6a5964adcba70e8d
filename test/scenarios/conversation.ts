import { acts, answers, asks, nothing, type Scenario, say } from './scenario.ts';

const recency: Scenario[] = [
  {
    name: 'turn it off after the fan',
    why: '"it" is the fan just talked about',
    signal: 'recency',
    home: { states: { 'light.bedroom': 'on' } },
    steps: [
      say('turn on the bedroom fan', acts('HassTurnOn', ['fan.bedroom']), { from: 'bedroom' }),
      say('turn it off', acts('HassTurnOff', ['fan.bedroom']), { from: 'bedroom' }),
    ],
    end: { 'fan.bedroom': 'off', 'light.bedroom': 'on' },
  },
  {
    name: 'turn it off after the light',
    why: '"it" is the light just talked about',
    signal: 'recency',
    home: { states: { 'fan.bedroom': 'on' } },
    steps: [
      say('turn on the bedroom light', acts('HassTurnOn', ['light.bedroom']), { from: 'bedroom' }),
      say('turn it off', acts('HassTurnOff', ['light.bedroom']), { from: 'bedroom' }),
    ],
    end: { 'fan.bedroom': 'on', 'light.bedroom': 'off' },
  },
  {
    name: 'turn it off after a question about the oven',
    why: '"it" is what was asked about',
    signal: 'recency',
    home: { states: { 'switch.oven': 'on' } },
    steps: [
      say('is the oven on', answers(/yes|is on/i), { from: 'kitchen' }),
      say('turn it off', acts('HassTurnOff', ['switch.oven']), { from: 'kitchen' }),
    ],
    end: { 'switch.oven': 'off' },
  },
  {
    name: 'set it to half after the blinds',
    why: 'half of a blind is its position',
    signal: 'recency',
    steps: [
      say('close the living room blinds', acts('HassTurnOff', ['cover.blinds']), { from: 'living' }),
      say('set it to 50 percent', acts('HassSetPosition', ['cover.blinds'], { slots: { position: 50 } }), {
        from: 'living',
      }),
    ],
    end: { 'cover.blinds': { current_position: 50 } },
  },
  {
    name: 'close it half way after a light',
    why: 'nobody closes a lamp: what can be closed in this room is meant, though the lamp was talked about last',
    signal: 'words',
    steps: [
      say('turn on the living room light', acts('HassTurnOn', ['light.living_room']), { from: 'living' }),
      say('close it half way', acts('HassSetPosition', ['cover.blinds'], { slots: { position: 50 } }), {
        from: 'living',
      }),
    ],
    end: { 'light.living_room': 'on', 'cover.blinds': { current_position: 50 } },
  },
  {
    name: 'degrees after a light',
    why: 'a lamp has no degrees, and of two thermostats one is asked for',
    signal: 'words',
    steps: [
      say('turn on the living room light', acts('HassTurnOn', ['light.living_room']), { from: 'living' }),
      say(
        'set it to 19 degrees',
        { outcome: 'ask', targets: ['climate.bedroom', 'climate.thermostat'] },
        { from: 'living' },
      ),
    ],
    end: { 'light.living_room': 'on' },
  },
  {
    name: 'what it can do',
    why: 'a newcomer hears what is in this home and how to teach it, not a name',
    signal: 'words',
    steps: [say('what can you do', { outcome: 'answer', commands: 'none', say: /lights.*locks.*when I say/i })],
  },
  {
    name: 'set it to half after the light',
    why: 'half of a light is its brightness',
    signal: 'recency',
    steps: [
      say('turn on the living room light', acts('HassTurnOn', ['light.living_room']), { from: 'living' }),
      say('set it to 50 percent', acts('HassLightSet', ['light.living_room'], { slots: { brightness: 50 } }), {
        from: 'living',
      }),
    ],
    end: { 'light.living_room': { brightness: 128 } },
  },
  {
    name: 'make it blue after the desk lamp',
    why: '"it" is the lamp, wherever one stands',
    signal: 'recency',
    steps: [
      say('turn on the desk lamp', acts('HassTurnOn', ['light.desk'])),
      say('make it blue', acts('HassLightSet', ['light.desk'], { slots: { color: 'blue' } })),
    ],
  },
  {
    name: 'brighter after a dimmed light',
    why: 'the light just talked about, from where it is',
    signal: 'recency',
    steps: [
      say('set the living room light to 30 percent', acts('HassLightSet', ['light.living_room']), { from: 'living' }),
      say('make it brighter', acts('HassLightSet', ['light.living_room']), { from: 'living' }),
    ],
  },
];

const follow: Scenario[] = [
  {
    name: 'and the hall too, after lights on',
    why: 'the same deed for another room',
    signal: 'conversation',
    steps: [
      say('turn on the kitchen light', acts('HassTurnOn', ['light.kitchen']), { from: 'kitchen' }),
      say('and the hall too', acts('HassTurnOn', ['light.hallway']), { from: 'kitchen' }),
    ],
    end: { 'light.hallway': 'on' },
  },
  {
    name: 'and the hall too, after lights off',
    why: 'the same deed for another room: here it is off',
    signal: 'conversation',
    home: { states: { 'light.kitchen': 'on', 'light.hallway': 'on' } },
    steps: [
      say('turn off the kitchen light', acts('HassTurnOff', ['light.kitchen']), { from: 'kitchen' }),
      say('and the hall too', acts('HassTurnOff', ['light.hallway']), { from: 'kitchen' }),
    ],
    end: { 'light.hallway': 'off' },
  },
  {
    name: 'and the hall too, after nothing',
    why: 'nothing to carry on',
    signal: 'conversation',
    steps: [say('and the hall too', nothing(), { from: 'kitchen' })],
    end: { 'light.hallway': 'off' },
  },
  {
    name: 'and the bathroom, after a dimmed bedroom',
    why: 'the same value for another room',
    signal: 'conversation',
    steps: [
      say('set the bedroom light to 20 percent', acts('HassLightSet', ['light.bedroom']), { from: 'bedroom' }),
      say('and the bathroom', acts('HassLightSet', ['light.bathroom'], { slots: { brightness: 20 } }), {
        from: 'bedroom',
      }),
    ],
    end: { 'light.bathroom': { brightness: 51 } },
  },
  {
    name: 'what about outside, after the bedroom temperature',
    why: 'the same question about another place',
    signal: 'conversation',
    steps: [
      say('what is the temperature in the bedroom', answers(/17[.,]5/)),
      say('what about outside', answers(/\b6\b/)),
    ],
  },
  {
    name: 'the bedroom one, after being asked which',
    why: 'it answers the question',
    signal: 'conversation',
    steps: [
      say('turn on the reading lamp', asks(), { from: 'kitchen' }),
      say('the bedroom one', acts('HassTurnOn', ['light.bedroom_reading']), { from: 'kitchen' }),
    ],
    end: { 'light.bedroom_reading': 'on', 'light.living_room_reading': 'off' },
  },
  {
    name: 'the living room one, after being asked which',
    why: 'it answers the question',
    signal: 'conversation',
    steps: [
      say('turn on the reading lamp', asks(), { from: 'kitchen' }),
      say('the one in the living room', acts('HassTurnOn', ['light.living_room_reading']), { from: 'kitchen' }),
    ],
    end: { 'light.bedroom_reading': 'off', 'light.living_room_reading': 'on' },
  },
  {
    name: 'the bedroom one, after nothing',
    why: 'nothing was asked',
    signal: 'conversation',
    steps: [say('the bedroom one', nothing(), { from: 'kitchen' })],
  },
];

const repair: Scenario[] = [
  {
    name: 'no, the bedroom one',
    why: 'the wrong lamp goes off again, the right one on',
    signal: 'conversation',
    steps: [
      say('turn on the reading lamp', acts('HassTurnOn', ['light.living_room_reading']), { from: 'living' }),
      say('no, the bedroom one', { outcome: 'act', commands: 'some' }, { from: 'living' }),
    ],
    end: { 'light.bedroom': 'off', 'light.bedroom_reading': 'on', 'light.living_room_reading': 'off' },
  },
  {
    name: 'no, I meant the fan',
    why: 'the light comes on again and the fan goes off',
    signal: 'conversation',
    home: { states: { 'light.bedroom': 'on', 'fan.bedroom': 'on' } },
    steps: [
      say('turn off the bedroom light', acts('HassTurnOff', ['light.bedroom']), { from: 'bedroom' }),
      say('no, I meant the bedroom fan', { outcome: 'act', commands: 'some' }, { from: 'bedroom' }),
    ],
    end: { 'light.bedroom': 'on', 'fan.bedroom': 'off' },
  },
  {
    name: 'undo after lights off',
    why: 'they are as they were',
    signal: 'conversation',
    home: { states: { 'light.bedroom': 'on' } },
    steps: [
      say('turn off the bedroom light', acts('HassTurnOff', ['light.bedroom']), { from: 'bedroom' }),
      say('undo that', acts('HearthUndo', ['light.bedroom']), { from: 'bedroom' }),
    ],
    end: { 'light.bedroom': 'on' },
  },
  {
    name: 'undo after blinds closed',
    why: 'they are as they were',
    signal: 'conversation',
    steps: [
      say('close the living room blinds', acts('HassTurnOff', ['cover.blinds']), { from: 'living' }),
      say('undo that', acts('HearthUndo', ['cover.blinds']), { from: 'living' }),
    ],
    end: { 'cover.blinds': 'open' },
  },
  {
    name: 'undo after a timer, with a light turned on before it',
    why: 'the timer is meant, and of that nobody knows the way back; the light is left alone',
    signal: 'conversation',
    steps: [
      say('turn on the bedroom light', acts('HassTurnOn', ['light.bedroom']), { from: 'bedroom' }),
      say('set a timer for five minutes', { outcome: 'act', intent: 'HassStartTimer' }, { from: 'bedroom' }),
      say('undo that', { outcome: 'answer', commands: 'none', say: /cannot be undone/ }, { from: 'bedroom' }),
    ],
    end: { 'light.bedroom': 'on' },
  },
  {
    name: 'a request with "everything" while another question stands',
    why: 'it has a verb of its own: it is no answer',
    signal: 'conversation',
    home: { states: { 'lock.front_door': 'unlocked' } },
    steps: [
      say('turn on the reading lamp', { outcome: 'ask' }, { from: 'kitchen' }),
      say(
        'make sure everything is locked',
        {
          outcome: 'act',
          intent: 'HassTurnOn',
          targets: { oneOf: [['lock.front_door'], ['lock.back_door', 'lock.front_door']] },
        },
        { from: 'kitchen' },
      ),
    ],
    end: { 'light.living_room_reading': 'off', 'light.bedroom_reading': 'off', 'lock.front_door': 'locked' },
  },
  {
    name: 'all of them, to a question which one',
    why: 'all that was offered is taken',
    signal: 'conversation',
    steps: [
      say('turn on the reading lamp', { outcome: 'ask' }, { from: 'kitchen' }),
      say('both of them please', { outcome: 'act', intent: 'HassTurnOn' }, { from: 'kitchen' }),
    ],
    end: { 'light.living_room_reading': 'on', 'light.bedroom_reading': 'on' },
  },
  {
    name: 'undo with nothing done',
    why: 'there is nothing to undo',
    signal: 'conversation',
    steps: [say('undo that', nothing())],
  },
  {
    name: 'correction in one breath',
    why: 'the second thing was meant, not the first',
    signal: 'words',
    home: { states: { 'light.kitchen': 'on', 'light.hallway': 'on' } },
    steps: [say('turn off the kitchen light, no wait, the hallway light', { outcome: ['act', 'ask'] })],
    end: { 'light.kitchen': 'on' },
  },
];

const talk: Scenario[] = [
  {
    name: 'why, after the oven answered',
    why: 'the oven was the reason',
    signal: 'conversation',
    home: { states: { 'switch.oven': 'on', 'sensor.oven_temperature': { state: '180', attributes: {} } } },
    steps: [
      say('what is the temperature', answers(/180/), { from: 'kitchen' }),
      say('why did you say that', answers(/oven/i, { intent: 'HearthExplain' }), { from: 'kitchen' }),
    ],
  },
  {
    name: 'why, after a lamp was chosen by room',
    why: 'the room was the reason',
    signal: 'conversation',
    steps: [
      say('turn on the reading lamp', acts('HassTurnOn', ['light.bedroom_reading']), { from: 'bedroom' }),
      say('why did you do that', answers(/bedroom/i, { intent: 'HearthExplain' }), { from: 'bedroom' }),
    ],
  },
  {
    name: 'why, after nothing',
    why: 'there is nothing to explain, and nothing to do',
    signal: 'conversation',
    steps: [say('why did you do that', nothing())],
  },
  {
    name: 'say that again',
    why: 'the same answer once more',
    signal: 'conversation',
    steps: [
      say('what is the temperature in the bedroom', answers(/17[.,]5/)),
      say('say that again', { outcome: ['answer', 'act'], commands: 'none', say: /17[.,]5/ }),
    ],
  },
  {
    name: 'never mind, after a question',
    why: 'the question is off the table, so a later yes is to nothing',
    signal: 'conversation',
    steps: [
      say('unlock the front door', asks(['lock.front_door'])),
      say('never mind', nothing()),
      say('yes', nothing()),
    ],
    end: { 'lock.front_door': 'locked' },
  },
  {
    name: 'thank you',
    why: 'courtesy asks for nothing',
    signal: 'conversation',
    steps: [say('turn on the hallway light', acts('HassTurnOn', ['light.hallway'])), say('thank you', nothing())],
    end: { 'light.hallway': 'on' },
  },
  {
    name: 'yes to nothing',
    why: 'nothing was asked',
    signal: 'conversation',
    steps: [say('yes', nothing())],
  },
];

const compound: Scenario[] = [
  {
    name: 'light on and blinds closed',
    why: 'two requests',
    signal: 'words',
    steps: [say('turn on the kitchen light and close the living room blinds', { outcome: 'act', commands: 'some' })],
    end: { 'light.kitchen': 'on', 'cover.blinds': 'closed' },
  },
  {
    name: 'two lights in one list',
    why: 'one request for two things',
    signal: 'words',
    home: { states: { 'light.kitchen': 'on', 'light.hallway': 'on', 'light.desk': 'on' } },
    steps: [
      say('turn off the kitchen light and the hallway light', acts('HassTurnOff', ['light.hallway', 'light.kitchen'])),
    ],
    end: { 'light.kitchen': 'off', 'light.hallway': 'off', 'light.desk': 'on' },
  },
  {
    name: 'lamp on and set',
    why: '"it" is the lamp of the same sentence',
    signal: 'words',
    steps: [say('turn on the desk lamp and set it to 20 percent', { outcome: 'act', commands: 'some' })],
    end: { 'light.desk': { brightness: 51 } },
  },
  {
    name: 'fan off and light on',
    why: 'two opposite deeds',
    signal: 'words',
    home: { states: { 'fan.bedroom': 'on' } },
    steps: [
      say(
        'turn off the bedroom fan and turn on the bedroom light',
        { outcome: 'act', commands: 'some' },
        { from: 'bedroom' },
      ),
    ],
    end: { 'fan.bedroom': 'off', 'light.bedroom': 'on' },
  },
];

export const conversation = [...recency, ...follow, ...repair, ...talk, ...compound];

import type { Part } from './episode.ts';
import { SAYINGS } from './sayings.ts';

/** How one kind of wish is put into words. "$t" is the thing with its article and mark, "$r" the room, "$n" a number. */
export interface Wordings {
  /** As everybody says it. */
  readonly plain: readonly string[];
  /** As people do say it, everywhere. */
  readonly common: readonly string[];
  /** Turns of speech that only one part's people use. */
  readonly own: { readonly [part in Part]: readonly string[] };
  /** Words that mean this in one family alone. */
  readonly pet: { readonly [part in Part]: readonly string[] };
}

const NONE = { train: [], judge: [] };

export const WORDINGS = {
  on: {
    plain: ['turn on $t', 'turn $t on', 'switch on $t', 'switch $t on'],
    common: SAYINGS.on,
    own: {
      train: ['fire up $t', 'get $t going', 'pop $t on', 'power up $t', 'flick $t on', 'crank up $t'],
      judge: ['stick $t on', 'bring $t on', 'can i have $t on', 'let us have $t on', 'get $t on', 'wake up $t'],
    },
    pet: NONE,
  },
  off: {
    plain: ['turn off $t', 'turn $t off', 'switch off $t', 'switch $t off'],
    common: SAYINGS.off,
    own: {
      train: ['kill $t', 'knock $t off', 'pop $t off', 'power down $t', 'flick $t off', 'put $t to bed'],
      judge: ['cut $t', 'get $t off', 'douse $t', 'we are done with $t', 'send $t to sleep', 'drop $t'],
    },
    pet: NONE,
  },
  roomOn: {
    plain: ['turn on the [target:lights]', 'turn the [target:lights] on', 'turn on the [area:$r] [target:lights]'],
    common: SAYINGS.roomOn,
    own: {
      train: ['give me some [target:light]', 'get the [target:lights]'],
      judge: ['bit of [target:light] please', 'hit the [target:lights]'],
    },
    pet: {
      train: ['let there be light', 'rise and shine', 'banish the dark'],
      judge: ['bright and breezy', 'chase the shadows', 'bring me the day'],
    },
  },
  roomOff: {
    plain: ['turn off the [target:lights]', 'turn the [target:lights] off', 'turn off the [area:$r] [target:lights]'],
    common: SAYINGS.roomOff,
    own: {
      train: ['kill the [target:lights]', 'douse the [target:lights]'],
      judge: ['cut the [target:lights]', 'get rid of the [target:lights]'],
    },
    pet: {
      train: ['dark side of the moon', 'night night room', 'curtain call'],
      judge: ['goodbye sunshine', 'bat cave', 'time for owls'],
    },
  },
  houseOff: {
    plain: [
      'turn off [all:all] the [target:lights]',
      'turn [all:all] the [target:lights] off',
      'switch off [all:every] [target:light]',
    ],
    common: SAYINGS.houseOff,
    own: {
      train: ['kill [all:every] [target:light]', 'turn [all:all] the [target:lamps] and [target:lights] off'],
      judge: ['cut [all:all] the [target:lights]', '[target:lights] off [all:everywhere]'],
    },
    pet: {
      train: ['close up shop', 'off to the land of nod', 'we are out of here'],
      judge: ['pack it in', 'up the wooden hill', 'lock stock and barrel'],
    },
  },
  dim: {
    plain: [
      'set $t to [value:$n percent]',
      'dim $t to [value:$n percent]',
      'set the brightness of $t to [value:$n percent]',
    ],
    common: SAYINGS.dim,
    own: { train: ['bring $t down to [value:$n percent]'], judge: ['take $t to [value:$n percent]'] },
    pet: {
      train: ['make it snug', 'date night', 'candle mode', 'cuddle time', 'grotto please'],
      judge: ['make it cosy', 'mood please', 'fireside feeling', 'hygge hour', 'lounge lizard'],
    },
  },
  open: {
    plain: ['open $t', 'raise $t'],
    common: SAYINGS.open,
    own: { train: ['roll up $t', 'get $t open'], judge: ['let $t up', 'draw back $t'] },
    pet: { train: ['let the sun in', 'good morning world'], judge: ['show me the sky', 'hello sunshine'] },
  },
  close: {
    plain: ['close $t', 'shut $t', 'lower $t'],
    common: SAYINGS.close,
    own: { train: ['roll down $t', 'drop $t down'], judge: ['draw $t', 'bring $t down'] },
    pet: { train: ['batten the hatches', 'hide me from the street'], judge: ['nobody is home', 'cocoon please'] },
  },
  warm: {
    plain: [
      'set the [target:$d] to [value:$n degrees]',
      'set the temperature to [value:$n degrees]',
      'heat to [value:$n degrees]',
    ],
    common: SAYINGS.warm,
    own: { train: ['get us to [value:$n degrees]'], judge: ['bring it to [value:$n degrees]'] },
    pet: { train: ['warm my bones', 'arctic in here'], judge: ['thaw me out', 'penguins in here'] },
  },
  appliance: {
    plain: ['turn on $t', 'switch on $t', 'start $t'],
    common: SAYINGS.appliance,
    own: { train: ['fire up $t', 'run $t'], judge: ['kick off $t', 'set $t going'] },
    pet: NONE,
  },
  coffee: {
    plain: ['turn on $t', 'switch on $t', 'start $t'],
    common: SAYINGS.coffee,
    own: {
      train: ['get the [target:coffee] going', 'brew me a cup of [target:coffee]'],
      judge: ['brew some [target:coffee]', 'i need a [target:coffee]'],
    },
    pet: {
      train: ['caffeine me', 'wakey juice', 'liquid sunshine'],
      judge: ['rocket fuel', 'bean me up', 'jump start my brain'],
    },
  },
  vacuum: {
    plain: ['start $t', 'start vacuuming', 'vacuum the house'],
    common: SAYINGS.vacuum,
    own: { train: ['hoover up'], judge: ['give the floor a clean'] },
    pet: { train: ['release the kraken', 'dust bunnies beware'], judge: ['unleash the beast', 'crumbs everywhere'] },
  },
  dock: {
    plain: ['send $t back to its base', 'return $t to its dock', 'dock $t'],
    common: SAYINGS.dock,
    own: { train: ['call $t home'], judge: ['park $t'] },
    pet: NONE,
  },
  music: {
    plain: ['play [search_query:$q]', 'play some [search_query:$q]', 'put on some [search_query:$q]'],
    common: SAYINGS.music,
    own: {
      train: ['spin some [search_query:$q]', 'give me [search_query:$q]'],
      judge: ['throw on [search_query:$q]', 'let us hear [search_query:$q]'],
    },
    pet: { train: ['sunday vibes', 'party in the house'], judge: ['the usual tunes', 'boogie time'] },
  },
  pause: {
    plain: ['pause the music', 'pause', 'stop the music'],
    common: SAYINGS.pause,
    own: { train: ['hold the music'], judge: ['music off for now'] },
    pet: NONE,
  },
  louder: {
    plain: ['turn the volume up', 'turn it up', 'volume up'],
    common: SAYINGS.louder,
    own: { train: ['crank it'], judge: ['pump it up'] },
    pet: NONE,
  },
  timer: {
    plain: [
      'set a timer for [duration:$n minutes]',
      'start a [duration:$n minute] timer',
      'set a [duration:$n minute] timer',
    ],
    common: SAYINGS.timer,
    own: { train: ['time [duration:$n minutes] for me'], judge: ['give me a shout in [duration:$n minutes]'] },
    pet: { train: ['egg time'], judge: ['tea is steeping'] },
  },
  shopping: {
    plain: [
      'add [item:$q] to the shopping list',
      'put [item:$q] on the shopping list',
      'add [item:$q] to my shopping list',
    ],
    common: SAYINGS.shopping,
    own: { train: ['stick [item:$q] on the list'], judge: ['pop [item:$q] on the list'] },
    pet: NONE,
  },
  weather: {
    plain: ['what is the weather like', "what's the weather", 'what is the weather today'],
    common: SAYINGS.weather,
    own: { train: ['is it nice out'], judge: ['how does it look outside'] },
    pet: NONE,
  },
  time: {
    plain: ['what time is it', "what's the time"],
    common: SAYINGS.time,
    own: { train: ['got the time'], judge: ['how late is it'] },
    pet: NONE,
  },
  temperature: {
    plain: ['what is the temperature in the [area:$r]', 'how warm is it in the [area:$r]'],
    common: SAYINGS.temperature,
    own: { train: ['is it cold in the [area:$r]'], judge: ['how hot is the [area:$r]'] },
    pet: NONE,
  },
  isLocked: {
    plain: ['is $t [state:locked]', 'is $t [state:open]', 'did i lock $t'],
    common: ['check $t'],
    own: { train: ['have i locked $t'], judge: ['did we lock $t'] },
    pet: NONE,
  },
  lock: {
    plain: ['lock $t'],
    common: ['lock up $t'],
    own: { train: ['bolt $t'], judge: ['secure $t'] },
    pet: { train: ['fort knox'], judge: ['drawbridge up'] },
  },
  unlock: {
    plain: ['unlock $t'],
    common: ['can you unlock $t'],
    own: { train: ['undo the lock on $t'], judge: ['let them in at $t'] },
    pet: NONE,
  },
} as const satisfies { readonly [kind: string]: Wordings };
export type WishKind = keyof typeof WORDINGS;

/** Names that people give their things. */
export const OWN_NAMES: { readonly [part in Part]: readonly string[] } = {
  train: [
    'sunny',
    'big bertha',
    'the moon',
    'sparky',
    'old faithful',
    'glowbug',
    'mister bright',
    'the lighthouse',
    'tiny tim',
    'the eye',
    'gandalf',
    'the spaceship',
    'lucy',
    'the mushroom',
    'grandpa',
    'the ufo',
    'the tripod',
    'ziggy',
  ],
  judge: [
    'firefly',
    'the beacon',
    'captain glow',
    'the pineapple',
    'edison',
    'the jellyfish',
    'wendy',
    'the onion',
    'dusty',
    'the campfire',
    'luna',
    'the giraffe',
    'bob',
    'the volcano',
    'the candle',
    'merlin',
    'the big one',
    'aurora',
  ],
};

/** What people ask for that no home does. */
export const ELSEWHERE: { readonly [part in Part]: readonly string[] } = {
  train: [
    'what is in the news today',
    'tell me a joke',
    'read my emails',
    'how did the warriors do last night',
    'order a pizza',
    'who won the world cup in nineteen ninety eight',
    'call my mother',
    'how do you spell necessary',
    'book a table for two',
    'what is the capital of peru',
    'how much is a dollar in euros',
    'send a message to tom',
  ],
  judge: [
    'what are the headlines',
    'tell me something funny',
    'any new mail for me',
    'what was the score of the arsenal game',
    'get me a taxi',
    'who wrote war and peace',
    'phone the dentist',
    'what does obfuscate mean',
    'buy tickets for saturday',
    'how tall is mount everest',
    'what is the share price of apple',
    'text sarah that i am late',
  ],
};

/** Things that this home has not. */
export const MISSING: { readonly [part in Part]: readonly string[] } = {
  train: [
    'turn on the jacuzzi',
    'open the skylight',
    'turn off the attic light',
    'start the dishwasher',
    'turn on the sauna',
  ],
  judge: [
    'turn on the hot tub',
    'close the awning',
    'turn off the cellar light',
    'start the dryer',
    'turn on the disco ball',
  ],
};

export const PEOPLE: { readonly [part in Part]: readonly string[] } = {
  train: ['Anna', 'Ben', 'Carla', 'David', 'Emma', 'Frank', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kate', 'Liam'],
  judge: ['Maya', 'Noah', 'Olga', 'Peter', 'Rosa', 'Sven', 'Tessa', 'Umar', 'Vera', 'Will', 'Yara', 'Zoe'],
};
export const MUSIC: { readonly [part in Part]: readonly string[] } = {
  train: ['jazz', 'hard rock', 'mozart', 'country music', 'the beatles', 'techno', 'reggae', 'classical music'],
  judge: ['blues', 'heavy metal', 'chopin', 'folk music', 'the rolling stones', 'house music', 'salsa', 'soul music'],
};
export const FOOD: { readonly [part in Part]: readonly string[] } = {
  train: ['milk', 'eggs', 'bread', 'bananas', 'olive oil', 'coffee', 'toilet paper', 'rice', 'cheese', 'tomatoes'],
  judge: ['butter', 'flour', 'apples', 'pasta', 'onions', 'tea', 'dish soap', 'yoghurt', 'chicken', 'potatoes'],
};

import { SAYINGS } from './sayings.ts';
import { of, type Parted, type Wordings } from './tongue.ts';

const NONE: Parted = { train: [], judge: [] };

export const WORDINGS = {
  on: {
    plain: ['turn on $t', 'turn $t on', 'switch on $t', 'switch $t on'],
    common: SAYINGS.on,
    own: {
      train: of(`
        fire up $t; get $t going; pop $t on; power up $t; flick $t on; crank up $t; put some juice in $t; light $t up;
        bring $t to life; give me $t; $t to on; hit $t; throw $t on; get $t working; have $t on for me; spark up $t
      `),
      judge: of(`stick $t on; bring $t on; can i have $t on; let us have $t on; get $t on; wake up $t`),
    },
    pet: NONE,
  },
  off: {
    plain: ['turn off $t', 'turn $t off', 'switch off $t', 'switch $t off'],
    common: SAYINGS.off,
    own: {
      train: of(`
        kill $t; knock $t off; pop $t off; power down $t; flick $t off; put $t to bed; shoot $t down; snuff out $t;
        quit $t; $t to off; end $t; lose $t; have $t off for me; $t has done enough; give $t a rest; we can do without $t;
        give $t a break; stop with $t
      `),
      judge: of(`cut $t; get $t off; douse $t; we are done with $t; send $t to sleep; drop $t`),
    },
    pet: NONE,
  },
  roomOn: {
    plain: ['turn on the [target:lights]', 'turn the [target:lights] on', 'turn on the [area:$r] [target:lights]'],
    common: SAYINGS.roomOn,
    own: {
      train: of(`
        give me some [target:light]; get the [target:lights]; throw some [target:light] on this;
        i could use some [target:light]; [target:lights] up; flood the room with [target:light];
        give us the [target:lights]; spare me some [target:light]; bring the [target:lights] up
      `),
      judge: of(`bit of [target:light] please; hit the [target:lights]`),
    },
    pet: {
      train: of(`
        let there be light; rise and shine; banish the dark; hello world; sunrise please; morning glory; wake the room;
        time to see; carrots are not enough; lumos; shine on me; scare the ghosts; the stage is set; daylight robbery;
        feed my eyes
      `),
      judge: of(`bright and breezy; chase the shadows; bring me the day`),
    },
  },
  roomOff: {
    plain: ['turn off the [target:lights]', 'turn the [target:lights] off', 'turn off the [area:$r] [target:lights]'],
    common: SAYINGS.roomOff,
    own: {
      train: of(`
        kill the [target:lights]; douse the [target:lights]; lose the [target:lights]; snuff the [target:lights];
        [target:lights] down; finish the [target:lights]; the [target:lights] are not needed; done with [target:light];
        knock the [target:lights] off; take the [target:lights] away
      `),
      judge: of(`cut the [target:lights]; get rid of the [target:lights]`),
    },
    pet: {
      train: of(`
        dark side of the moon; night night room; curtain call; nox; hide and seek; sleepy hollow; fade to black;
        moonlight only; vampire hour; close your eyes; the show is over; ninja mode; submarine; dream a little dream;
        mole mode
      `),
      judge: of(`goodbye sunshine; bat cave; time for owls`),
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
      train: of(`
        kill [all:every] [target:light]; turn [all:all] the [target:lamps] and [target:lights] off;
        [all:all] [target:lights] can rest; finish [all:all] the [target:lights];
        lose [all:every] [target:light] in the house; knock [all:all] the [target:lights] off;
        put [all:all] the [target:lights] to bed; [target:lights] out in the [all:whole house];
        power down [all:every] [target:lamp]; douse [all:all] the [target:lights]
      `),
      judge: of(`cut [all:all] the [target:lights]; [target:lights] off [all:everywhere]`),
    },
    pet: {
      train: of(`
        close up shop; off to the land of nod; we are out of here; over and out; that is a wrap; last one out;
        to bed everybody; sleep tight house; the inn is closed; hit the hay; sweet dreams home; calling it a day;
        ship in the harbour; tuck us in
      `),
      judge: of(`pack it in; up the wooden hill; lock stock and barrel`),
    },
  },
  dim: {
    plain: [
      'set $t to [value:$n percent]',
      'dim $t to [value:$n percent]',
      'set the brightness of $t to [value:$n percent]',
    ],
    common: SAYINGS.dim,
    own: {
      train: of(`
        bring $t down to [value:$n percent]; ease $t to [value:$n percent]; $t around [value:$n percent];
        let $t run at [value:$n percent]; pull $t back to [value:$n percent]; keep $t at [value:$n percent];
        hold $t at [value:$n percent]; fade $t to [value:$n percent]; get $t to [value:$n percent]
      `),
      judge: of(`take $t to [value:$n percent]`),
    },
    pet: {
      train: of(`
        make it snug; date night; candle mode; cuddle time; grotto please; soft and low; reading in bed; storybook light;
        dusk it; spa evening; wine o clock; velvet hour; quiet corner; whisper of light; cinema please
      `),
      judge: of(`make it cosy; mood please; fireside feeling; hygge hour; lounge lizard`),
    },
  },
  open: {
    plain: ['open $t', 'raise $t'],
    common: SAYINGS.open,
    own: {
      train: of(`
        roll up $t; get $t open; throw $t open; hoist $t; part $t; get $t out of the way; swing $t open; $t to the top;
        crack $t open
      `),
      judge: of(`let $t up; draw back $t`),
    },
    pet: {
      train: of(`
        let the sun in; good morning world; what a lovely day; see the garden; hello neighbours; reveal the world;
        no more cave; greet the birds; room with a view; unveil
      `),
      judge: of(`show me the sky; hello sunshine`),
    },
  },
  close: {
    plain: ['close $t', 'shut $t', 'lower $t'],
    common: SAYINGS.close,
    own: {
      train: of(`
        roll down $t; drop $t down; seal $t; let $t down; get $t shut; $t to the bottom; pull $t to; lower away $t;
        swing $t shut
      `),
      judge: of(`draw $t; bring $t down`),
    },
    pet: {
      train: of(`
        batten the hatches; hide me from the street; no peeping; privacy please; go away world; hedgehog mode;
        hide from the sun; keep the heat out; castle closed; turtle time
      `),
      judge: of(`nobody is home; cocoon please`),
    },
  },
  warm: {
    plain: [
      'set the [target:$d] to [value:$n degrees]',
      'set the temperature to [value:$n degrees]',
      'heat to [value:$n degrees]',
    ],
    common: SAYINGS.warm,
    own: {
      train: of(`
        get us to [value:$n degrees]; i fancy [value:$n degrees]; go for [value:$n degrees]; aim for [value:$n degrees];
        hold it at [value:$n degrees]; keep us at [value:$n degrees]; run the heating at [value:$n];
        [value:$n degrees] would be nice; raise it to [value:$n degrees]
      `),
      judge: of(`bring it to [value:$n degrees]`),
    },
    pet: {
      train: of(`
        warm my bones; arctic in here; toasty please; my feet are ice; polar bear weather; brass monkeys;
        turn me into toast; jack frost is here; sahara please; melt the snow; teeth are chattering
      `),
      judge: of(`thaw me out; penguins in here`),
    },
  },
  appliance: {
    plain: ['turn on $t', 'switch on $t', 'start $t'],
    common: SAYINGS.appliance,
    own: {
      train: of(`
        fire up $t; run $t; get $t going; put $t to work; set $t off; let $t run; $t to work; wind up $t; crack on with $t;
        power $t up
      `),
      judge: of(`kick off $t; set $t going`),
    },
    pet: NONE,
  },
  coffee: {
    plain: ['turn on $t', 'switch on $t', 'start $t'],
    common: SAYINGS.coffee,
    own: {
      train: of(`
        get the [target:coffee] going; brew me a cup of [target:coffee]; a cup of [target:coffee] would be good;
        fix me a [target:coffee]; pour me a [target:coffee]; one [target:coffee] for me; do me a [target:coffee];
        [target:coffee] for two; let the [target:coffee] flow; whip up a [target:coffee]
      `),
      judge: of(`brew some [target:coffee]; i need a [target:coffee]`),
    },
    pet: {
      train: of(`
        caffeine me; wakey juice; liquid sunshine; black gold; morning medicine; fuel the human; zombie cure; java time;
        the usual cup; barista please; open my eyes; brown potion
      `),
      judge: of(`rocket fuel; bean me up; jump start my brain`),
    },
  },
  vacuum: {
    plain: ['start $t', 'start vacuuming', 'vacuum the house'],
    common: SAYINGS.vacuum,
    own: {
      train: of(`
        hoover up; hoover the rooms; get the dust; vacuum everywhere; give it a hoover; suck up the dust;
        freshen the floors; have a go at the carpets
      `),
      judge: of(`give the floor a clean`),
    },
    pet: {
      train: of(`
        release the kraken; dust bunnies beware; go robot go; the cat has shed; feed the monster; cookie disaster;
        make it spotless; little helper go; guests are coming
      `),
      judge: of(`unleash the beast; crumbs everywhere`),
    },
  },
  dock: {
    plain: ['send $t back to its base', 'return $t to its dock', 'dock $t'],
    common: SAYINGS.dock,
    own: {
      train: of(`
        call $t home; $t back to bed; retire $t; recall $t; get $t back; $t to its base; let $t go home; bring $t back
      `),
      judge: of(`park $t`),
    },
    pet: NONE,
  },
  music: {
    plain: ['play [search_query:$q]', 'play some [search_query:$q]', 'put on some [search_query:$q]'],
    common: SAYINGS.music,
    own: {
      train: of(`
        spin some [search_query:$q]; give me [search_query:$q]; blast [search_query:$q]; get some [search_query:$q] going;
        a little [search_query:$q]; i fancy [search_query:$q]; drop some [search_query:$q]; cue [search_query:$q];
        treat me to [search_query:$q]; bring on the [search_query:$q]
      `),
      judge: of(`throw on [search_query:$q]; let us hear [search_query:$q]`),
    },
    pet: {
      train: of(`
        sunday vibes; party in the house; set the mood; kitchen disco; shake a leg; my jam; slow evening;
        something to dance to; friday feeling
      `),
      judge: of(`the usual tunes; boogie time`),
    },
  },
  pause: {
    plain: ['pause the music', 'pause', 'stop the music'],
    common: SAYINGS.pause,
    own: {
      train: of(`
        hold the music; freeze the music; give the music a rest; that is enough music; hush now; silence please;
        halt the music; time out
      `),
      judge: of(`music off for now`),
    },
    pet: NONE,
  },
  louder: {
    plain: ['turn the volume up', 'turn it up', 'volume up'],
    common: SAYINGS.louder,
    own: {
      train: of(`
        crank it; blast it; more noise; give it some welly; raise the roof; beef it up; louder still; bring up the sound
      `),
      judge: of(`pump it up`),
    },
    pet: NONE,
  },
  timer: {
    plain: [
      'set a timer for [duration:$n minutes]',
      'start a [duration:$n minute] timer',
      'set a [duration:$n minute] timer',
    ],
    common: SAYINGS.timer,
    own: {
      train: of(`
        time [duration:$n minutes] for me; ping me in [duration:$n minutes]; buzz me in [duration:$n minutes];
        clock [duration:$n minutes]; [duration:$n minutes] on the clock; ring in [duration:$n minutes];
        measure [duration:$n minutes]; watch the oven for [duration:$n minutes]
      `),
      judge: of(`give me a shout in [duration:$n minutes]`),
    },
    pet: {
      train: of(`
        egg time; pasta clock; nap o clock; biscuit alert; cake in the oven; power nap; pizza watch; time my steak
      `),
      judge: of(`tea is steeping`),
    },
  },
  shopping: {
    plain: [
      'add [item:$q] to the shopping list',
      'put [item:$q] on the shopping list',
      'add [item:$q] to my shopping list',
    ],
    common: SAYINGS.shopping,
    own: {
      train: of(`
        stick [item:$q] on the list; jot down [item:$q]; [item:$q] for the list; note [item:$q] for shopping;
        we want [item:$q] next time; pick up [item:$q]; throw [item:$q] on the list; list [item:$q]; the [item:$q] is gone
      `),
      judge: of(`pop [item:$q] on the list`),
    },
    pet: NONE,
  },
  weather: {
    plain: ['what is the weather like', "what's the weather", 'what is the weather today'],
    common: SAYINGS.weather,
    own: {
      train: of(`
        is it nice out; sun or rain today; what is the sky doing; how are things outside; anything falling from the sky;
        sandals or boots; should i take a coat; is it sunny out there; what is it doing out there
      `),
      judge: of(`how does it look outside`),
    },
    pet: NONE,
  },
  time: {
    plain: ['what time is it', "what's the time"],
    common: SAYINGS.time,
    own: {
      train: of(`
        got the time; what does the clock say; give me the time; clock please; is it late; any idea of the time;
        the time if you please; read me the clock
      `),
      judge: of(`how late is it`),
    },
    pet: NONE,
  },
  temperature: {
    plain: ['what is the temperature in the [area:$r]', 'how warm is it in the [area:$r]'],
    common: SAYINGS.temperature,
    own: {
      train: of(`
        is it cold in the [area:$r]; how does the [area:$r] feel; how many degrees in the [area:$r];
        is the [area:$r] chilly; [area:$r] temperature; is the [area:$r] warm enough; degrees in the [area:$r];
        read the thermometer in the [area:$r]
      `),
      judge: of(`how hot is the [area:$r]`),
    },
    pet: NONE,
  },
  isLocked: {
    plain: ['is $t [state:locked]', 'is $t [state:open]', 'did i lock $t'],
    common: ['check $t'],
    own: {
      train: of(`
        have i locked $t; is $t bolted; was $t left [state:open]; did anyone lock $t; is $t shut tight;
        tell me $t is [state:locked]; did i leave $t [state:open]; status of $t
      `),
      judge: of(`did we lock $t`),
    },
    pet: NONE,
  },
  lock: {
    plain: ['lock $t'],
    common: ['lock up $t'],
    own: {
      train: of(`
        bolt $t; make $t fast; latch $t; turn the key in $t; $t locked please; get $t locked; deadbolt $t;
        shut and lock $t
      `),
      judge: of(`secure $t`),
    },
    pet: {
      train: of(`
        fort knox; keep the wolves out; nobody gets in; moat time; safe and sound; bank vault; close the castle;
        bar the gates
      `),
      judge: of(`drawbridge up`),
    },
  },
  unlock: {
    plain: ['unlock $t'],
    common: ['can you unlock $t'],
    own: {
      train: of(`
        undo the lock on $t; unbolt $t; unlatch $t; release $t; get $t unlocked; take the lock off $t; free $t;
        $t unlocked please
      `),
      judge: of(`let them in at $t`),
    },
    pet: NONE,
  },
} as const satisfies { readonly [kind: string]: Wordings };
export type WishKind = keyof typeof WORDINGS;

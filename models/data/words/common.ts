import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** Verbs and fillers that many topics share. */
export const common: WordTable = {
  onVerb: oneOf(`
    turn on; turn on; turn on; switch on; switch on; activate; put on; power on; enable; power up; start;
    flip on; bring on
  `),
  offVerb: oneOf(`
    turn off; turn off; turn off; switch off; switch off; shut off; deactivate; power off; disable; power down;
    kill; cut; flip off; put off; shut down; bring off
  `),
  brew: oneOf(`
    coffee; coffee; coffee; coffee; coffee; espresso; cappuccino; latte; tea; americano; cup of joe;
    black coffee; iced coffee; morning coffee; decaf; hot chocolate; mocha; macchiato; flat white; cuppa; java
  `),
  brewer: oneOf(`
    coffee maker; coffee machine; espresso machine; coffee pot; coffeemaker; nespresso; kettle; keurig;
    percolator; coffee brewer; espresso maker; french press; tea maker; moka pot
  `),
};

/** Words about light. */
export const lightWords: WordTable = {
  setVerb: ['set', 'set', 'set', 'set', 'change', 'change', 'adjust', 'put', 'turn', 'make', 'switch', 'bring', 'get'],
  dimVerb: oneOf(`
    dim; dim; dim; lower; lower; reduce; decrease; dim down; darken; soften; bring down; turn down; fade;
    dial down
  `),
  brightVerb: oneOf(`
    brighten; brighten; brighten; raise; increase; brighten up; boost; bring up; turn up; dial up; intensify; up
  `),
  color: ['<plainColor>', '<plainColor>', '<plainColor>', '<fancyColor>', '<white>'],
  plainColor: ['red', 'blue', 'green', 'yellow', 'orange', 'purple', 'pink', 'white', 'red', 'blue', 'green'],
  fancyColor: oneOf(`
    turquoise; cyan; magenta; violet; teal; lime; gold; lavender; indigo; salmon; coral; crimson; dark blue;
    light blue; sky blue; lime green; hot pink; forest green; amber; peach; maroon; navy; olive; aqua; beige;
    brown; ocean blue; bright red; dark red; light green; pale pink; royal blue; mint; rainbow; deep purple;
    silver; fuchsia; emerald; orchid; tomato
  `),
  white: oneOf(`
    warm white; cool white; warm; daylight; soft white; candlelight; cold white; warm light; cool;
    neutral white; bright white; natural white; sunset; candle light; cold
  `),
  kelvin: ['2700', '3000', '4000', '5000', '6500', '2200', '3500'],
};

/** Words about covers, scenes and scripts. */
export const coverWords: WordTable = {
  positionVerb: ['set', 'set', 'put', 'adjust', 'move', 'change', 'bring', 'turn'],
  position: oneOf(`
    <percent>; <percent>; <percent>; <percent100>; half; halfway; a quarter; fully open; fifty; half open;
    three quarters
  `),
  runVerb: oneOf(`
    activate; activate; turn on; run; start; set; switch on; enable; launch; apply; change to; switch to; begin;
    engage; put on; trigger; initiate
  `),
};

/** Words about temperature and speed. */
export const climateWords: WordTable = {
  tempVerb: ['set', 'set', 'set', 'change', 'adjust', 'turn', 'put', 'bring', 'switch'],
  fanLevel: oneOf(`
    <percent>; <percent>; low; medium; high; max; maximum; half; full; the lowest; the highest;
    speed <oneToFive>; level <oneToFive>; <oneToFive>; full power; minimum; turbo
  `),
};

/** Reasons and conditions around a request; they carry no tags. */
export const reasons: WordTable = {
  mind: ['would you mind', 'do you mind', 'how about', 'mind', 'could you see about', 'would you consider'],
  whyOn: [
    "it's (too|so|really) dark in here",
    "i can't see",
    'it is getting dark',
    "i'm home",
    'i am awake',
    'we have guests',
    'i just got home',
    'i need to read',
    'i dropped something',
    'it is dark',
  ],
  whyOnAfter: [
    "it's too dark [in here]",
    "i can't see [anything]",
    'i want to read',
    'because it is dark',
    'so i can see',
    'i need to see',
    'it is hard to see down here',
    "i'm coming home",
    'we have guests',
  ],
  whyOff: [
    "it's (too|so|way too) bright [in here]",
    'i am going to (sleep|bed)',
    "i'm going to bed",
    "i'm leaving",
    'we are leaving the house',
    'the light hurts my eyes',
    "it's bedtime",
    'i want to sleep',
    "i'm tired",
    'nobody is in there',
  ],
  whyOffAfter: [
    "i'm going to (sleep|bed)",
    'i want to sleep',
    "it's too bright [in here]",
    'because it is bright',
    "i'm leaving",
    'nobody is in there',
    'to save energy',
    'so i can sleep',
    'we are watching a movie',
  ],
  when: [
    'when i (arrive|get|come) home',
    'when (i leave|everyone leaves|the sun sets|it gets dark|i wake up|i go to bed)',
    'before i go to bed',
    'if it is (dark|cold|hot|raining)',
    'as soon as i get home',
    'while i am away',
    'once i leave',
  ],
  soThat: [
    'so (that|) i can (sleep|work|hear you|read|relax|watch tv)',
    'so the (baby|dog) can sleep',
    'for the party',
    'for a while',
    'to save energy',
  ],
};

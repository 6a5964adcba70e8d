import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** Verbs and fillers that many topics share. */
export const common: WordTable = {
  onVerb: oneOf(`
    turn on; turn on; turn on; switch on; switch on; activate; put on; power on; enable; power up; start;
    flip on; set on; bring on; light up
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

/** Data files of the sets' formats, a line or two each, made up here. */
const lines = (...all: readonly object[]): string => all.map((one) => `${JSON.stringify(one)}\n`).join('');

const home = {
  floors: [],
  areas: [{ id: 'hall', name: 'Hall' }],
  entities: [
    { id: 'light.a', name: 'Ceiling Light', domain: 'light', area: 'hall', state: 'off' },
    { id: 'light.b', name: 'Floor Lamp', domain: 'light', area: 'hall', state: 'off' },
  ],
};
const slot = (type: string, value: unknown) => ({ type, value });
const task = { dataset: 'assist-mini', home_id: 'h', context_area: 'hall' };

export const TINY: { readonly [file: string]: string } = {
  'ha_intents_en_home.json': JSON.stringify(home),
  'ha_intents_en.jsonl': lines(
    {
      ...{ id: 'on', text: 'turn on the lights in the hall', intent: 'HassTurnOn', context: null },
      slots: [slot('area', 'Hall'), slot('domain', 'light')],
    },
    {
      ...{ id: 'set', text: 'set the ceiling light to 40 percent', intent: 'HassLightSet', context: { area: 'Hall' } },
      slots: [slot('name', 'Ceiling Light'), slot('brightness', 40)],
    },
  ),
  'ha_datasets_homes.jsonl': lines({
    ...{ id: 'h', areas: [{ id: 'hall', name: 'Hall' }], floors: [], devices: [] },
    entities: [
      { id: 'light.a', name: 'Ceiling Light', area: 'hall', state: 'off' },
      // As YAML reads a bare "on".
      { id: 'switch.b', name: 'Plug', area: 'hall', state: true },
    ],
  }),
  'ha_datasets_tasks.jsonl': lines(
    {
      ...{ ...task, id: 'dim', text: 'set the ceiling light to 40 percent' },
      effective_changes: { 'light.a': { state: 'on', attributes: { brightness: 102 } } },
    },
    { ...task, id: 'no', text: 'is the ceiling light off', effective_changes: {} },
  ),
  'slurp_devel.jsonl': lines(
    { id: 'r1', text: 'turn off the light in the kitchen', intent: 'iot_hue_lightoff' },
    { id: 'r2', text: 'who is the president', intent: 'qa_factoid' },
  ),
  'clinc150_full.jsonl': lines(
    { id: 'c1', text: 'what is the capital of france', intent: 'oos', split: 'oos_test' },
    { id: 'c2', text: 'transfer ten dollars to savings', intent: 'transfer', split: 'test' },
    { id: 'c3', text: 'Transfer ten dollars, to savings!', intent: 'transfer', split: 'test' },
    { id: 'c4', text: 'set a timer', intent: 'timer', split: 'test' },
    { id: 'c5', text: 'how do i cook rice', intent: 'recipe', split: 'train' },
  ),
};

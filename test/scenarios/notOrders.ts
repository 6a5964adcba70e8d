import { acts, ignores, nothing, type Scenario, say } from './scenario.ts';

const COFFEE = 'switch.coffee_maker';

/** The deed is only judged, imagined, wished by others or said to them: nothing is done unasked. */
const embedded: Scenario[] = [
  'it would be silly to turn on the coffee maker',
  'it is far too early to turn on the coffee maker',
  'it was a mistake to turn on the coffee maker',
  'there is no point turning on the coffee maker',
  'i am tempted to turn on the coffee maker',
  'we were thinking about turning on the coffee maker',
  'imagine turning on the coffee maker',
  'pretend you turn on the coffee maker',
  'remember to turn on the coffee maker',
  'turn not on the coffee maker',
  'turn on the kettle or perhaps the coffee maker',
  'anna wants the coffee maker on',
  'the nurse says turn on the coffee maker',
  'ben turn on the coffee maker',
  'hey grandpa turn on the coffee maker',
].map((text) => ({
  name: text,
  why: 'it gives no order to anybody here',
  signal: 'words',
  steps: [say(text, nothing(), { from: 'kitchen' })],
  end: { [COFFEE]: 'off', 'switch.kettle': 'off' },
}));

const orders: Scenario[] = [
  'it would be lovely if you turned on the coffee maker',
  'it would be great to have the coffee maker on',
  'i want you to turn on the coffee maker',
  "it's time to turn on the coffee maker",
  'i am asking you to turn on the coffee maker',
  'hey can you turn on the coffee maker',
].map((text) => ({
  name: text,
  why: 'an order, politely put',
  signal: 'words',
  steps: [say(text, acts('HassTurnOn', [COFFEE]), { from: 'kitchen' })],
  end: { [COFFEE]: 'on' },
}));

const another: Scenario[] = ['alexa turn on the coffee maker', 'hey siri turn on the coffee maker'].map((text) => ({
  name: text,
  why: 'another assistant is called, and nobody surely called the hub',
  signal: 'words',
  steps: [say(text, ignores, { from: 'kitchen', wake: 0.65 })],
  end: { [COFFEE]: 'off' },
}));

export const notOrders: readonly Scenario[] = [...embedded, ...orders, ...another];

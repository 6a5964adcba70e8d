import { describe, expect, it } from 'vitest';
import { confirmationFor, isQuestion, mayAsk } from '../../runtime/act/policy.ts';
import { isDoubtful, isNegated, isTold } from '../../runtime/act/wanted.ts';
import type { Order } from '../../runtime/domain/entity.ts';
import { homeOf } from './home.ts';

describe('what is not wanted, or only told, is not done', () => {
  it.each([
    "don't turn on the fan",
    'no need to close the curtains',
    "I didn't ask you to open the gate",
    "it's not cold in here",
    "turn off the fan no wait don't",
    'close the curtains, actually never mind',
    'open the blinds oh forget it',
    'turn on the radio no',
  ])('left alone: %s', (text) => expect(isNegated(text)).toBe(true));
  it.each([
    'turn off the fan',
    'say no',
    'play dr no',
    'close the curtains and leave them',
    "it's too dark",
    "it's not warm enough in here",
    'it is not bright enough',
    "it's not hot enough",
    "why don't you turn on the fan",
  ])('wanted: %s', (text) => expect(isNegated(text)).toBe(false));
  it.each([
    'I turned the radio off',
    'Ben left the fan on',
    'we used to leave the fan on',
    'thanks for closing the blinds',
    'the fan turns on by itself',
    'grandma put the kettle on',
    'we had the radio on',
  ])('told: %s', (text) => expect(isTold(text)).toBe(true));
  it.each([
    'can you turn the fan on',
    'I want the fan on',
    'open left curtain',
    'turn left lamp on',
    'now shut the blinds',
    'and then turn off the fan',
    'we need more light',
  ])('asked for: %s', (text) => expect(isTold(text)).toBe(false));
});

describe('what may be no order is asked about', () => {
  it.each([
    'make sure the fan is not on',
    'I would not open the curtains',
    'nobody should turn on the fan',
    'under no circumstances open the blinds',
    "I don't think you should close the window",
    'please no music',
    'avoid turning the fan on',
    'he wants to turn on the fan',
    'grandma is opening the curtains',
    'say turn on the fan',
    'tell Ben to close the blinds',
  ])('perhaps none: %s', (text) => expect(isDoubtful(text)).toBe(true));
  it.each([
    'turn on the fan',
    "why don't you turn on the fan",
    "couldn't you open the blinds",
    "it's not bright enough in here",
    "the light isn't bright enough",
    "I can't see anything in here",
    "don't forget to lock the door",
    "turn on the fan if you don't mind",
    'not the desk lamp but the reading lamp',
    'turn it down, not so loud',
    "turn off the fan if it's not off",
    'tell the vacuum to start',
    'we need more light',
    'my lamp on please',
    "mum's lamp on",
  ])('an order: %s', (text) => expect(isDoubtful(text)).toBe(false));
});

describe('a question never actuates', () => {
  const questions = [
    'is the light on',
    'are the blinds closed?',
    'why is the fan on',
    'what lights are on',
    'did I lock the door',
    'can I open the garage door?',
    'how do i start the robot vacuum',
    'should I turn off the heating',
    'hey is the oven on',
    'can the lights be turned off',
  ];
  const requests = [
    'turn on the light',
    'can you turn on the light',
    "couldn't you turn on the light",
    "why don't you close the blinds",
    'could you please close the blinds?',
    'would you mind opening the window',
    'will you lock the door',
    'can i have the lights on',
    'please turn it off',
    'what about the bedroom',
    'i want the lights off',
    'lights on',
  ];
  it.each(questions)('%s', (text) => expect(isQuestion(text)).toBe(true));
  it.each(requests)('%s', (text) => expect(isQuestion(text)).toBe(false));
});

describe('what was heard may have been a question', () => {
  const order = 'turn the light on';
  const question = 'is the light on';
  function check(name: string, taken: string, heard: readonly (readonly [string, number])[], expected: boolean): void {
    it(name, () =>
      expect(
        mayAsk(
          heard.map(([text, confidence]) => ({ text, confidence })),
          taken,
        ),
      ).toBe(expected),
    );
  }
  check(
    'the other forbids it',
    order,
    [
      [order, 0.5],
      [`don't ${order}`, 0.45],
    ],
    true,
  );
  check(
    'the best is one',
    order,
    [
      [question, 0.5],
      [order, 0.48],
    ],
    true,
  );
  check(
    'the best is one, and hardly believed',
    order,
    [
      [question, 0.1],
      [order, 0.9],
    ],
    true,
  );
  check(
    'another is one, half as likely',
    order,
    [
      [order, 0.6],
      [question, 0.3],
    ],
    true,
  );
  check(
    'another is one, and unlikely',
    order,
    [
      [order, 0.6],
      [question, 0.29],
    ],
    false,
  );
  check(
    'none is one',
    order,
    [
      [order, 0.6],
      ['turn the lights on', 0.5],
    ],
    false,
  );
  check('a rewrite made an order of it', order, [['is it party time', 1]], true);
  check(
    'what was taken asks itself: each clause is for itself',
    `${question} and ${order}`,
    [[`${question} and ${order}`, 1]],
    false,
  );
});

describe('what is always confirmed', () => {
  const home = homeOf(
    [
      'lock.front | Front Door | Hall',
      'cover.garage | Garage Door | Garage | garage',
      'cover.old_garage | Old Garage Door | Garage',
      'cover.blind | Blind | Kitchen | blind',
      'climate.oven | Oven | Kitchen',
      'switch.oven | Oven | Kitchen',
      'climate.thermostat | Thermostat | Kitchen',
      'climate.patio | Patio Heater | Hall',
      'switch.fan_heater | Fan Heater | Hall',
      'light.oven | Oven Light | Kitchen',
      'sensor.oven | Oven Probe | Kitchen | temperature',
      'switch.gate | Driveway Gate | Hall | outlet',
      'switch.gate_light | Gate Light | Hall',
      'switch.opener | Garage Door Opener | Hall',
      'button.buzzer | Door Buzzer | Hall',
      'button.chime | Door Chime | Hall',
      'light.garage | Garage Light | Garage',
      'scene.gate | Open the Gate | Hall',
      'scene.doors | Unlock Doors | Hall',
      'scene.shut | Close the Gate | Hall',
      'scene.film | Film Night | Hall',
    ],
    ['Hall', 'Garage', 'Kitchen'],
  );
  function check(
    entity: string,
    service: Order['service'],
    expected: string | undefined,
    data: Order['data'] = {},
  ): void {
    expect(confirmationFor(home, [{ entity, service, data }])?.rule, `${service} ${entity}`).toBe(expected);
  }
  it('is what the rules of the household name', () => {
    check('lock.front', 'unlock', 'lock.unlock');
    check('lock.front', 'lock', undefined);
    check('cover.garage', 'open', 'cover.garage.open');
    check('cover.garage', 'set_position', 'cover.garage.open', { position: 10 });
    check('cover.garage', 'close', undefined);
    check('cover.old_garage', 'open', 'cover.garage.open');
    check('cover.blind', 'open', undefined);
    check('climate.oven', 'turn_on', 'oven.on');
    check('climate.oven', 'set_temperature', 'oven.on', { temperature: 200 });
    check('switch.oven', 'turn_on', 'oven.on');
    check('switch.oven', 'turn_off', undefined);
    check('light.oven', 'turn_on', undefined);
    check('climate.thermostat', 'set_temperature', undefined, { temperature: 21 });
  });
  it('is what heats, by its name: turned on, or told how hot', () => {
    check('climate.patio', 'set_temperature', 'heater.on', { temperature: 28 });
    check('climate.patio', 'turn_on', 'heater.on');
    check('climate.patio', 'turn_off', undefined);
    check('switch.fan_heater', 'turn_on', 'heater.on');
    check('switch.fan_heater', 'turn_off', undefined);
  });
  it('is what opens a door or a gate by its name alone', () => {
    check('switch.gate', 'turn_on', 'switch.gate.on');
    check('switch.gate', 'turn_off', undefined);
    check('switch.gate_light', 'turn_on', undefined);
    check('switch.opener', 'turn_on', 'switch.garage.on');
    check('button.buzzer', 'press', 'button.door.press');
    check('button.chime', 'press', undefined);
    check('light.garage', 'turn_on', undefined);
    check('scene.gate', 'turn_on', 'scene.gate.on');
    check('scene.doors', 'turn_on', 'scene.door.on');
    check('scene.shut', 'turn_on', undefined);
    check('scene.film', 'turn_on', undefined);
  });
});

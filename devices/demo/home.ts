import { alarmClock, applianceSwitch, fan, player } from './appliances.ts';
import { oven, thermostat } from './climate.ts';
import { colourLight, dimmableLight } from './lights.ts';
import { cover, lock, vacuum } from './movers.ts';
import { detector, outdoorSensor, phone } from './sensors.ts';
import type { SimulatedDevice } from './simulatedDevice.ts';

/** The devices of the demo home; `home.yaml` beside this file is its household. */
export function demoDevices(): SimulatedDevice[] {
  return [
    oven(),
    thermostat(),
    applianceSwitch('coffee_maker', { name: 'Coffee Maker', area: 'Kitchen', model: 'Filter machine' }, 300),
    dimmableLight('kitchen_light', 'kitchen', { name: 'Kitchen Light', area: 'Kitchen', model: 'Dimmer' }),
    colourLight('counter_light', 'counter', { name: 'Counter Light', area: 'Kitchen', model: 'LED strip' }),
    detector('sink_leak', { name: 'Sink Leak', area: 'Kitchen', model: 'Leak sensor' }, 'moisture'),
    player('kitchen_speaker'),

    dimmableLight('living_room_light', 'living_room', {
      name: 'Living Room Light',
      area: 'Living Room',
      model: 'Dimmer',
    }),
    colourLight('floor_lamp', 'floor_lamp', { name: 'Floor Lamp', area: 'Living Room', model: 'Colour bulb' }),
    cover(
      'living_room_blinds',
      { name: 'Living Room Blinds', area: 'Living Room', model: 'Blind motor' },
      { deviceClass: 'blind', secondsToTravel: 20, setsPosition: true, open: true },
    ),
    player('tv'),
    vacuum('robot', { name: 'Robot', area: 'Living Room', model: 'Robot vacuum' }, [
      'Kitchen',
      'Living Room',
      'Hallway',
    ]),

    dimmableLight('hall_light', 'hall', { name: 'Hall Light', area: 'Hallway', model: 'Dimmer' }),
    lock('front_door', { name: 'Front Door', area: 'Hallway', model: 'Smart lock' }),
    detector('front_door_contact', { name: 'Front Door Contact', area: 'Hallway', model: 'Contact sensor' }, 'door', {
      onSeconds: 30,
      everySeconds: 3_600,
    }),
    detector('hall_motion', { name: 'Hall Motion', area: 'Hallway', model: 'Motion sensor' }, 'motion', {
      onSeconds: 60,
      everySeconds: 900,
    }),

    cover(
      'garage_door',
      { name: 'Garage Door', area: 'Garage', model: 'Door opener' },
      { deviceClass: 'garage', secondsToTravel: 15, setsPosition: false, open: false },
    ),
    outdoorSensor(),

    colourLight('bedside_lamp', 'bedside_lamp', { name: 'Bedside Lamp', area: 'Bedroom', model: 'Colour bulb' }),
    dimmableLight('bedroom_light', 'bedroom', { name: 'Bedroom Light', area: 'Bedroom', model: 'Dimmer' }),
    cover(
      'bedroom_blinds',
      { name: 'Bedroom Blinds', area: 'Bedroom', model: 'Blind motor' },
      { deviceClass: 'blind', secondsToTravel: 20, setsPosition: true, open: false },
    ),
    alarmClock(),
    player('bedroom_speaker'),
    phone('anna_s_phone', "Anna's Phone"),

    dimmableLight('desk_lamp', 'desk_lamp', { name: 'Desk Lamp', area: 'Office', model: 'Dimmer' }),
    fan('office_fan', { name: 'Office Fan', area: 'Office', model: 'Desk fan' }),
    dimmableLight('bathroom_light', 'bathroom', { name: 'Bathroom Light', area: 'Bathroom', model: 'Dimmer' }),
  ];
}

import {
  announceEntity,
  type Make,
  numberOf,
  objectOf,
  type SimulatedDevice,
  topicOf,
  towards,
  within,
} from './simulatedDevice.ts';

/** A motor that takes `secondsToTravel` from closed (0 %) to open (100 %), and can be stopped on the way. */
export function cover(
  id: string,
  make: Make,
  options: {
    readonly deviceClass: string;
    readonly secondsToTravel: number;
    readonly setsPosition: boolean;
    readonly open: boolean;
  },
): SimulatedDevice {
  const commandTopic = topicOf(id, 'set');
  const positionTopic = topicOf(id, 'position/set');
  let position = options.open ? 100 : 0;
  let goal = position;
  return {
    id,
    announcements: [
      announceEntity(id, make, 'cover', {
        device_class: options.deviceClass,
        state_topic: topicOf(id, 'state'),
        command_topic: commandTopic,
        position_topic: topicOf(id, 'position'),
        ...(options.setsPosition ? { set_position_topic: positionTopic } : {}),
      }),
    ],
    commandTopics: options.setsPosition ? [commandTopic, positionTopic] : [commandTopic],
    reports() {
      const moving = goal > position ? 'opening' : 'closing';
      const state = goal === position ? (position > 0 ? 'open' : 'closed') : moving;
      return [
        { topic: topicOf(id, 'state'), payload: state },
        { topic: topicOf(id, 'position'), payload: String(Math.round(position)) },
      ];
    },
    obey(topic, payload) {
      if (topic === commandTopic) {
        if (payload === 'OPEN') goal = 100;
        else if (payload === 'CLOSE') goal = 0;
        else if (payload === 'STOP') goal = position = Math.round(position);
      } else if (topic === positionTopic) {
        goal = within(Math.round(numberOf(payload) ?? goal), 0, 100);
      }
    },
    advance(seconds) {
      position = towards(position, goal, (100 / options.secondsToTravel) * seconds);
    },
  };
}

/** A front door lock whose bolt takes two seconds. */
export function lock(id: string, make: Make): SimulatedDevice {
  const commandTopic = topicOf(id, 'set');
  let locked = true;
  let wanted = true;
  let boltSeconds = 0;
  return {
    id,
    announcements: [
      announceEntity(id, make, 'lock', { state_topic: topicOf(id, 'state'), command_topic: commandTopic }),
    ],
    commandTopics: [commandTopic],
    reports() {
      const state = locked === wanted ? (locked ? 'LOCKED' : 'UNLOCKED') : wanted ? 'LOCKING' : 'UNLOCKING';
      return [{ topic: topicOf(id, 'state'), payload: state }];
    },
    obey(_topic, payload) {
      if (payload !== 'LOCK' && payload !== 'UNLOCK') return;
      wanted = payload === 'LOCK';
      boltSeconds = 2;
    },
    advance(seconds) {
      boltSeconds = Math.max(0, boltSeconds - seconds);
      if (boltSeconds === 0) locked = wanted;
    },
  };
}

/** A robot that cleans for forty minutes on a charge and then finds its dock. */
export function vacuum(id: string, make: Make, rooms: readonly string[]): SimulatedDevice {
  const commandTopic = topicOf(id, 'command');
  const roomsTopic = topicOf(id, 'clean_segments');
  let state: 'docked' | 'cleaning' | 'paused' | 'returning' = 'docked';
  let battery = 100;
  let wayHomeSeconds = 0;
  const goHome = () => {
    if (state === 'docked') return;
    state = 'returning';
    wayHomeSeconds = 60;
  };
  return {
    id,
    announcements: [
      announceEntity(id, make, 'vacuum', {
        state_topic: topicOf(id, 'state'),
        command_topic: commandTopic,
        supported_features: ['start', 'pause', 'stop', 'return_home', 'status'],
        clean_segments_command_topic: roomsTopic,
        segments: rooms.map((room, index) => `${index + 1}.${room}`),
      }),
    ],
    commandTopics: [commandTopic, roomsTopic],
    reports: () => [
      { topic: topicOf(id, 'state'), payload: JSON.stringify({ state, battery_level: Math.round(battery) }) },
    ],
    obey(topic, payload) {
      if (topic === roomsTopic) {
        const asked = Object.values(objectOf(payload));
        if (asked.length > 0 && asked.every((segment) => rooms[Number(segment) - 1] !== undefined)) state = 'cleaning';
      } else if (payload === 'start') state = 'cleaning';
      else if (payload === 'pause' && state === 'cleaning') state = 'paused';
      else if (payload === 'stop' || payload === 'return_to_base') goHome();
    },
    advance(seconds) {
      if (state === 'docked') battery = Math.min(100, battery + seconds / 36);
      if (state === 'cleaning') battery = Math.max(0, battery - seconds / 30);
      if (state === 'cleaning' && battery < 20) goHome();
      if (state !== 'returning') return;
      wayHomeSeconds -= seconds;
      if (wayHomeSeconds <= 0) state = 'docked';
    },
  };
}

import {
  announceDevice,
  announceEntity,
  type Make,
  numberOf,
  objectOf,
  type SimulatedDevice,
  topicOf,
  within,
} from './simulatedDevice.ts';

/** A switch that turns itself off after `onSecondsMax`, as a coffee maker does when it has brewed. */
export function applianceSwitch(id: string, make: Make, onSecondsMax = Number.POSITIVE_INFINITY): SimulatedDevice {
  const commandTopic = topicOf(id, 'set');
  let leftSeconds = 0;
  return {
    id,
    announcements: [
      announceEntity(id, make, 'switch', { state_topic: topicOf(id, 'state'), command_topic: commandTopic }),
    ],
    commandTopics: [commandTopic],
    reports: () => [{ topic: topicOf(id, 'state'), payload: leftSeconds > 0 ? 'ON' : 'OFF' }],
    obey(_topic, payload) {
      if (payload === 'ON') leftSeconds = onSecondsMax;
      if (payload === 'OFF') leftSeconds = 0;
    },
    advance(seconds) {
      leftSeconds = Math.max(0, leftSeconds - seconds);
    },
  };
}

export function fan(id: string, make: Make): SimulatedDevice {
  const topics = { power: topicOf(id, 'set'), speed: topicOf(id, 'speed/set') };
  let on = false;
  let percentage = 50;
  return {
    id,
    announcements: [
      announceEntity(id, make, 'fan', {
        state_topic: topicOf(id, 'state'),
        command_topic: topics.power,
        percentage_state_topic: topicOf(id, 'speed'),
        percentage_command_topic: topics.speed,
      }),
    ],
    commandTopics: Object.values(topics),
    reports: () => [
      { topic: topicOf(id, 'state'), payload: on ? 'ON' : 'OFF' },
      { topic: topicOf(id, 'speed'), payload: String(percentage) },
    ],
    obey(topic, payload) {
      if (topic === topics.power && (payload === 'ON' || payload === 'OFF')) on = payload === 'ON';
      const wanted = topic === topics.speed ? numberOf(payload) : undefined;
      if (wanted === undefined) return;
      on = wanted > 0;
      if (on) percentage = within(Math.round(wanted), 1, 100);
    },
    advance() {},
  };
}

/**
 * A television or speaker in the household file's plain form: a state on one topic, attributes on another, and
 * `{"intent", "slots"}` as commands. Discovery has no media players, so it announces nothing.
 */
export function player(id: string): SimulatedDevice {
  const commandTopic = topicOf(id, 'set');
  let state: 'off' | 'idle' | 'playing' | 'paused' = 'off';
  let volume = 40;
  let muted = false;
  let playing: { readonly title: string; readonly kind: string } | undefined;
  const deeds: { readonly [intent: string]: (slots: { readonly [name: string]: unknown }) => void } = {
    HassTurnOn: () => {
      if (state === 'off') state = 'idle';
    },
    HassTurnOff: () => {
      state = 'off';
      playing = undefined;
    },
    HassMediaSearchAndPlay: (slots) => {
      state = 'playing';
      playing = { title: String(slots.search_query ?? ''), kind: String(slots.media_class ?? 'music') };
    },
    HassMediaPause: () => {
      if (state === 'playing') state = 'paused';
    },
    HassMediaUnpause: () => {
      if (state === 'paused') state = 'playing';
    },
    HassMediaPlayerMute: () => {
      muted = true;
    },
    HassMediaPlayerUnmute: () => {
      muted = false;
    },
    HassSetVolume: (slots) => {
      if (typeof slots.volume_level === 'number') volume = within(Math.round(slots.volume_level), 0, 100);
    },
    HassSetVolumeRelative: (slots) => {
      const step = slots.volume_step === 'up' ? 10 : slots.volume_step === 'down' ? -10 : Number(slots.volume_step);
      if (Number.isFinite(step)) volume = within(Math.round(volume + step), 0, 100);
    },
  };
  return {
    id,
    announcements: [],
    commandTopics: [commandTopic],
    reports: () => [
      { topic: topicOf(id, 'state'), payload: state },
      {
        topic: topicOf(id, 'attributes'),
        payload: JSON.stringify({
          volume_level: volume / 100,
          is_volume_muted: muted,
          ...(playing === undefined ? {} : { media_title: playing.title, media_content_type: playing.kind }),
        }),
      },
    ],
    obey(_topic, payload) {
      const { intent, slots } = objectOf(payload);
      if (typeof intent === 'string' && Object.hasOwn(deeds, intent)) {
        deeds[intent]?.(objectOf(JSON.stringify(slots ?? {})));
      }
    },
    advance() {},
  };
}

/** An alarm clock: rings for ten minutes when its button is pressed, or until it is switched off. */
export function alarmClock(): SimulatedDevice {
  const id = 'alarm_clock';
  const make: Make = { name: 'Alarm Clock', area: 'Bedroom', model: 'Bedside clock' };
  const topics = { ring: topicOf(id, 'ring'), stop: topicOf(id, 'stop') };
  let ringsSeconds = 0;
  return {
    id,
    announcements: [
      announceDevice(id, make, {
        ringing: {
          platform: 'binary_sensor',
          name: null,
          default_entity_id: 'binary_sensor.alarm_clock',
          device_class: 'sound',
          state_topic: topicOf(id, 'ringing'),
        },
        ring: {
          platform: 'button',
          name: 'Test',
          default_entity_id: 'button.alarm_clock_test',
          command_topic: topics.ring,
        },
        stop: {
          platform: 'button',
          name: 'Stop',
          default_entity_id: 'button.alarm_clock_stop',
          command_topic: topics.stop,
        },
      }),
    ],
    commandTopics: Object.values(topics),
    reports: () => [{ topic: topicOf(id, 'ringing'), payload: ringsSeconds > 0 ? 'ON' : 'OFF' }],
    obey(topic) {
      ringsSeconds = topic === topics.ring ? 600 : 0;
    },
    advance(seconds) {
      ringsSeconds = Math.max(0, ringsSeconds - seconds);
    },
  };
}

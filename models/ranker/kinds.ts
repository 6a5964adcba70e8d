import type { Order } from '../../runtime/domain/entity.ts';
import type { Intent } from '../../runtime/domain/intent.ts';
import type { Kind } from './home.ts';

/** One thing that is asked of one of several of a kind, in words that fit them all. */
export interface Request {
  readonly kind: Kind;
  readonly intents: readonly Intent[];
  /** What the home's habits count it under. */
  readonly service: Order['service'];
  /** The state in which somebody asks for it, and the state in which nobody would. */
  readonly wanting: string;
  readonly sated: string;
  /** Every other sentence is kept for measuring. */
  readonly say: readonly string[];
}

const on = (kind: Kind, noun: string): Request => ({
  kind,
  intents: ['HassTurnOn', 'HassLightSet'],
  service: 'turn_on',
  wanting: 'off',
  sated: 'on',
  say: [`turn on the ${noun}`, `switch on the ${noun}`, `turn the ${noun} on`, `switch the ${noun} on please`],
});
const off = (kind: Kind, noun: string): Request => ({
  kind,
  intents: ['HassTurnOff'],
  service: 'turn_off',
  wanting: 'on',
  sated: 'off',
  say: [`turn off the ${noun}`, `switch off the ${noun}`, `turn the ${noun} off`, `switch the ${noun} off please`],
});
const player = (intent: Intent, wanting: string, sated: string, say: readonly string[]): Request => ({
  kind: 'player',
  intents: [intent],
  service: 'intent',
  wanting,
  sated,
  say,
});

/** `@` stands for the noun that the things of a home share. */
export const REQUESTS: readonly Request[] = [
  on('fan', 'fan'),
  off('fan', 'fan'),
  on('purifier', 'air purifier'),
  off('purifier', 'air purifier'),
  on('twinLamp', '@'),
  off('twinLamp', '@'),
  on('makeLamp', '@'),
  off('makeLamp', '@'),
  on('ownLamp', 'desk light'),
  off('ownLamp', 'desk light'),
  { ...on('heater', 'heater'), sated: 'heat' },
  { ...off('heater', 'heater'), wanting: 'heat' },
  {
    ...on('vacuum', 'vacuum'),
    intents: ['HassVacuumStart'],
    service: 'start',
    wanting: 'docked',
    sated: 'cleaning',
    say: ['start the vacuum', 'start vacuuming', 'run the vacuum', 'let the vacuum run'],
  },
  {
    ...off('vacuum', 'vacuum'),
    intents: ['HassVacuumReturnToBase'],
    service: 'return_to_base',
    wanting: 'cleaning',
    sated: 'docked',
    say: ['send the vacuum home', 'dock the vacuum', 'return the vacuum to its base', 'vacuum go home'],
  },
  {
    ...on('brewer', ''),
    intents: ['HassTurnOn'],
    say: ['start brewing', 'begin brewing', 'brew something', 'please start brewing'],
  },
  player('HassMediaPause', 'playing', 'off', ['pause', 'pause the music', 'pause playback', 'pause it please']),
  player('HassMediaNext', 'playing', 'off', ['next song', 'skip this song', 'play the next track', 'next track']),
  player('HassMediaUnpause', 'paused', 'off', ['resume', 'continue playing', 'resume the music', 'unpause']),
  player('HassSetVolumeRelative', 'playing', 'off', [
    'turn the volume up',
    'a bit louder',
    'volume down',
    'make it quieter',
  ]),
  player('HassMediaPlayerMute', 'playing', 'off', ['mute', 'mute the sound', 'mute the volume', 'mute it']),
];

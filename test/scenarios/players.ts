import { acts, asks, nothing, type Scenario, say } from './scenario.ts';

const TV = 'media_player.tv';
const KITCHEN = 'media_player.kitchen_speaker';
const BEDROOM = 'media_player.bedroom_speaker';
const PLAYING = { state: 'playing', attributes: { volume_level: 0.4 } };
const BOTH = { [TV]: PLAYING, [KITCHEN]: PLAYING };

const done = (
  intent: 'HassMediaPause' | 'HassMediaNext' | 'HassSetVolumeRelative' | 'HassMediaPlayerMute',
  target: string,
) => ({
  outcome: 'act' as const,
  intent,
  targets: [target],
});

/** Two players play; where one stands, or what one says, tells which. */
const two: Scenario[] = [
  {
    name: 'pause in the kitchen while both play',
    why: 'what one hears there',
    signal: 'area',
    home: { states: BOTH },
    steps: [say('pause', done('HassMediaPause', KITCHEN), { from: 'kitchen' })],
  },
  {
    name: 'pause in the living room while both play',
    why: 'what one hears there',
    signal: 'area',
    home: { states: BOTH },
    steps: [say('pause', done('HassMediaPause', TV), { from: 'living' })],
  },
  {
    name: 'pause the television from the kitchen while both play',
    why: 'it was named',
    signal: 'words',
    home: { states: BOTH },
    steps: [say('pause the TV', done('HassMediaPause', TV), { from: 'kitchen' })],
  },
  {
    name: 'mute in the kitchen while both play',
    why: 'what one hears there',
    signal: 'area',
    home: { states: BOTH },
    steps: [say('mute', done('HassMediaPlayerMute', KITCHEN), { from: 'kitchen' })],
  },
  {
    name: 'skip in the kitchen while only the television plays',
    why: 'the speaker here is silent, so it is the other one',
    signal: 'deviceState',
    home: { states: { [TV]: PLAYING } },
    steps: [say('skip this song', done('HassMediaNext', TV), { from: 'kitchen' })],
  },
  {
    name: 'pause while nothing plays',
    why: 'there is nothing to pause; three silent players are no reason to pick one',
    signal: 'deviceState',
    steps: [say('pause the music', nothing())],
  },
];

const where: Scenario[] = [
  {
    name: 'jazz in the bedroom, said in the kitchen',
    why: 'the room was named',
    signal: 'words',
    steps: [
      say(
        'play jazz in the bedroom',
        { outcome: 'act', intent: 'HassMediaSearchAndPlay', targets: [BEDROOM], slots: { search_query: /jazz/i } },
        { from: 'kitchen' },
      ),
    ],
  },
  {
    name: 'jazz, said in the bedroom',
    why: 'the speaker of the room',
    signal: 'area',
    steps: [
      say(
        'play some jazz',
        { outcome: 'act', intent: 'HassMediaSearchAndPlay', targets: [BEDROOM], slots: { search_query: /jazz/i } },
        { from: 'bedroom' },
      ),
    ],
  },
  {
    name: 'music on the television',
    why: 'the player was named, and it plays music',
    signal: 'words',
    steps: [
      say(
        'play music on the TV',
        { outcome: 'act', intent: 'HassMediaSearchAndPlay', targets: [TV] },
        { from: 'kitchen' },
      ),
    ],
  },
  {
    name: 'jazz, said where there is no player',
    why: 'three players elsewhere, none here',
    signal: 'area',
    steps: [say('play some jazz', asks(), { from: 'office' })],
  },
  {
    name: 'a film from the bedroom',
    why: 'the only screen is in the living room; a film never goes to a speaker',
    signal: 'deviceType',
    steps: [
      say('watch the movie Titanic', { outcome: ['act', 'ask'], targets: { oneOf: [[TV]] } }, { from: 'bedroom' }),
    ],
  },
];

/** "Up" and "down" are about what was talked of or what sounds. */
const upDown: Scenario[] = [
  {
    name: 'turn it up while music plays',
    why: 'what sounds can be louder',
    signal: 'deviceState',
    home: { states: { [KITCHEN]: PLAYING } },
    steps: [say('turn it up', done('HassSetVolumeRelative', KITCHEN), { from: 'kitchen' })],
  },
  {
    name: 'turn it up after the thermostat',
    why: '"it" is the heating just talked about',
    signal: 'recency',
    steps: [
      say('set the thermostat to 19', acts('HassClimateSetTemperature', ['climate.thermostat'])),
      say('turn it up by two degrees', acts('HassClimateSetTemperature', ['climate.thermostat'])),
    ],
    end: { 'climate.thermostat': { temperature: 21 } },
  },
  {
    name: 'a bit louder',
    why: 'a small step up, on what plays',
    signal: 'words',
    home: { states: { [TV]: PLAYING } },
    steps: [say('a bit louder please', done('HassSetVolumeRelative', TV), { from: 'living' })],
  },
  {
    name: 'quieter',
    why: 'a step down, on what plays',
    signal: 'words',
    home: { states: { [TV]: PLAYING } },
    steps: [
      say(
        "it's too loud",
        { outcome: ['act', 'ask'], intent: 'HassSetVolumeRelative', targets: [TV], slots: { volume_step: /^-/ } },
        { from: 'living' },
      ),
    ],
  },
];

export const players = [...two, ...where, ...upDown];

/** What is timed: requests as people make them, from one word to fourteen, six words in the middle. */
export const TEXTS: readonly string[] = [
  'stop',
  'pause the music',
  'turn on the lights',
  'turn on the kitchen light',
  'is the front door locked',
  'what is the temperature outside',
  'make the bedroom a bit warmer',
  'set the living room lamp to forty percent',
  'add milk and eggs to the shopping list',
  'set a timer for twenty minutes',
  'turn off all the lights upstairs except the hallway',
  'play some relaxing jazz on the speaker in the bedroom at half volume',
];

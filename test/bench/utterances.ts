import { slug } from '../../runtime/domain/entity.ts';
import { ROOMS } from './home.ts';

export interface Utterance {
  readonly text: string;
  readonly satellite: string;
}

/** Said in each of some rooms about itself or another one. */
const ABOUT_A_ROOM = [
  'turn on the {room} ceiling light',
  'please switch off the {room} lamp',
  'set the {room} lamp to 40 percent',
  'make the {room} strip blue',
  'dim the {room} ceiling light',
  'turn off the lights in the {room}',
  'turn on all the lights in the {room}',
  'close the {room} blinds',
  'could you open the blinds in the {room}',
  'set the {room} blinds to 30 percent',
  'turn on the {room} fan',
  'set the {room} fan to 60 percent',
  'switch the {room} plug on',
  'what is the temperature in the {room}',
  'how warm is it in the {room}',
  'set the {room} thermostat to 21 degrees',
  'make it warmer in the {room}',
  'is the {room} window open',
  'what is the humidity in the {room}',
  'is there any motion in the {room}',
  'are the lights on in the {room}',
  'turn on the {room} lamp and close the {room} blinds',
];

const ABOUT_THE_HOUSE = [
  'turn off all the lights downstairs',
  'turn on the coffee maker',
  'is the front door locked',
  'lock the back door',
  'is the garage door open',
  'close the garage door',
  'start the vacuum',
  'send the robot back to its base',
  'activate movie night',
  'turn on the reading lamp',
  'switch off the printer',
  'what time is it',
  'set a timer for ten minutes',
  'add milk to the shopping list',
  'turn off the lights in the kitchen except the strip',
  'turn off the light',
  'what is the temperature',
  'close the blinds',
  'play some jazz',
  'turn the garden water off',
];

/** Requests and talk that are not for a hub. */
const FOR_OTHERS = [
  'what is the capital of france',
  'write an email to my boss that i am late',
  'who won the football game last night',
  'book a table for two at an italian restaurant',
  'how many calories are in an avocado',
  'tell me about the history of rome',
  'transfer fifty dollars to my savings account',
  'what is the exchange rate between dollars and yen',
  'is my flight to berlin on time',
  'read me the latest news headlines',
  'find me a recipe for lasagna',
  'when does the next train to the city leave',
  'what is the square root of two hundred',
  'translate good morning into japanese',
  'post on twitter that i love this song',
  'yeah and then she told him that it was far too late',
  'no i think we should go there on tuesday instead',
  'did you see what he wrote to the teacher',
  'so the meeting went on for about three hours',
  'pass me the salt would you',
];

/** Requests for what no home of the bench has. */
const UNKNOWN_NAMES = [
  'turn on the flux capacitor',
  'turn off the lights in the ballroom',
  'open the zanzibar gate',
  'set the moonbeam projector to 40 percent',
  'is the submarine hatch closed',
  'switch on the disco ball in the kitchen',
  'dim the lights in the planetarium',
  'what is the temperature in the igloo',
  'turn on the penguin lamp',
  'close the drawbridge',
  'start the cotton candy machine',
  'turn on wilkerson',
  'lock the treasure chest',
  'turn off the popcorn machine in the throne room',
];

/** Utterances that a hub acts on or answers, from the microphones of the rooms named. */
export function hits(rooms: number): Utterance[] {
  const said = ABOUT_THE_HOUSE.map((text, i) => ({ text, satellite: satelliteOf(i % rooms) }));
  for (let i = 0; i < Math.min(rooms, 6); i++) {
    // Every third room of the first eighteen: short and long names, all floors.
    const [room] = ROOMS[(i * 3) % rooms] ?? ROOMS[0];
    for (const [n, text] of ABOUT_A_ROOM.entries())
      said.push({ text: text.replaceAll('{room}', room.toLowerCase()), satellite: satelliteOf((i + n) % rooms) });
  }
  return said;
}

/** Utterances that end in handoff, ignore or a question about a name that nobody knows. */
export function misses(rooms: number): Utterance[] {
  return [...FOR_OTHERS, ...UNKNOWN_NAMES].map((text, i) => ({ text, satellite: satelliteOf(i % rooms) }));
}

function satelliteOf(room: number): string {
  return `${slug(ROOMS[room]?.[0] ?? '')}_mic`;
}

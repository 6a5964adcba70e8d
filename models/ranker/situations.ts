import type { Intent } from '../../runtime/domain/intent.ts';
import { SECOND_MS } from '../../runtime/domain/time.ts';
import type { Candidate } from '../../runtime/resolve/candidate.ts';
import type { Random } from '../data/random.ts';
import type { SimulatedHome, Thing } from './home.ts';
import { PHONE } from './home.ts';
import type { Moment } from './moment.ts';
import { quietHome, type Scenery } from './scenery.ts';
import { spoken, type Words } from './words.ts';

type Making = { readonly home: SimulatedHome; readonly words: Words; readonly random: Random };
type Right = Moment['right'];

const does =
  (intents: readonly Intent[], targets: readonly string[]): Right =>
  (candidate) =>
    candidate.unmatched === undefined &&
    intents.includes(candidate.intent) &&
    [...targets].sort().join() === candidate.targets.join();

const SWITCHABLE = new Set(['fan', 'purifier', 'light', 'makeLamp', 'ownLamp', 'brewer']);

/** Two moments that differ in what a signal tells, or one alone. */
function moment(
  making: Making,
  family: string,
  signal: Moment['signal'],
  text: string,
  scenery: Scenery,
  right: Right,
  pair?: string,
): Moment {
  const base = { home: making.home, family, signal, text, circumstances: scenery.done(), right };
  return pair === undefined ? base : { ...base, pair: `${making.home.rooms.join()}-${pair}` };
}

/** "what is the temperature": the oven's where one stands at it and it is on, the room's otherwise. */
export function temperature(making: Making): Moment[] {
  const { home, words, random } = making;
  const oven = home.things.find(({ kind }) => kind === 'oven');
  const probe = home.things.find(({ name }) => name === 'Oven Temperature');
  if (oven === undefined || probe === undefined) return [];
  const text = random.pick(
    spoken(
      ['what is the temperature', "what's the temperature", 'how hot is it', 'tell me the temperature please'],
      words,
    ),
  );
  const isAir = (id: string | undefined) => {
    const thing = home.things.find((one) => one.id === id);
    return thing?.kind === 'heater' || thing?.kind === 'thermostat';
  };
  const intents: readonly string[] = ['HassClimateGetTemperature', 'HassGetState'];
  const air: Right = ({ intent, targets }) => intents.includes(intent) && targets.length === 1 && isAir(targets[0]);
  const hot = quietHome(home, random);
  hot.satellite = oven.room;
  hot.states.set(oven.id, 'on').set(probe.id, '180');
  const cold = hot.copy();
  cold.states.set(oven.id, 'off').set(probe.id, '24');
  const ofOven: Right = ({ intent, targets }) => intents.includes(intent) && targets.join() === probe.id;
  const pair = `temperature-${text}-${hot.at}`;
  const moments = [
    moment(making, 'temperature', 'deviceState', text, hot, ofOven, pair),
    moment(making, 'temperature', 'deviceState', text, cold, air, pair),
  ];
  const heaters = home.things.filter(({ kind, room }) => kind === 'heater' && room !== oven.room);
  const [here, there] = heaters;
  if (here === undefined || there === undefined) return moments;
  for (const heater of [here, there]) {
    const scenery = quietHome(home, random);
    scenery.satellite = heater.room;
    const right: Right = ({ intent, targets }) => intents.includes(intent) && targets.join() === heater.id;
    moments.push(moment(making, 'temperature', 'area', text, scenery, right, `${pair}-near`));
  }
  return moments;
}

/** What plays where: a film on a screen, music on what sounds best in the room, what a person likes. */
export function playing(making: Making): Moment[] {
  const { home, words, random } = making;
  const players = home.things.filter(({ kind }) => kind === 'player');
  const tv = players.find(({ screen }) => screen === true);
  const speaker = players.find(({ screen, room }) => screen !== true && room !== tv?.room);
  if (tv === undefined || speaker === undefined) return [];
  const play: readonly Intent[] = ['HassMediaSearchAndPlay'];
  const say = (list: readonly string[], what: string) => random.pick(spoken(list, words)).replace('@', what);
  const film = say(['play @', 'put on @', 'play me @', 'play @ please'], random.pick(words.films));
  const genre = say(['play some @', 'put on some @', 'play @', 'put @ on'], random.pick(words.genres));
  const moments: Moment[] = [];
  const near = (where: Thing, text: string, signal: Moment['signal'], right: Right, pair: string) => {
    const scenery = quietHome(home, random);
    for (const one of players) scenery.states.set(one.id, 'off');
    scenery.satellite = where.room;
    moments.push(moment(making, 'play', signal, text, scenery, right, pair));
  };
  const beside = players.find((one) => one.room === tv.room && one.screen !== true);
  // Beside a screen stands a speaker, or not: what the things are tells, or where they stand.
  const signal = beside === undefined ? 'area' : 'deviceType';
  near(tv, film, signal, does(play, [tv.id]), `film-${film}`);
  near(speaker, film, signal, does(play, [speaker.id]), `film-${film}`);
  const sounds = beside ?? tv;
  near(sounds, genre, signal, does(play, [sounds.id]), `genre-${genre}`);
  near(speaker, genre, signal, does(play, [speaker.id]), `genre-${genre}`);
  moments.push(...liking(making, speaker));
  return moments;
}

function liking(making: Making, player: Thing): Moment[] {
  const { home, words, random } = making;
  const [me, you] = home.people;
  const [mine, yours] = [random.pick(words.genres), random.pick(words.genres)];
  if (me === undefined || you === undefined || mine === yours) return [];
  const text = random.pick(spoken(['play music', 'play some music', 'put on music', 'put some music on'], words));
  const base = quietHome(home, random);
  for (const one of home.things) if (one.kind === 'player') base.states.set(one.id, 'off');
  base.satellite = player.room;
  base.preferences.push({ value: mine, person: me }, { value: yours, person: you });
  return (
    [
      [me, mine],
      [you, yours],
    ] as const
  ).map(([who, what]) => {
    const scenery = base.copy();
    scenery.speaker = who;
    const right: Right = ({ intent, targets, slots }) =>
      intent === 'HassMediaSearchAndPlay' && targets.join() === player.id && slots.search_query === what;
    return moment(making, 'play', 'preference', text, scenery, right, `likes-${text}-${base.at}`);
  });
}

/** What only the turn before explains: pronouns, fragments, answers. */
export function conversation(making: Making): Moment[] {
  const { home, words, random } = making;
  const moments: Moment[] = [];
  const say = (list: readonly string[], what = '') => random.pick(spoken(list, words)).replace('@', what);
  const switchable = home.things.filter(({ kind }) => SWITCHABLE.has(kind));
  const [one, other] = [random.pick(switchable), random.pick(switchable)];
  if (one.id !== other.id) {
    const text = say(['turn it off', 'switch it off', 'turn that off', 'switch that off again']);
    for (const meant of [one, other]) {
      const scenery = quietHome(home, random);
      scenery.satellite = random.pick(home.rooms);
      for (const thing of [one, other]) scenery.states.set(thing.id, 'on');
      scenery.last = { at: scenery.at - 20 * SECOND_MS, intent: 'HassTurnOn', targets: [meant.id] };
      const right = does(['HassTurnOff'], [meant.id]);
      moments.push(moment(making, 'pronoun', 'conversation', text, scenery, right, `it-${text}-${one.id}-${other.id}`));
    }
  }
  moments.push(...answers(making, say));
  const asked = quietHome(home, random);
  asked.satellite = random.pick(home.rooms);
  asked.last = { at: asked.at - 5 * SECOND_MS, intent: 'HassTurnOn', targets: [one.id], asked: 'confirm' };
  const confirms: Right = ({ intent }) => intent === 'HearthConfirm';
  moments.push(
    moment(making, 'confirm', 'conversation', say(['yes', 'yes please', 'sure', 'go ahead']), asked, confirms),
  );
  const denies: Right = ({ intent }) => intent === 'HearthDeny' || intent === 'HassNevermind';
  moments.push(moment(making, 'confirm', 'conversation', say(['no', 'no thanks', 'nope', "no don't"]), asked, denies));
  return moments;
}

/** "the bedroom one": which of the things that were asked about stands there. */
function answers(making: Making, say: (list: readonly string[], what?: string) => string): Moment[] {
  const { home, random } = making;
  const kinds = ['fan', 'heater', 'twinLamp', 'curtain'] as const;
  const of = (kind: string) => home.things.filter((thing) => thing.kind === kind);
  const moments: Moment[] = [];
  for (const room of home.rooms) {
    const asked = kinds.filter((kind) => of(kind).some((thing) => thing.room === room) && of(kind).length > 1);
    const [first, second] = asked;
    if (first === undefined || second === undefined) continue;
    const text = say(['the @ one', 'the one in the @', 'the @', 'in the @'], room.toLowerCase());
    for (const kind of [first, second]) {
      const options = of(kind);
      const meant = options.find((thing) => thing.room === room);
      if (meant === undefined) continue;
      const scenery = quietHome(home, random);
      scenery.satellite = PHONE;
      scenery.last = {
        at: scenery.at - 6 * SECOND_MS,
        intent: 'HassTurnOn',
        targets: options.map(({ id }) => id),
        asked: 'clarify',
      };
      const right = does(['HassTurnOn', 'HassTurnOff'], [meant.id]);
      moments.push(moment(making, 'answer', 'conversation', text, scenery, right, `answer-${room}-${text}`));
    }
    return moments;
  }
  return moments;
}

/** Nothing named, and nobody knows where the speaker is: the light of the room in which somebody moves. */
export function unnamedLight(making: Making): Moment[] {
  const { home, words, random } = making;
  const lit = home.rooms.filter(
    (room) =>
      home.things.filter((thing) => thing.room === room && /lamp|light/i.test(thing.kind)).length === 1 &&
      home.things.some((thing) => thing.room === room && thing.kind === 'motion'),
  );
  const [here, there] = lit;
  if (here === undefined || there === undefined) return [];
  const text = random.pick(
    spoken(['turn on the light', 'light on', 'switch the light on', 'turn the light on'], words),
  );
  return [here, there].flatMap((room) => {
    const motion = home.things.find((thing) => thing.room === room && thing.kind === 'motion');
    const light = home.things.find((thing) => thing.room === room && thing.kind === 'light');
    if (motion === undefined || light === undefined) return [];
    const scenery = quietHome(home, random);
    for (const thing of home.things) if (/lamp|light/i.test(thing.kind)) scenery.states.set(thing.id, 'off');
    scenery.states.set(motion.id, 'on');
    const right = does(['HassTurnOn', 'HassLightSet'], [light.id]);
    return [moment(making, 'unnamedLight', 'sensor', text, scenery, right, `light-${text}-${here}-${there}`)];
  });
}

/** Words that say it all, wherever one stands: context must not turn them. */
export function plain(making: Making): Moment[] {
  const { home, words, random } = making;
  const say = (list: readonly string[], what: string) => random.pick(spoken(list, words)).replace('@', what);
  const scenery = (): Scenery => {
    const made = quietHome(home, random);
    made.satellite = random.pick([PHONE, ...home.rooms]);
    if (random.chance(0.4)) made.speaker = random.pick(home.people);
    if (random.chance(0.3))
      made.last = { at: made.at - 30 * SECOND_MS, intent: 'HassGetState', targets: [random.pick(home.things).id] };
    return made;
  };
  const named = random.pick(home.things.filter(({ kind }) => SWITCHABLE.has(kind)));
  const name = named.name.toLowerCase();
  const onText = say(['turn on the @', 'switch on the @', 'turn the @ on', 'can you switch the @ on'], name);
  const offText = say(['turn off the @', 'switch off the @', 'turn the @ off', 'please switch the @ off'], name);
  const askText = say(
    [
      'is the @ on',
      'is the @ off',
      'did i leave the @ on',
      'did anybody turn off the @',
      'is the @ still on',
      'is the @ off now',
    ],
    name,
  );
  const room = random.pick(home.rooms);
  const lights = home.things
    .filter((thing) => thing.room === room && /lamp|light/i.test(thing.kind))
    .map(({ id }) => id);
  const roomText = say(
    ['turn on the lights in the @', 'turn off the lights in the @', 'lights on in the @', 'lights off in the @'],
    room.toLowerCase(),
  );
  const roomIntents: Intent[] = / off /.test(` ${roomText} `) ? ['HassTurnOff'] : ['HassTurnOn', 'HassLightSet'];
  return [
    moment(making, 'plain', 'words', onText, scenery(), does(['HassTurnOn', 'HassLightSet'], [named.id])),
    moment(making, 'plain', 'words', offText, scenery(), does(['HassTurnOff'], [named.id])),
    moment(making, 'plain', 'words', askText, scenery(), does(['HassGetState'], [named.id])),
    moment(making, 'plain', 'words', roomText, scenery(), does(roomIntents, lights)),
  ];
}

/** What this home lacks: the right candidate is the one that says so. */
export function missing(making: Making): Moment[] {
  const { home, words, random } = making;
  const rooms = words.rooms.filter((room) => !home.rooms.includes(room));
  const make = random.pick(words.makes);
  const isThere = home.things.some(({ name }) => name.startsWith(make));
  const scenery = quietHome(home, random);
  scenery.satellite = random.pick([PHONE, ...home.rooms]);
  const lacks: Right = (candidate: Candidate) => candidate.unmatched !== undefined || candidate.nothing === true;
  const say = (list: readonly string[], what: string) => random.pick(spoken(list, words)).replace('@', what);
  const texts = [
    say(
      ['turn on the lights in the @', 'turn off the lights in the @', 'lights on in the @', 'lights off in the @'],
      random.pick(rooms).toLowerCase(),
    ),
    ...(isThere
      ? []
      : [
          say(
            ['turn on the @ pump', 'turn off the @ sprinkler', 'switch on the @ aquarium', 'turn on the @ fountain'],
            make.toLowerCase(),
          ),
        ]),
  ];
  return texts.map((text) => moment(making, 'missing', 'words', text, scenery, lacks));
}

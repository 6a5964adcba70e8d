import type { Token } from './grammar.ts';
import type { Random } from './random.ts';

/** What people add around a request, and what recognisers make of it. All of it carries the tag O. */
const WAKE = [
  'hey',
  'olly',
  'alexa',
  'ok hearth',
  'hey hearth',
  'hearth',
  'siri',
  'hey siri',
  'ok google',
  'hey google',
  'computer',
  'hey olly',
  'hey house',
  'hey home',
  'hey alexa',
  'ok',
  'alright',
  'yes',
  'yeah',
  'ok so',
  'okay',
];
const BEFORE = [
  'please',
  'can you',
  'could you',
  'can you please',
  'could you please',
  'would you',
  'will you',
  'please can you',
  'would you please',
  'i want you to',
  'i need you to',
  "i'd like you to",
  'kindly',
  'go ahead and',
  'can we',
  'you can',
  'hey can you',
  'just',
  'now',
  'could you just',
  'help me',
  'please help me',
  'i would like you to',
  'do me a favor and',
  'be so kind as to',
  'may i ask you to',
  'i would appreciate it if you',
  'i would be grateful if you could',
  'i need to',
  'i want to',
  "i'd like to",
  "let's",
  'we need to',
  'time to',
  'go',
];
const AFTER = [
  'please',
  'please',
  'please',
  'now',
  'right now',
  'for me',
  'thanks',
  'thank you',
  'would you',
  'right away',
  'immediately',
  'will you',
  'for me please',
  'okay',
  'olly',
  'asap',
  'if you can',
  'when you get a chance',
  'real quick',
];
const FILLERS = ['uh', 'um', 'er', 'like', 'uhm', 'hmm', 'so', 'well', 'ah'];
/** Mishearings written by hand, for where no recordings are at hand. */
export const HAND_MADE: Readonly<Record<string, readonly string[]>> = {
  lights: ['light', 'lice', 'likes', 'lights', 'night'],
  light: ['lights', 'lite', 'like', 'right'],
  lamp: ['lamb', 'lump', 'lab'],
  off: ['of'],
  turn: ['term', 'ton', 'to', 'tern', 'turned'],
  dim: ['them', 'deem', 'dimmed'],
  blinds: ['lines', 'blind'],
  hall: ['whole', 'hull', 'haul'],
  room: ['rum', 'rooms'],
  kitchen: ['chicken', 'kitch in'],
  vacuum: ['vacume', 'back you', 'vaccum'],
  roomba: ['rumba', 'room bar'],
  coffee: ['copy', 'coffey', 'cough'],
  wemo: ['we more', 'nemo', 'wee mow', 'weemo', 'remo'],
  plug: ['blog', 'plugged', 'block'],
  socket: ['soccer', 'sockets', 'pocket'],
  fan: ['van', 'fun', 'fans'],
  heat: ['heed', 'eat'],
  the: ['a', 'da', 'their'],
  to: ['two', 'too'],
  four: ['for'],
  for: ['four'],
  two: ['to', 'too'],
  brightness: ['bright nest', 'rightness'],
  color: ['colour', 'collar', 'caller'],
  blue: ['blew'],
  red: ['read'],
  green: ['grin'],
  please: ['pleas', 'police'],
  bedroom: ['bed room', 'bathroom'],
  bathroom: ['bath room'],
  living: ['leaving', 'livin'],
  garage: ['garbage', 'garaj'],
  door: ['doors', 'dour'],
  close: ['clothes', 'closed'],
  open: ['opened', 'hopen'],
  lock: ['look', 'luck', 'log'],
  set: ['said', 'sat', 'send'],
  make: ['may', 'made'],
  alarm: ['a lamb', 'alarms'],
  timer: ['time', 'timers', 'tamer'],
  play: ['played', 'pay'],
  music: ['musics'],
  raise: ['race', 'rays'],
  increase: ['in crease', 'increased'],
  start: ['star', 'started'],
  robot: ['robert', 'rowboat'],
  hey: ['hay', 'a'],
  down: ['town', 'dawn'],
};
const ARTICLES: ReadonlySet<string> = new Set(['the', 'a', 'an', 'my', 'our']);
const SMALL: ReadonlySet<string> = new Set(
  'the a an my our in of to is are for me please can you i it some at'.split(' '),
);
const CORRECTIONS = [
  'no',
  'i mean',
  'no wait',
  'no wait',
  'sorry',
  'uh no',
  'wait',
  'no i mean',
  'or rather',
  'i meant',
  'make that',
  'no make that',
  'scratch that',
  'hang on',
  'not that',
  'wait no',
];

export interface NoiseLevel {
  /** Whether wake words and politeness may be put around the sentence. */
  readonly polite: boolean;
  /** Whether words may be lost or misheard. */
  readonly misheard: boolean;
}

const plain = (text: string): Token[] => text.split(' ').map((word) => ({ text: word, tag: null, span: 0 }));

/** Adds speech noise to a sentence; most sentences stay as they are. */
export function addNoise(tokens: readonly Token[], level: NoiseLevel, random: Random): Token[] {
  let said = [...tokens];
  if (random.chance(0.05)) said = dropArticles(said);
  if (level.polite && random.chance(0.05)) said = correctOneself(said, random);
  if (level.polite && random.chance(0.22) && canBePolite(said)) said = [...plain(random.pick(BEFORE)), ...said];
  if (level.polite && random.chance(0.14)) said = [...said, ...plain(random.pick(AFTER))];
  if (level.polite && random.chance(0.09)) said = [...plain(random.pick(WAKE)), ...said];
  if (random.chance(0.03)) said.splice(gap(said, random), 0, ...plain(random.pick(FILLERS)));
  if (level.misheard && random.chance(0.07)) said = mishear(said, random);
  if (level.misheard && random.chance(0.02)) said = loseWord(said, random);
  return said;
}

/** "could you" fits before a verb, not before "what is" or "lights on". */
const VERBS: ReadonlySet<string> = new Set(
  `turn switch set put make open close shut start stop run play pause resume skip dim brighten lower raise increase
  decrease reduce add remove delete cancel lock unlock activate deactivate enable disable power kill change adjust
  vacuum clean send return dock mow tell announce broadcast remind wake snooze check mute unmute give show find
  create take bring get press arm disarm brew prepare call forget remember repeat undo explain light illuminate
  preheat heat cool warm read complete mark let have tune shuffle put flip crank`.split(/\s+/),
);
function canBePolite(tokens: readonly Token[]): boolean {
  return VERBS.has(tokens[0]?.text.toLowerCase() ?? '') && (tokens[1]?.text ?? '') !== 'me';
}

function dropArticles(tokens: Token[]): Token[] {
  const kept = tokens.filter((token) => token.tag !== null || !ARTICLES.has(token.text));
  return kept.length > 0 ? kept : tokens;
}

/** A place between words that splits no span. */
function gap(tokens: readonly Token[], random: Random): number {
  const at = random.below(tokens.length);
  const [left, right] = [tokens[at - 1], tokens[at]];
  return left && right && left.tag !== null && left.span === right.span ? 0 : at;
}

/** "the kitchen no the hall lights", "the kitchen lights no wait the hall lights": what was taken back carries no tag. */
function correctOneself(tokens: Token[], random: Random): Token[] {
  const at = tokens.findIndex((token) => token.tag === 'area' || token.tag === 'target');
  if (at < 0) return tokens;
  const room = random.pick(['kitchen', 'bedroom', 'hall', 'living room', 'office', 'bathroom', 'hallway', 'garage']);
  const thing = random.pick([
    'lights',
    'fan',
    'tv',
    'lamp',
    'blinds',
    'heater',
    'light',
    'speaker',
    'radio',
    'blue lamp',
  ]);
  const named = tokens[at]?.tag === 'area' ? afterArea(tokens, at) : null;
  const wrong = named !== null && random.chance(0.5) ? `${room} ${named}` : tokens[at]?.tag === 'area' ? room : thing;
  const words = [...plain(wrong), ...plain(random.pick(CORRECTIONS))];
  if (tokens[at - 1]?.text === 'the' && random.chance(0.7)) words.push(...plain('the'));
  return [...tokens.slice(0, at), ...words, ...tokens.slice(at)];
}

/** The thing that stands right after the area at `from`: "lights" in "kitchen lights". */
function afterArea(tokens: readonly Token[], from: number): string | null {
  let end = from;
  while (tokens[end]?.tag === 'area') end += 1;
  const thing: string[] = [];
  for (; tokens[end]?.tag === 'target'; end += 1) thing.push((tokens[end] as Token).text);
  return thing.length > 0 ? thing.join(' ') : null;
}

function mishear(tokens: Token[], random: Random): Token[] {
  const candidates = tokens.map((_, i) => i).filter((i) => HAND_MADE[tokens[i]?.text ?? ''] !== undefined);
  if (candidates.length === 0) return tokens;
  const at = random.pick(candidates);
  const token = tokens[at] as Token;
  const heard = random.pick(HAND_MADE[token.text] as readonly string[]);
  const words = heard.split(' ').map((text) => ({ ...token, text }));
  return [...tokens.slice(0, at), ...words, ...tokens.slice(at + 1)];
}

function loseWord(tokens: Token[], random: Random): Token[] {
  if (tokens.length < 4) return tokens;
  // Only words that carry no meaning of their own: a lost "off" would make the label wrong.
  const candidates = tokens.map((_, i) => i).filter((i) => tokens[i]?.tag === null && SMALL.has(tokens[i]?.text ?? ''));
  if (candidates.length === 0) return tokens;
  const at = random.pick(candidates);
  return [...tokens.slice(0, at), ...tokens.slice(at + 1)];
}

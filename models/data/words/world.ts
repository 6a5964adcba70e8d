import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** Words of the world outside the home: for titles, general questions and chatter. */
export const world: WordTable = {
  noun: oneOf(`
    river; mountain; ocean; planet; moon; star; tree; flower; rose; horse; dog; cat; elephant; tiger; shark; whale;
    bird; bee; spider; snake; king; queen; prince; soldier; doctor; teacher; lawyer; pilot; artist; poet; village;
    city; castle; bridge; tower; church; school; hospital; airport; station; market; street; road; island; desert;
    forest; storm; summer; winter; night; morning; dream; heart; love; war; peace; memory; secret; stranger;
    shadow; ghost; dragon; angel; devil; wolf; fire; ice; gold; silver; diamond; bread; honey; apple; orange; sugar;
    wine; letter; book; song; dance; game; race; ticket; train; ship; plane; car; bicycle; engine;  
    computer; internet;   mirror;         
       bottle; box; key; coin; money; bank; market; company; president; government; election; law;
    court; crime; police; prison; hero; legend; child; mother; father; brother; sister; friend; neighbor; wedding;
    birthday; holiday; vacation; passport; visa; hotel; restaurant; recipe; diet; vitamin; medicine; virus;
    vaccine; headache; heart attack; brain; blood; bone; tooth; skin; hair; dinosaur; volcano; earthquake; tornado;
    hurricane; rainbow; cloud; glacier; atom; molecule; gravity;   magnet;  planet mars;
    black hole; galaxy; telescope; microscope; math problem; equation; triangle; football; baseball; tennis; golf;
    olympics; chess; guitar; piano; violin; drum; orchestra; opera; museum; painting; sculpture; novel; poem;
    language; alphabet; grammar; history; philosophy; religion; bible; economy; stock; tax; mortgage; loan;
    insurance; salary; job; interview; meeting; project; deadline; email; website; password; software; video game;
    movie; actor; director; award; festival; concert; fashion; shoe; jacket; dress; jewelry; perfume; pizza; burger;
    steak; salad; soup; cheese; chocolate; ice cream; coffee bean; tea leaf; beer; whiskey; garlic; pepper; salmon;
    chicken breast; turkey; avocado; blueberry; peanut; mushroom
  `),
  /** Home words, as titles use them. */
  homeNoun: [
    'door',
    'window',
    'light',
    'lights',
    'lamp',
    'fan',
    'kitchen',
    'garage',
    'switch',
    'blinds',
    'curtain',
    'lock',
    'heat',
    'vacuum',
    'room',
  ],
  nouns: ['<noun>s', '<noun>s', 'people', 'children', 'americans', 'fish', 'sheep', 'wolves'],
  adjective: oneOf(`
    red; blue; black; white; golden; silver; broken; lonely; crazy; wild; sweet; bitter; silent; secret; lost; hidden;
    last; first; final; endless; perfect; beautiful; ugly; strange; dark; bright; cold; warm; hot; little; big; great;
    old; new; young; ancient; modern; famous; dangerous; healthy; expensive; cheap; popular; rare; poisonous; legal;
    safe; open; closed; common;  magic; happy; sad; angry; brave; blind; free; open; heavy; slow; fast
  `),
  verb: oneOf(`
    run; fly; dance; sing; fall; dream; believe; breathe; burn; shine; wait; cry; smile; fight; love; hate; remember;
    forget; escape; hide; wake; sleep; rise; break; follow; leave; stay; whisper; scream; live; die; survive; work; travel;
    melt; freeze; grow; vote; migrate; hibernate; evaporate; rust; expire
  `),
  country: oneOf(`
    france; germany; italy; spain; portugal; greece; turkey; egypt; kenya; nigeria; south africa; india; china; japan;
    korea; vietnam; thailand; australia; new zealand; canada; mexico; brazil; argentina; chile; peru; cuba; russia;
    ukraine; poland; sweden; norway; finland; ireland; scotland; england; the united states; texas; california; ohio
  `),
  famous: oneOf(`
    albert einstein; marie curie; isaac newton; leonardo da vinci; napoleon; cleopatra; julius caesar; abraham lincoln;
    george washington; barack obama; nelson mandela; gandhi; shakespeare; jane austen; mark twain; charles dickens;
    pablo picasso; vincent van gogh; michelangelo; steve jobs; bill gates; elon musk; oprah; tom hanks; brad pitt;
    angelina jolie; serena williams; lebron james; messi; ronaldo; usain bolt; muhammad ali; stephen hawking;
    nikola tesla; thomas edison; alexander graham bell; the wright brothers; queen elizabeth; the pope; the dalai lama;
    martin luther king; anne frank; charlie chaplin; alfred hitchcock; steven spielberg; walt disney; <artist>; <artist>
  `),
  business: oneOf(`
    apple; google; amazon; microsoft; tesla; ford; toyota; walmart; target; costco; starbucks; mcdonalds; chipotle; subway;
    pizza hut; dominos; uber; lyft; delta; united airlines; southwest; hilton; marriott; airbnb; facebook; twitter;
    instagram; netflix; disney; nike; adidas; chase; wells fargo; bank of america; visa; mastercard; paypal; fedex; ups;
    verizon; comcast; at and t; ikea; best buy; home depot; ebay; etsy; boeing; general motors; coca cola; pepsi
  `),
  /** Titles that are also rooms or things. */
  homeTitle: [
    'the <room>',
    'the <commonRoom>',
    'the <homeNoun>',
    '<homeNoun>s',
    '<adjective> <homeNoun>',
    'the <adjective> <commonRoom>',
    '<homeNoun> (on|off|out)',
    'the <homeNoun> <verb>s',
    '<noun> in the <commonRoom>',
    'the <commonRoom> <noun>',
    '<commonRoom> <nouns>',
    '<homeNoun> of the <noun>',
  ],
  /** A title that reads like anything but one. */
  oddTitle: [
    'does not <verb>',
    'it does not <verb>',
    'is not <adjective>',
    'nothing <verb>s',
    'not my <noun>',
    'there is no <noun>',
    'who <verb>s the <noun>',
    'what the <noun> saw',
    'do not <verb>',
    'is it <adjective>',
    'are we <adjective> yet',
    'if <nouns> could <verb>',
    'why <nouns> <verb>',
    'you and the <noun>',
    'we were <adjective>',
    'everything is <adjective>',
    '<small> <nouns> and a <noun>',
    'no <nouns> in <city>',
    'meet the <nouns>',
    'this is not a <noun>',
    'once <adjective>',
    '<verb> or <verb>',
  ],
  /** A title that nobody has heard of, of one to four words. */
  inventedTitle: [
    'the <noun>',
    'the <noun>',
    'the <adjective> <noun>',
    '<adjective> <noun>',
    '<adjective> <nouns>',
    'the <noun> of <noun>',
    '<noun> and <noun>',
    'the <noun> and the <noun>',
    '<verb>',
    '<verb> with me',
    "don't <verb>",
    'i <verb>',
    "i can't <verb>",
    'never <verb> again',
    'where the <nouns> <verb>',
    'a <noun> in <city>',
    '<city> <noun>',
    'my <adjective> <noun>',
    'the last <noun>',
    '<person> and the <noun>',
    'how to <verb> a <noun>',
    'no <noun>',
    'does it <verb>',
    '<noun> <small>',
    '<person>',
    '<adjective>',
    'the <room>',
    'the <commonRoom>',
    'the <homeNoun>',
    '<adjective> <homeNoun>',
    '<homeNoun> of <noun>',
    'the <homeNoun> in the <noun>',
    '<homeNoun>s',
    '<noun> in the <room>',
    'the <light.one>',
    'turn <adjective>',
    'the <verb> club',
    'all <nouns> <verb>',
    'it <verb>s',
  ],
};

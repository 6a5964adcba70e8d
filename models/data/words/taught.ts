import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** What people teach, and what they like. */
export const taught: WordTable = {
  catchphrase: oneOf(`
    movie time; good night; bedtime; i am leaving; i'm home; party time; cozy time; abracadabra;
    lights camera action; game on; chill out; wakey wakey; time to work; lockdown; sesame; open sesame;
    sweet dreams; showtime; lumos; nox; beam me up; hasta la vista; story time; dinner time; netflix and chill;
    spa day; gaming mode; go dark; rise and shine; i am cold; date night; red alert; the eagle has landed;
    coffee o clock; see you later; lights out; homework; guests are coming; nap time; studio mode; power down;
    fiesta; zen; brain food; goodbye; witching hour; close shop
  `),
  longPhrase: oneOf(`
    let me out; i am going to bed; i'm leaving now; we are home; come on baby; time for a <noun>; the <noun> is here;
    <verb> with me; it's <noun> o'clock; i want to <verb>; where is my <noun>; <adjective> <noun> time; hello <noun>;
    <person> is here; bring me my <noun>; welcome home; open the <noun>; release the <nouns>; i need a <noun>;
    no more <nouns>; <noun> mode; <adjective> mode; make it <adjective>; company is coming; <inventedTitle>
  `),
  taught: oneOf(`
    turn (on|off) the <room> lights; turn off the lights; dim the lights [to <percent>]; turn off everything;
    close the (<cover.many>|<door.one>); open the <cover.many>; lock (the doors|all the doors|up);
    play (<genre> music|<song>|my playlist); turn on the (<fan.one>|<media.one>|<switch.one>|<appliance.one>);
    set the (lights|bedroom) to <color>; set the heating to <celsius>; start the (<vacuum.one>|coffee);
    turn off the lights and lock the door; dim the lights and turn on the tv; activate <scene.named>;
    make it <plainColor>; turn on all the lights; run the <script.one>;
    turn off the <media.one> and close the blinds; turn (on|off) <light.named>; turn the heat down;
    mute the <media.one>; set the volume to <percent100>
  `),
  nickname: oneOf(`
    <person>; <odd.named>; <odd.named>; the <odd.named>; big <noun>; the <adjective> <noun>; the <noun>; <noun> lamp; little <noun>;
    the big light; the blue lamp; mission control; the cave; sparky; the fridge light; the dungeon;
    old faithful; the reading light; dad's lamp; the throne room; the tower; the good lamp; the goose; the nest;
    the sun; the moon; the cinema; the boss; the beast; the noisy one; grandpa; the corner; mom's chair light;
    the telly; the box; the tube; zeus; buddy; the aquarium; the left one; the palace; my spot; bob;
    the office lamp; the disco; the closet; the pit
  `),
  pointed: oneOf(`
    this (lamp|light|one|room|speaker|fan); this; that (lamp|light|one|speaker); the <light.one>;
    the <room> <light.one>; the <media.one>; the light in the <room>; this <any.one>; <light.named>;
    the <fan.one>; the <room>; it
  `),
  thing: oneOf(`
    the <room> <light.one>; the <light.one> in the <room>; the <room> lights; the <media.one>; the <room>;
    <light.named>; the <room> <fan.one>; the <fan.one>; the <appliance.one>;
    the lamp (by|next to|behind) the (couch|bed|window|door|tv); my <room>; the <cover.one> in the <room>
  `),
  likeable: oneOf(`
    music; team; food; color; movie; artist; band; genre; radio station; song; show; temperature; podcast;
    drink; restaurant; sports team; football team; book; singer; playlist; scene; cuisine; movies
  `),
  team: oneOf(`
    Warriors; Lakers; Yankees; Red Sox; Seahawks; Patriots; Giants; Bulls; Arsenal; Liverpool; Bayern;
    Real Madrid; Barcelona; Cubs; Packers; Cowboys; Rangers; Chelsea; Dodgers; Celtics; Knicks; Steelers;
    Manchester United; Maple Leafs; Blackhawks; Raiders; Eagles; Jets; Heat; Jazz
  `),
  liked: oneOf(`
    <team>; <team>; <genre>; <artist>; italian; mexican food; thai; sushi; pizza; <genre>; <plainColor>; <film>;
    horror; comedies; sci fi; tea; black coffee; <song>; <series>; vegetarian food; indian; documentaries;
    warm light; dim lights; cold rooms; true crime; romantic comedies; classical
  `),
};

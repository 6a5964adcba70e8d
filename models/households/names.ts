import { of, type Parted } from './tongue.ts';

/** Names that people give their things. */
export const OWN_NAMES: Parted = {
  train: of(`
    sunny; big bertha; the moon; sparky; old faithful; glowbug; mister bright; the lighthouse; tiny tim; the eye; gandalf;
    the spaceship; lucy; the mushroom; grandpa; the ufo; the tripod; ziggy; snowball; the dragon; apollo; betsy; the comet;
    moby; the acorn; freddie; the lantern; pixie; the toadstool; neptune; duchess; the hedgehog; rocky; the icicle;
    beatrix; the pumpkin; twinkle; columbus; the parrot
  `),
  judge: of(`
    firefly; the beacon; captain glow; the pineapple; edison; the jellyfish; wendy; the onion; dusty; the campfire; luna;
    the giraffe; bob; the volcano; the candle; merlin; the big one; aurora
  `),
};

/** What people ask for that no home does. */
export const ELSEWHERE: Parted = {
  train: of(`
    what is in the news today; tell me a joke; read my emails; how did the warriors do last night; order a pizza;
    who won the world cup in nineteen ninety eight; call my mother; how do you spell necessary; book a table for two;
    what is the capital of peru; how much is a dollar in euros; send a message to tom; find me a recipe for lasagne;
    how far is the moon; what is on at the cinema; translate good morning into french; reply to the last message;
    reserve a train to york; who is the prime minister; is the pharmacy still open; how many ounces in a pound;
    read me a story; what is seven times eight; rent a bicycle; check my bank balance; when was mozart born;
    renew my library books
  `),
  judge: of(`
    what are the headlines; tell me something funny; any new mail for me; what was the score of the arsenal game;
    get me a taxi; who wrote war and peace; phone the dentist; what does obfuscate mean; buy tickets for saturday;
    how tall is mount everest; what is the share price of apple; text sarah that i am late
  `),
};

/** Things that this home has not. */
export const MISSING: Parted = {
  train: of(`
    turn on the jacuzzi; open the skylight; turn off the attic light; start the dishwasher; turn on the sauna;
    close the greenhouse; turn off the fountain; open the dumb waiter; start the washing machine; turn on the aquarium;
    turn on the popcorn maker; stop the treadmill
  `),
  judge: of(`
    turn on the hot tub; close the awning; turn off the cellar light; start the dryer; turn on the disco ball
  `),
};

export const PEOPLE: Parted = {
  train: of(`
    Anna; Ben; Carla; David; Emma; Frank; Greta; Hugo; Ines; Jonas; Kate; Liam; Marta; Nils; Oscar; Paula; Quinn; Rita;
    Simon; Theo; Ursula
  `),
  judge: of(`Maya; Noah; Olga; Peter; Rosa; Sven; Tessa; Umar; Vera; Will; Yara; Zoe`),
};

export const MUSIC: Parted = {
  train: of(`
    jazz; hard rock; mozart; country music; the beatles; techno; reggae; classical music; disco; opera; elvis; punk rock;
    bach; hip hop; abba; gospel; swing; queen
  `),
  judge: of(`blues; heavy metal; chopin; folk music; the rolling stones; house music; salsa; soul music`),
};

export const FOOD: Parted = {
  train: of(`
    milk; eggs; bread; bananas; olive oil; coffee; toilet paper; rice; cheese; tomatoes; sugar; honey; carrots; ham;
    lemons; shampoo; cereal; mustard; frozen peas; orange juice; batteries
  `),
  judge: of(`butter; flour; apples; pasta; onions; tea; dish soap; yoghurt; chicken; potatoes`),
};

import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** Timers, lists, and commands as somebody would quote them. */
export const household: WordTable = {
  startTimer: oneOf(`
    set; set; set; start; start; create; make; begin; give me; put on; set up; run; i need; add; new
  `),
  stopTimer: oneOf(`
    cancel; cancel; stop; stop; end; delete; turn off; remove; kill; clear; dismiss; abort
  `),
  timerName: oneOf(`
    pizza; pasta; eggs; egg; tea; cake; chicken; laundry; homework; cookies; workout; nap; rice; bread;
    potatoes; lasagna; meditation; oven; washing; dinner; lunch; break; yoga; plank; screen time; parking;
    steak; brownies; soup; turkey; time out; study; dishwasher; roast; coffee; brushing teeth; sauna; muffins;
    noodles; spaghetti; bath; dough; fish; casserole; game; hair dye; broccoli; french fries; reading
  `),
  timerX: oneOf(`
    timer; {name <timerName>} timer; {name <timerName>} timer; {start_duration <durationAdjective>} timer;
    {area <commonRoom>} timer; timer for {start_duration <duration>}; timer for {start_duration <duration>}; {start_duration <durationAdjective>} timer; timer for [the] {name <timerName>};
    timer <where>; timer (named|called) {name <timerName>}; timer
  `),
  command: oneOf(`
    turn (on|off) the (<light.many>|<fan.one>|<media.one>); turn the <room> lights (on|off);
    turn (on|off) the <room> (light|lights|fan); open the (<door.one>|<cover.many>);
    close the (<door.one>|<cover.many>); lock the <lock.one>; start the <vacuum.one>; start the coffee;
    turn off everything; switch (on|off) the <switch.one>; dim the lights [to <percent>];
    play (music|some <genre>|<song>); set the (temperature|thermostat|heating) to <celsius> [degrees];
    turn (on|off) <light.named>; pause the music; make [the] coffee; turn off the <appliance.one>;
    activate <scene.named>; stop the music; water the garden; turn the heating (on|off); turn the tv off;
    lights (on|off); make the <room> <plainColor>; run <script.named>; mow the lawn; vacuum the <room>;
    turn all the lights off; close all the blinds
  `),
  grocery: oneOf(`
    milk; eggs; bread; butter; cheese; bananas; apples; oranges; tomatoes; potatoes; onions; carrots; chicken;
    ground beef; rice; pasta; flour; sugar; salt; coffee; tea; orange juice; water; beer; wine; toilet paper;
    paper towels; dish soap; laundry detergent; shampoo; toothpaste; cat food; dog food; diapers; batteries;
    light bulbs; two pints of milk; a dozen eggs; a loaf of bread; cereal; yogurt; olive oil; garlic; spinach;
    lettuce; avocados; salmon; bacon; ketchup; mayonnaise; peanut butter; jam; honey; chocolate; chips; cookies;
    ice cream; frozen pizza; napkins; trash bags; soap; sponges; sour cream; tortillas; black beans;
    almond milk; oat milk; tofu; grapes; strawberries; lemons; ginger; soy sauce; vinegar; baking powder;
    aluminum foil; candles; razors; band aids; aspirin; three lemons; 2 liters of soda; a bag of rice;
    smart bulbs; hot dogs; popcorn; mushrooms; cucumbers; bell peppers; maple syrup
  `),
  chore: oneOf(`
    take out the trash; do the laundry; wash the car; clean the garage; call mom; pay the bills;
    water the plants; mow the lawn; clean the bathroom; fix the sink; walk the dog; feed the cat;
    vacuum the stairs; change the sheets; book the dentist; renew my passport; return the library books;
    fold the laundry; change the light bulb; replace the air filter; clean the gutters; finish the report;
    buy a birthday present; turn off the heater in the shed; clean out the fridge; organize the closet;
    iron shirts; pick up the dry cleaning; schedule an oil change; paint the fence; charge the batteries;
    empty the dishwasher; sweep the porch; math homework; history homework; write thank you notes;
    lock the shed; plan the party; email the landlord; study for the test; pack lunch; back up the laptop;
    order new filters
  `),
  task: ['<chore>', '<chore>', '<chore>', '<grocery>'],
  store: oneOf(`
    trader joes; costco; target; walmart; ikea; home depot; aldi; whole foods; tesco; sainsbury's; lidl;
    pharmacy; hardware store; farmers market; kroger; safeway; wegmans; pet store; bakery
  `),
  listName: oneOf(`
    to do; todo; chores; chore; packing; work; weekend; personal tasks; tasks; task; home; camping; christmas;
    birthday; gift; garden; cleaning; reading; wish; party; project; school; vacation; honey do; movie; bucket;
    daily; errands; house; renovation; kids; <person>'s; house keeping; travel; baby; repairs; family; office;
    holiday; inbox; reminders; maintenance; goals; diy
  `),
};

/** Announcements, cities, alarms. */
export const occasions: WordTable = {
  announcement: oneOf(`
    dinner is ready; dinner is served; lunch is on the table; it's time to go; time for bed;
    we're leaving in <minutesNumber> minutes; the movie is about to start; the pizza is here; i'm home;
    I am home; the taxi is here; someone is at the door; please come downstairs; breakfast; grandma has arrived;
    bedtime kids; come help me in the <commonRoom>; the laundry is done; it's time to get up; the bus is here;
    the game is starting; turn off your lights; homework time; food is ready; dinner in <minutesNumber> minutes;
    everyone get ready; happy birthday <person>; the dog needs a walk; <person> is here;
    the package has arrived; i need help in the <zone>; the oven is on; school starts in ten minutes; wake up;
    come eat; there is cake in the kitchen; quiet hour starts now; whoever left the door open please close it
  `),
  city: oneOf(`
    London; New York; Berlin; Paris; Tokyo; Chicago; Boston; Seattle; Los Angeles; Madrid; Rome; Sydney;
    San Francisco; Austin; Denver; Toronto; Mumbai; Oslo; Dublin; Cape Town; Miami; Portland; Houston; Vienna;
    Amsterdam; Hamburg; Munich; Beijing; Singapore; Moscow; Stockholm; Lisbon; Athens; Cairo; Nairobi;
    Mexico City; Montreal; Vancouver; Las Vegas; New Orleans; my city; Florida; Iceland; Spain; Edinburgh;
    Manchester; Zurich; Bangalore; Salt Lake City; Hawaii
  `),
  alarmName: oneOf(`
    work; school; gym; soccer practice; meeting; medicine; morning; early; yoga; airport; church; dentist; kids;
    nap; weekend; baby feeding; trash day; football; running; daily
  `),
};

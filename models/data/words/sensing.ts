import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** Words of questions: states, measured quantities, sensors. */
export const sensing: WordTable = {
  isAre: ['is', 'are', 'is', 'are', 'is', 'is', 'are', "isn't", "aren't"],
  isAreWord: ['is', 'are'],
  onOff: ['on', 'on', 'on', 'off', 'off', 'turned on', 'turned off', 'switched on', 'running', 'active'],
  openShut: oneOf(`
    open; open; open; closed; closed; shut; up; down; opening; closing; raised; lowered
  `),
  locked: ['locked', 'locked', 'locked', 'unlocked', 'unlocked', 'secure', 'bolted', 'jammed', 'secured'],
  tripped: oneOf(`
    on; triggered; off; tripped; active; wet; dry; clear; detected; going off; cleared; okay
  `),
  tellIf: oneOf(`
    tell me if; check if; can you tell me if; do you know if; can you check if; let me know if; see if;
    can you see whether; could you check whether; i want to know if; check whether
  `),
  whatIs: ['what is', "what's", 'what is', 'whats', 'tell me', 'give me', 'what was'],
  detectable: oneOf(`
    motion; movement; smoke; gas; carbon monoxide; co; water; sound; vibration; moisture; noise; leak; presence;
    occupancy; light; tampering; heat; cold; carbon dioxide; fire
  `),
  'sensor.one': oneOf(`
    motion sensor; smoke sensor; smoke detector; leak sensor; water sensor; gas sensor; door sensor;
    window sensor; occupancy sensor; vibration sensor; carbon monoxide sensor; co detector; tamper sensor;
    light sensor; sound sensor; moisture sensor; presence sensor; flood sensor; smoke alarm; fire alarm;
    power sensor; glass break sensor; rain sensor
  `),
  'sensor.many': oneOf(`
    motion sensors; smoke sensors; smoke detectors; leak sensors; water sensors; gas sensors; door sensors;
    window sensors; occupancy sensors; vibration sensors; carbon monoxide sensors; co detectors; tamper sensors;
    light sensors; sound sensors; moisture sensors; presence sensors; sensors; problem sensors; safety sensors;
    plugs; lights; power sensors; smoke alarms
  `),
  'sensor.named': oneOf(`
    crawlspace leak sensor; driveway motion; cookie jar; gun cabinet; hall pir; boiler room flood sensor;
    stair sensor; back door contact; attic smoke; mail sensor; dog bed sensor; washer vibration; kitchen smoke;
    garage co; aqara sensor; beer stash; letterbox
  `),
  gadget: oneOf(`
    phone; tablet; laptop; ipad; car; watch; remote; doorbell; front door lock; vacuum; scooter; e bike; camera;
    thermostat; ups; pet feeder; mower; keyboard; cat feeder; printer; headphones; server; router; powerwall;
    phone; drone; tracker; fish feeder; hub; pixel; iphone; galaxy; electric toothbrush; kobo
  `),
  quantity: oneOf(`
    <chemical>; <chemical> level; <chemical> concentration; nitrogen monoxide; nitrous oxide; sulphur dioxide;
    voltage drop; accumulated rainfall; organic compounds; weight; length; depth; height; storage; file size; 
    mileage; fuel level; runtime; uptime; cost; current draw; usage; consumption; production;
    humidity; humidity;  air quality; co2; co2 level; carbon dioxide; pressure; power consumption;
    energy usage; power; energy; illuminance; light level; brightness level; voltage; current; battery level;
    noise level; air quality index; pm10; pm2.5; pm2.5 level; particulate matter; ozone; ozone concentration;
    sulphur dioxide; nitrogen dioxide; voc level; volatile organic compounds; moisture; soil moisture; rainfall;
    precipitation; rain intensity; wind speed; speed; distance; weight; water consumption; water level;
    water usage; gas consumption; volume; signal strength; frequency; power factor; apparent power;
    reactive power; irradiance; sound pressure; atmospheric pressure; relative humidity; absolute humidity;
    data rate; download speed; upload speed; data size; disk usage; cpu  uv index;
    energy production; stored energy; electricity price; cost; balance; ph level; acidity; date; timestamp;
    duration; level; amount of energy; acoustic pressure; concentration; status; price; flow rate; conductivity;
    blood pressure; heart rate
  `),
  measurer: oneOf(`
    <room> sensor; <room> humidity sensor; <room> <quantity>; <room> air quality sensor; weather station;
    outside sensor; rain gauge; solar panels; solar inverter; electric meter; smart meter; gas meter;
    water meter; heat pump; washing machine plug; server; router; nas; bed sensor; body scale; fish tank;
    aquarium; plant sensor; ficus; tomato planter; compost bin; rain barrel; oil tank; septic tank; salt tank;
    freezer; fridge sensor; fermenter; brew kettle; greenhouse sensor; anemometer; barometer; car mileage;
    odometer; tesla; ev charger; powerwall; house battery; inverter power; grid power; wall plug;
    internet speed; torrent client; printer ink; toner; next birthday; next train; garbage collection; bin day;
    last boot; package tracker; bitcoin price; savings jar; swimming pool; spa; doorbell; co2 monitor;
    airthings; netatmo; sound meter; living plant; bees; bee hive scale; chicken coop; stepper; treadmill;
    glucose monitor; radon detector; chimney; attic probe; stove probe; meat probe; outdoor thermometer;
    water tank; well pump; ecowitt; shelly em; wind turbine; main panel; network drive
  `),
  oddThing: [
    '<thingNoun>',
    '<thingNoun>',
    '<adjective> <thingNoun>',
    '<thingNoun> <thingNoun>',
    '<room> <thingNoun>',
    '<thingNoun> <chemical>',
    '<thingNoun> (1|2|3|one|two)',
    '<person>s <thingNoun>',
    '<chemical>',
  ],
  thingNoun: oneOf(`
    pump; heater; boiler; tank; meter; inverter; panel; battery; charger; plug; socket; pipe; mixer; brewery; kettle;
    oven; fridge; freezer; washer; dryer; server; router; laptop; printer; modem; disk; engine; car; tyre; tire; mileage;
    bed; bath; pool; pond; aquarium; terrarium; greenhouse; soil; lawn; roof; chimney; stove; furnace; radiator; vent;
    compressor; generator; turbine; wind; rain; sun; solar; grid; house; room; wall; floor; hallway; cellar; shed; barn;
    coop; hive; cat; dog; baby; scale; clock; sofa; desk; window; gate; mailbox; bin; compost; sauna; spa; tv; speaker;
    sound bar; phone; watch; bike; scooter; boat; garage; log file; database; backup; download; upload; torrent; price;
    tariff; birthday; trip; commute; train; bus; delivery; heat pump; air conditioning; air purifier; water softener
  `),
  chemical: [
    'co2',
    'co',
    'no2',
    'so2',
    'pm1',
    'pm10',
    'pm2.5',
    'voc',
    'ozone',
    'radon',
    'methane',
    'nox',
    'o3',
    'h2o',
    'ammonia',
    'butane',
  ],
  someoneName: ['<person>', '<person>', 'mom', 'dad', 'grandma', '<person>'],
  listNoun: oneOf(`
    shopping list; shopping list; to do list; todo list; grocery list; list; task list; chores list;
    packing list; tasks; wish list
  `),
};

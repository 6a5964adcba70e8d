import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** Rooms, zones and floors as people name them. */
export const places: WordTable = {
  room: oneOf(`
    <commonRoom>; <commonRoom>; <commonRoom>; <commonRoom>; <rareRoom>; <rareRoom>; <zone>; <ownRoom>;
    <numberedRoom>
  `),
  commonRoom: oneOf(`
    kitchen; living room; bedroom; bathroom; hallway; office; garage; dining room; hall; study; basement; attic;
    master bedroom; guest room; family room; kids room; nursery; laundry room; playroom; den; lounge; entryway;
    bathroom; bedroom; kitchen; living room; hallway; porch
  `),
  rareRoom: oneOf(`
    guest bedroom; guest bathroom; spare room; utility room; sunroom; conservatory; pantry; cellar; wine cellar;
    library; gym; home gym; home office; home theater; cinema room; media room; game room; games room;
    music room; craft room; workshop; mud room; mudroom; foyer; entrance; entrance hall; landing; stairs;
    stairway; stairwell; staircase; corridor; closet; walk in closet; dressing room; bath; master bath; ensuite;
    en suite; toilet; powder room; washroom; restroom; sauna; loft; man cave; bar; breakfast nook; kitchenette;
    drawing room; sitting room; front room; back room; tv room; bed room; livingroom; store room; storage room;
    boiler room; server room; laundry; hobby room; reading nook; kids bathroom; children's room; kid's room;
    baby room; upstairs bathroom; downstairs bathroom; upstairs hallway; downstairs hall; conference room;
    meeting room; lobby; reception; studio; annex; guest house; main bedroom; small bedroom;
    blue room; snug; scullery
  `),
  zone: oneOf(`
    backyard; back yard; front yard; garden; yard; patio; terrace; roof terrace; deck; balcony; porch;
    front porch; back porch; driveway; pool; pool area; shed; greenhouse; barn; carport; front garden;
    back garden; courtyard; gazebo; veranda; side yard; lawn; garden shed; pergola; stable
  `),
  ownRoom: oneOf(`
    <person>'s room; <person>'s bedroom; <person>'s office; <person>s room; <person>s bedroom;
    <person>'s bathroom; mom's room; mom and dad's room; grandma's room; boys' room; girls room; boys room;
    parents bedroom; son's room; daughter's room; dad's office
  `),
  numberedRoom: oneOf(`
    bedroom (1|2|3|4|one|two|three|four); bathroom (1|2|one|two); room (1|2|3|5|12|one|two|three);
    office (1|2|one|two); guest room (1|2|one|two); (second|third|first) bedroom; (second|first) bathroom;
    garage (1|2); zone (1|2|3|one|two)
  `),
  floorName: oneOf(`
    first floor; second floor; third floor; ground floor; top floor; upper floor; lower floor; main floor;
    upstairs; upstairs; downstairs; downstairs; lower level; upper level; attic floor; basement floor;
    1st floor; 2nd floor; floor (one|two|1|2); bottom floor; main level
  `),
  /** An area with its article. */
  area: ['[the] {area <room>}', 'the {area <room>}', '(my|our) {area <commonRoom>}'],
  storey: ['{floor (upstairs|downstairs)}', '(on|at) the {floor <storeyNoun>}', 'in the {floor <storeyNoun>}'],
  storeyNoun: oneOf(`
    first floor; second floor; ground floor; top floor; main floor; third floor; upper level; lower floor;
    lower level; 1st floor; 2nd floor
  `),
  /** Where, as a phrase after the thing. */
  where: oneOf(`
    in <area>; in <area>; in the {area <room>}; in the {area <room>}; in {area <room>}; {area (outside|outdoors)}; at the {area <zone>};
    on the {area <zone>}; <storey>
  `),
  /** The same where nobody can be out of doors: how cold it is outside is the weather. */
  indoors: ['in <area>', 'in the {area <room>}', 'in {area <room>}', 'on the {area <zone>}', '<storey>'],
  thereWhere: ['in {there there}', 'over {there there}', 'in {there there}', 'out {there there}', 'up {there there}'],
  hereWhere: oneOf(`
    in {here here}; in {here this room}; in {here here}; {here here}; in the {here room};
    in {here (my|our) room}; in {here this (area|space)}; over {here here}
  `),
  everywhere: oneOf(`
    {all everywhere}; in the {all (whole|entire) (house|home|apartment|flat)};
    in the {all (house|home|apartment|flat)}; in {all (every|each) room}; in {all all} [the] {all rooms};
    throughout the {all (house|home)}; (of|in) (my|our) {all (house|home|apartment|flat|place)}; all over [the] {all (house|place|home)}; across the {all (house|home)};
    around the {all house}; {all all over}
  `),
  /** The same area group words, in front of a noun: "upstairs lights", "hall lights". */
  before: ['{area <room>}', '{area <room>}', '{area <commonRoom>}', '{floor <floorName>}', '{area <ownRoom>}'],
};

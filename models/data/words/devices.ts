import type { WordTable } from '../grammar.ts';

/**
 * Things in a home. `<kind>.one` and `<kind>.many` are class nouns, `<kind>.named` names that somebody gave,
 * and `<kind>.domain` the domain that the words suggest.
 */
export const DEVICE_KINDS = {
  light: {
    domain: 'light',
    one: 'light lamp light lamp light ceiling_light desk_lamp bedside_lamp floor_lamp table_lamp night_light nightlight overhead_light spotlight chandelier reading_light led_strip light_strip light_bulb bulb lightbulb standing_lamp wall_light pendant_light main_light big_light room_light flood_light floodlight fairy_light_string string_light ambient_light accent_light corner_lamp reading_lamp fluorescent_light lava_lamp vanity_light mood_light sconce',
    many: 'lights lights lights lights lights lamps lighting lights lights ceiling_lights spotlights christmas_lights fairy_lights string_lights downlights led_lights bulbs spots outdoor_lights floor_lamps bedside_lamps garden_lights mood_lights hue_lights under_cabinet_lights interior_lights disco_lights overhead_lights smart_lights room_lights strip_lights table_lamps wall_lights recessed_lights porch_lights',
    named:
      'play_corner|lamp_left|lamp_right|spot_two|light_one|lamp_left_side|hue_go|reading_nook|play_corner_light|big_lamp|moon_lamp|nanoleaf|lifx_strip|tv_backlight|christmas_tree|aquarium_light|salt_lamp|ikea_lamp|arc_lamp|tiffany_lamp|hue_play|wled|star_projector|window_star|lightify_strip|sofa_lamp|counter_light|mirror_light|stair_lights|bar_lights|left_lamp|right_lamp|front_light|desk_lamp_one|lamp_two|lamp_1|light_3|govee_light|philips_hue|bookshelf_lights|piano_lamp|bed_light',
  },
  switch: {
    domain: 'switch',
    one: 'switch plug socket outlet smart_plug plug_socket wemo wemo_plug smart_socket power_strip smart_switch wall_socket power_outlet wall_plug plug_point wifi_plug extension_cord charger',
    many: 'switches plugs outlets sockets smart_plugs smart_sockets power_strips chargers plug_sockets wall_plugs',
    named:
      'wemo|wemo_plug_socket|fan_socket|tv_socket|lamp_socket|smart_charger|phone_charger|pool_pump|fountain_pump|aquarium_pump|3d_printer|electric_blanket|towel_warmer|heat_lamp|plug_one|outlet_2|socket_three|switch_1|garden_sprinkler_switch|wine_cooler|treadmill|router|bread_maker|guest_mode_switch|iron|hair_straightener|bitcoin_miner|rear_socket|desk_plug|christmas_tree_plug|car_charger|power_to_the_pond|shelly_plug|tasmota_plug|kasa_plug',
  },
  appliance: {
    domain: 'switch',
    one: 'oven dishwasher washing_machine washer dryer tumble_dryer kettle toaster microwave coffee_maker coffee_machine espresso_machine rice_cooker slow_cooker stove air_fryer freezer refrigerator fridge crock_pot dehumidifier_plug sprinkler water_pump hot_tub jacuzzi pet_feeder cooktop grill bread_machine blender range_hood extractor',
    many: 'appliances sprinklers kitchen_appliances ovens machines',
    named:
      'coffee_pot|nespresso|instant_pot|bosch_dishwasher|lg_washer|samsung_dryer|tea_kettle|keurig|pool_heater|smart_kettle|thermomix|waffle_iron|sous_vide|pressure_cooker|june_oven|dishwasher',
  },
  fan: {
    domain: 'fan',
    one: 'fan ceiling_fan fan ceiling_fan tower_fan exhaust_fan bathroom_fan extractor_fan desk_fan air_purifier ventilator box_fan standing_fan floor_fan pedestal_fan ventilation vent',
    many: 'fans ceiling_fans fans air_purifiers exhaust_fans vents',
    named:
      'dyson|big_fan|dyson_cool|whole_house_fan|haiku_fan|attic_fan|purifier|levoit|window_fan|fan_one|hood_fan|xiaomi_purifier',
  },
  cover: {
    domain: 'cover',
    one: 'blind curtain shade shutter awning roller_blind window_blind window skylight drape roller_shutter venetian_blind blackout_blind sun_shade canopy louver',
    many: 'blinds curtains shades shutters windows drapes blinds curtains roller_blinds awnings roller_shutters window_blinds skylights louvers window_shades venetian_blinds blackout_curtains',
    named:
      'left_curtain|blind_left|shade_right|shutter_left|window_two|drape_left|curtain_1|right_curtain|bay_window_blinds|back_window_blinds|front_blind|sliding_glass_door|patio_shade|velux|shade_one|blind_2|projector_screen|sheer_curtain|west_window|skylight_shade|french_doors|pool_cover',
  },
  door: {
    domain: 'cover',
    one: 'garage_door garage_door gate garage garage_door front_gate driveway_gate side_gate sliding_door barn_door main_gate pet_door dog_door cat_flap garage_doors overhead_door',
    many: 'garage_doors gates doors',
    named:
      'left_garage_door|door_left|gate_one|door_2|right_garage_door|big_garage_door|second_garage_door|two_car_garage|garage_door_opener|rear_gate|parking_gate|workshop_door|boat_house_door',
  },
  valve: {
    domain: 'valve',
    one: 'valve water_valve gas_valve irrigation_valve main_valve sprinkler_valve shutoff_valve faucet tap',
    many: 'valves water_valves irrigation_valves taps sprinkler_valves',
    named:
      'water_main|garden_valve|drip_line|zone_2_valve|radiator_valve|lawn_valve|pool_valve|mains_water|greenhouse_valve',
  },
  lock: {
    domain: 'lock',
    one: 'door lock front_door back_door front_door_lock door_lock side_door main_door smart_lock entry_door deadbolt garage_side_door patio_door entry_lock gate_lock cellar_door balcony_door door_lock',
    many: 'doors locks doors door_locks smart_locks deadbolts',
    named:
      'smart_lock|august_lock|yale_lock|nuki|vault|gun_safe|liquor_cabinet|shed_lock|tool_shed|wine_cellar_lock|bike_storage|back_gate_lock|office_safe|medicine_cabinet|front_entrance',
  },
  climate: {
    domain: 'climate',
    one: 'thermostat heating heater air_conditioner ac air_conditioning a_c heat radiator heat_pump hvac furnace space_heater aircon underfloor_heating floor_heating central_heating air_con boiler climate_control',
    many: 'radiators heaters thermostats air_conditioners radiators',
    named:
      'nest|ecobee|tado|hallway_thermostat|nest_thermostat|daikin|office_thermostat|mini_split|lyric|towel_radiator|infrared_panel|netatmo_thermostat',
  },
  media: {
    domain: 'media_player',
    one: 'tv television speaker stereo radio tv sound_system soundbar music_player projector music receiver record_player media_player music_system smart_tv',
    many: 'speakers tvs televisions speakers stereos',
    named:
      'sonos|speaker_left|tv_two|speaker_one|chromecast|apple_tv|roku|samsung_tv|lg_tv|echo_dot|playstation|xbox|fire_tv|shield|kitchen_display|denon|alarm_clock_radio|bose_soundbar|homepod|plex|jukebox|party_speaker|living_room_echo|nest_hub',
  },
  humidifier: {
    domain: 'humidifier',
    one: 'humidifier dehumidifier',
    many: 'humidifiers dehumidifiers',
    named: 'levoit_humidifier|canopy_humidifier|fog_machine|cellar_dehumidifier',
  },
  heater: {
    domain: 'water_heater',
    one: 'water_heater boiler hot_water hot_water_heater immersion_heater hot_water_tank',
    many: 'water_heaters',
    named: 'rheem_heater|tankless_heater',
  },
  siren: {
    domain: 'siren',
    one: 'siren alarm_siren doorbell chime',
    many: 'sirens',
    named: 'panic_siren|outdoor_siren',
  },
  alarm: {
    domain: 'alarm_control_panel',
    one: 'alarm_system security_system burglar_alarm home_alarm alarm_panel house_alarm',
    many: 'alarm_systems',
    named: 'ring_alarm|simplisafe|ajax_alarm',
  },
  camera: {
    domain: 'camera',
    one: 'camera security_camera doorbell_camera webcam baby_monitor video_doorbell',
    many: 'cameras security_cameras',
    named: 'nursery_cam|ring_doorbell|driveway_cam|pet_cam|nest_cam',
  },
  scene: {
    domain: 'scene',
    one: 'movie_night_scene dinner_scene relax_scene party_scene bedtime_scene',
    many: 'scenes',
    named:
      'movie_time|movie_mode|party_mode|romantic_dinner|bedtime|good_morning|good_night|relax|reading_mode|cozy_evening|focus_mode|christmas_mood|game_night|wake_up|dinner_time|sunset_glow|night_mode|energize|chill_mode|tropical_twilight|date_night|cinema|away_mode|vacation_mode|cleaning_mode|disco|concentrate|savanna_sunset|breakfast_mode|spooky_time|work_mode|guest_mode|calm|aurora|nap_time',
  },
  script: {
    domain: 'script',
    one: 'good_night_script morning_routine bedtime_routine leaving_home_script arrival_script morning_script goodnight_routine coming_home_routine watering_script',
    many: 'scripts routines',
    named:
      'leaving_home|arrive_home|start_the_day|lock_down|lockdown|feed_the_cat|water_the_plants|shutdown_everything|im_home|going_to_bed|workday_start|laundry_reminder|flash_lights|dog_walk|night_patrol|panic_mode|pool_party|guest_arrival|water_plants',
  },
  vacuum: {
    domain: 'vacuum',
    one: 'vacuum roomba robot_vacuum vacuum_cleaner robot robot_vacuum_cleaner hoover cleaner robot_cleaner vacuum vacuum_robot robot_hoover cleaning_robot mop vacuuming_robot irobot',
    many: 'vacuums robots vacuum_cleaners roombas robot_vacuums',
    named:
      'dusty|rosie|roborock|rover|wall_e|dobby|alfred|roborock_s7|deebot|robovac|sir_sucks_a_lot|jeeves|eufy|bissell|dreame|sweepy|r2d2|roborock_upstairs|henry',
  },
  mower: {
    domain: 'lawn_mower',
    one: 'mower lawn_mower lawnmower robot_mower mowing_robot robotic_lawnmower lawn_robot',
    many: 'mowers lawn_mowers',
    named: 'shaun|automower|husqvarna|mowbot|shaun_the_sheep|mow_mow|grass_hopper|luba|worx',
  },
  button: {
    domain: 'button',
    one: 'button doorbell_button reset_button restart_button panic_button',
    many: 'buttons',
    named:
      'restart_router|identify|find_my_remote|feed_cat|reboot_button|ring_bell|gate_buzzer|call_elevator|reset_filter|flush_toilet',
  },
  odd: {
    domain: 'null',
    one: 'thing device gadget',
    many: 'devices things',
    named:
      'bob|fred|jarvis|big_bertha|the_beast|sparky|unit_7|gizmo|mister_fluffy|twinkle|the_cube|party_time|fireplace|snoopy|batcave|megatron|lava|glow_worm|buddha|unicorn|the_wall|nemo|mothership|cookie_monster|waterfall|pond|toy_story|volcano|disco_ball|bubbles|blue_whale|hedgehog|sunny|dragon|space_ship|cactus|number_five|<person>|big_<person>|little_<person>|old_<person>|mister_<noun>|miss_<noun>|captain_<noun>|<adjective>_<noun>|<adjective>_<person>|<noun>_<small>|<noun>_<noun>|the_<adjective>_one',
  },
} as const;

export type DeviceKind = keyof typeof DEVICE_KINDS;

function list(words: string): string[] {
  return words.split(words.includes('|') ? '|' : /\s+/).map((word) => word.replaceAll('_', ' '));
}

function kindTables(kind: DeviceKind): Record<string, string[]> {
  const { domain, one, many, named } = DEVICE_KINDS[kind];
  const about = `@${domain}`;
  return {
    [`${kind}.one`]: list(one),
    [`${kind}.many`]: list(many),
    [`${kind}.named`]: list(named),
    // The thing alone; "the kitchen light"; with a quantifier. Places after it are the sentence's own business.
    [`${kind}.bare`]: [
      `the {target <${kind}.one>}${about}`,
      `the {target <${kind}.many>}${about}`,
      `{target <${kind}.one>}${about}`,
      `{target <${kind}.many>}${about}`,
      `(my|our) {target (<${kind}.one>|<${kind}.many>)}${about}`,
    ],
    [`${kind}.all`]: [
      `{all all} [the|my|our|of the] {target <${kind}.many>}${about}`,
      `{all every} [single] {target <${kind}.one>}${about}`,
      `{all all} the <before> {target <${kind}.many>}${about}`,
      `{all all} <before> {target <${kind}.many>}${about}`,
      `{all both} [the|of the|my] {target <${kind}.many>}${about}`,
      `{all (each|each and every|each and every single)} {target <${kind}.one>}${about}`,
    ],
    [`${kind}.placed`]: [
      `the <before> {target (<${kind}.one>|<${kind}.many>)}${about}`,
      `<before> {target (<${kind}.one>|<${kind}.many>)}${about}`,
      `the {area <room>} {target (<${kind}.one>|<${kind}.many>)}${about}`,
      `(my|our) {area <commonRoom>} {target (<${kind}.one>|<${kind}.many>)}${about}`,
    ],
    [`${kind}.name`]: [
      `[the] {target <${kind}.named>}${about}`,
      `[the] {target <${kind}.named>}${about}`,
      `[the] {target <${kind}.named>}${about}`,
      `{target <person>'s <${kind}.one>}${about}`,
      `[the] {target <brand> <${kind}.one>}${about}`,
      `[the|my] {target <which> <${kind}.one>}${about}`,
      `[the|my] {area <room>} {target <${kind}.named>}${about}`,
      `[the] {target <${kind}.one> <nth>}${about}`,
    ],
    [`${kind}.x`]: [
      `<${kind}.bare>`,
      `<${kind}.bare>`,
      `<${kind}.placed>`,
      `<${kind}.placed>`,
      `<${kind}.placed>`,
      `<${kind}.name>`,
      `<${kind}.name>`,
      `<${kind}.all>`,
    ],
    [`${kind}.X`]: [
      `<${kind}.x>`,
      `<${kind}.x>`,
      `<${kind}.bare> <where>`,
      `<${kind}.bare> <where>`,
      `<${kind}.all> <where>`,
      `<${kind}.name> <where>`,
      `<${kind}.bare> <hereWhere>`,
      `<${kind}.bare> <thereWhere>`,
      `{here this} {target <${kind}.one>}${about}`,
      `<${kind}.multi>`,
    ],
    [`${kind}.multi`]: [
      `the {area <room>} and {area <room>} {target <${kind}.many>}${about}`,
      `the {area <room>} and [the] {area <room>} {target <${kind}.many>}${about}`,
      `{target <${kind}.many>}${about} in the {area <room>} and [the] {area <room>}`,
      `the {target <${kind}.one>}${about} and the {target <${kind}.one>}`,
      `the {target <${kind}.many>}${about} in the {area <room>} and [the] {area <room>}`,
      `the {area <room>} {target <${kind}.one>}${about} and the {area <room>} {target <${kind}.one>}`,
      `both the {area <room>} {target <${kind}.one>}${about} and [the] {area <room>} {target <${kind}.many>}`,
      `[the] {target <${kind}.named>}${about} and [the] {target <${kind}.named>}`,
    ],
  };
}

/** All device words. `any.x`: a thing that can be switched. */
export const devices: WordTable = {
  ...Object.assign({}, ...(Object.keys(DEVICE_KINDS) as DeviceKind[]).map(kindTables)),
  'light.spot': [
    '[the] {area <room>} {target <lightSpot>}@light',
    '[the] {target <lightSpot>}@light in the {area <room>}',
  ],
  brand: [
    'hue',
    'ikea',
    'philips',
    'lifx',
    'dyson',
    'samsung',
    'bosch',
    'sonoff',
    'wiz',
    'govee',
    'xiaomi',
    'wemo',
    'kasa',
    'lutron',
    'shelly',
    'tuya',
    'sony',
    'lg',
    'yale',
    'smart',
    'zigbee',
    'wifi',
    'eufy',
    'aqara',
  ],
  which: [
    'big',
    'small',
    'little',
    'left',
    'right',
    'front',
    'back',
    'rear',
    'main',
    'old',
    'new',
    'tall',
    'red',
    'blue',
    'black',
    'white',
    'center',
    'middle',
    'outer',
    'inner',
    'upper',
    'lower',
    'secondary',
    'spare',
    'smart',
    'guest',
    'north',
    'south',
    'east',
    'west',
  ],
  nth: ['one', 'two', 'three', '1', '2', '3', 'left', 'right', 'a', 'b'],
  lightSpot: [
    'ceiling',
    'counter',
    'countertop',
    'cabinet',
    'cabinets',
    'island',
    'sink',
    'shelf',
    'shelves',
    'bar',
    'corner',
    'desk',
    'mirror',
    'wall',
    'bookcase',
    'table',
    'headboard',
    'vanity',
    'steps',
    'fireplace',
    'wardrobe',
    'hutch',
    'stairs',
  ],
  'any.x': switchable('x'),
  'any.X': switchable('X'),
  'any.bare': switchable('bare'),
  'any.placed': switchable('placed'),
  'any.name': switchable('name'),
  'any.all': switchable('all'),
  'any.multi': switchable('multi'),
  'any.one': switchable('one'),
};

function switchable(form: string): string[] {
  const kinds: DeviceKind[] = [
    'light',
    'light',
    'light',
    'light',
    'light',
    'light',
    'switch',
    'switch',
    'appliance',
    'fan',
    'fan',
    'media',
    'climate',
    'humidifier',
    'odd',
    'odd',
  ];
  return kinds.map((kind) => `<${kind}.${form}>`);
}

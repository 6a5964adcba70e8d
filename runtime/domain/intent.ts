/**
 * The intent vocabulary: what people can ask of Hearth.
 *
 * `Hass…` names and slots are Home Assistant's, verbatim; `Hearth…` adds what Home Assistant lacks.
 */
export const INTENTS = [
  'HassTurnOn',
  'HassTurnOff',
  'HassGetState',
  'HassLightSet',
  'HassSetPosition',
  'HassFanSetSpeed',
  'HassClimateSetTemperature',
  'HassClimateGetTemperature',
  'HassVacuumStart',
  'HassVacuumReturnToBase',
  'HassVacuumCleanArea',
  'HassLawnMowerStartMowing',
  'HassLawnMowerDock',
  'HassMediaSearchAndPlay',
  'HassMediaPause',
  'HassMediaUnpause',
  'HassMediaNext',
  'HassMediaPrevious',
  'HassMediaPlayerMute',
  'HassMediaPlayerUnmute',
  'HassSetVolume',
  'HassSetVolumeRelative',
  'HassStartTimer',
  'HassCancelTimer',
  'HassCancelAllTimers',
  'HassIncreaseTimer',
  'HassDecreaseTimer',
  'HassPauseTimer',
  'HassUnpauseTimer',
  'HassTimerStatus',
  'HassShoppingListAddItem',
  'HassShoppingListCompleteItem',
  'HassListAddItem',
  'HassListCompleteItem',
  'HassListRemoveItem',
  'HassGetCurrentTime',
  'HassGetCurrentDate',
  'HassGetWeather',
  'HassBroadcast',
  'HassNevermind',
  'HassRespond',
  'HearthSetAlarm',
  'HearthCancelAlarm',
  'HearthGetAlarms',
  'HearthSnooze',
  'HearthTeach',
  'HearthForget',
  'HearthSetPreference',
  'HearthCorrect',
  'HearthUndo',
  'HearthRepeat',
  'HearthExplain',
  'HearthConfirm',
  'HearthDeny',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Slots that tell which things are meant; the others tell how they are to be. */
export const NAMING_SLOTS: ReadonlySet<string> = new Set(['name', 'area', 'floor', 'domain', 'device_class']);

/**
 * What the classifier can say of an utterance: an intent, or one of three labels that never leave the daemon.
 * `Handoff`: addressed to an assistant, but for another agent (news, e-mail, general questions).
 * `Ignore`: not meant for the hub (talk between people, television, noise).
 * `Continue`: a fragment that carries the previous request on ("and the hall too", "what about the bedroom",
 * "the kitchen one" as the answer to a question).
 */
export const INTENT_LABELS = [...INTENTS, 'Handoff', 'Ignore', 'Continue'] as const;
export type IntentLabel = (typeof INTENT_LABELS)[number];

/** The kind of thing an utterance is about, as a Home Assistant domain; `none` where it is about no device. */
export const TARGET_DOMAINS = [
  'none',
  'light',
  'switch',
  'fan',
  'cover',
  'lock',
  'valve',
  'climate',
  'media_player',
  'vacuum',
  'lawn_mower',
  'scene',
  'script',
  'sensor',
  'binary_sensor',
  'button',
  'humidifier',
  'water_heater',
  'siren',
  'todo',
  'weather',
  'person',
  'number',
  'select',
  'camera',
  'alarm_control_panel',
] as const;
export type TargetDomain = (typeof TARGET_DOMAINS)[number];

/**
 * What a span of words does in an utterance: the classifier's slot tags, without their B-/I- prefix.
 *
 * Mentions (resolved against this home later, so a device's name and a class noun are both `target`):
 * `target` the thing: "bedroom lamp", "lights", "the big light", "blinds", "oven" (without articles);
 * `area` a room or zone; `floor` a storey ("upstairs", "first floor"); `except` an excluded target or area;
 * `all` all, every, everything, whole house; `here` here, this room; `ref` it, that, them, the other one; `there` there.
 *
 * Values: `state` the asked-for state ("open" in "is the door open"); `value` an absolute setting ("50 percent", "21
 * degrees", "max", "half"); `step` a relative amount ("by 10 percent"); `up`/`down` the direction word ("up",
 * "brighter", "warmer", "louder", "increase" / "dim", "lower", "cooler"); `color` a colour or white ("blue", "warm white");
 * `duration`; `start_duration` (the original length that names a timer: "the 5 minute timer"); `time`; `date`; `repeat`
 * ("every weekday"); `name` of a timer, alarm or list; `item`; `search_query`; `media_class` ("movie", "song");
 * `message` (broadcast); `location` (weather); `command` (what to do when a timer ends or at a given time);
 * `phrase` and `meaning` (teaching); `category` and `preference` (what somebody likes); `person`.
 *
 * `split` marks the conjunction between two commands ("turn on the fan AND dim the lights"), not the one inside a list
 * of targets ("the hall and kitchen lights").
 */
export const SLOT_TAGS = [
  'target',
  'area',
  'floor',
  'except',
  'all',
  'here',
  'ref',
  'there',
  'up',
  'down',
  'state',
  'value',
  'step',
  'color',
  'duration',
  'start_duration',
  'time',
  'date',
  'repeat',
  'name',
  'item',
  'search_query',
  'media_class',
  'message',
  'location',
  'command',
  'phrase',
  'meaning',
  'category',
  'preference',
  'person',
  'split',
] as const;
export type SlotTag = (typeof SLOT_TAGS)[number];

/** Tags of somebody's own words, a title or a message: what stands in them is quoted, and neither names, asks nor takes back. */
export const FREE_TEXT_TAGS: ReadonlySet<SlotTag> = new Set<SlotTag>([
  ...(['search_query', 'message', 'item', 'command', 'name'] as const),
  ...(['phrase', 'meaning', 'preference', 'category'] as const),
]);

/**
 * Keys of Home Assistant's MQTT discovery that no pattern below covers.
 * https://www.home-assistant.io/integrations/mqtt/
 */
const KEYS: ReadonlySet<string> = new Set(
  `availability brightness code code_arm_required code_disarm_required code_format code_trigger_required color_mode
  color_temp color_temp_kelvin comment content_type default_entity_id device effect enabled_by_default encoding
  entity_category entity_picture expire_after force_update group hs icon image_encoding initial last_reset_value_template
  max min mode modes off_delay on_command_type optimistic options origin pattern platform precision qos reports_position
  automation_type display_precision event_types flash json_attributes message_expiry_interval payload release_summary speeds
  retain rgb schema segments source_type step subtype suggested_display_precision support_duration support_volume_set
  title transition type unique_id unit_of_measurement white xy object_id`
    .split(/\s+/)
    .filter(Boolean),
);

/** Keys made of a role and a kind: "brightness_command_topic", "payload_on", "fan_mode_state_template", "max_temp". */
const PATTERNS: readonly RegExp[] = [
  /^([a-z]+_)*(topic|template)$/,
  /^payload(_[a-z]+)+$/,
  /^(state|position|tilt|preset|fan|swing|flash|speed_range|jet|supported|available)(_[a-z]+)+$/,
  /^(min|max)_(temp|humidity|kelvin|mireds)$/,
  /^[a-z_]+_(modes|list|scale|class|unit|step|mode|url|picture|tones|value)$/,
];

/** Whether Home Assistant's discovery has a key of this name for some component. */
export function isComponentKey(key: string): boolean {
  return KEYS.has(key) || PATTERNS.some((pattern) => pattern.test(key));
}

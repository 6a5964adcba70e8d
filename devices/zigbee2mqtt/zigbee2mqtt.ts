import { convention } from '../convention.ts';
import { askStates, zigbeeBehaviour } from './behaviour.ts';
import { discover, NAME } from './discover.ts';

/**
 * Zigbee2MQTT without Home Assistant's discovery: `bridge/devices` and `bridge/groups`, states and `set` in JSON.
 * https://www.zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html
 */
export const zigbee2mqtt = convention({
  name: NAME,
  discoveryTopics: ['+/bridge/devices', '+/bridge/groups'],
  discover,
  behaviour: zigbeeBehaviour,
  hello: (definitions) => askStates(definitions),
});

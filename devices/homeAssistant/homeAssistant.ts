import type { EntityDefinition } from '../../runtime/domain/entity.ts';
import type { Behaviour } from '../behaviour.ts';
import { convention } from '../convention.ts';
import { fromParts } from '../parts.ts';
import { kindOf } from './components/table.ts';
import { Config } from './config.ts';
import { discover, NAME } from './discover.ts';

function homeAssistantBehaviour(definition: EntityDefinition): Behaviour {
  const kind = kindOf(definition.domain);
  return kind === undefined ? fromParts([], { retain: false }) : kind.behaviour(new Config(definition.config));
}

/**
 * Home Assistant's MQTT discovery: `homeassistant/<component>/[<node>/]<object>/config`, and device payloads.
 * https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery
 */
export const homeAssistant = convention({
  name: NAME,
  discoveryTopics: ['homeassistant/+/+/config', 'homeassistant/+/+/+/config'],
  discover,
  behaviour: homeAssistantBehaviour,
  hello: () => [{ topic: 'homeassistant/status', payload: 'online', retain: false }],
});

import type { DeviceConvention } from '../runtime/domain/device.ts';
import { DeviceSet } from './deviceSet.ts';
import { homeAssistant } from './homeAssistant/homeAssistant.ts';
import { household } from './household/household.ts';
import { zigbee2mqtt } from './zigbee2mqtt/zigbee2mqtt.ts';

const known = [homeAssistant, zigbee2mqtt, household];

/** Every way of speaking to devices over MQTT that this daemon knows. */
export const conventions: readonly DeviceConvention[] = known;

export const devices = new DeviceSet(known);

export { DeviceSet } from './deviceSet.ts';
export { mergeHousehold } from './household/merge.ts';
export type { Reader } from './reader.ts';

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** A Zigbee device as Zigbee2MQTT would announce it. */
export interface Announced {
  readonly ieee_address: string;
  readonly type: string;
  readonly friendly_name: string;
  readonly definition: {
    readonly model: string;
    readonly vendor: string;
    readonly description: string;
    readonly exposes: readonly Exposed[];
  };
}
export interface Exposed {
  readonly type: string;
  readonly name?: string;
  readonly property?: string;
  readonly label?: string;
  readonly endpoint?: string;
  readonly access?: number;
  readonly unit?: string;
  readonly value_on?: boolean | string | number;
  readonly value_off?: boolean | string | number;
  readonly value_min?: number;
  readonly value_max?: number;
  readonly values?: readonly string[];
  readonly features?: readonly Exposed[];
}

interface Converters {
  prepareDefinition(definition: unknown): { model: string; vendor: string; description: string; exposes: unknown };
}

/** Every model that zigbee-herdsman-converters knows, with the exposes that Zigbee2MQTT would publish. */
export function announceAll(): Announced[] {
  const converters = require('zigbee-herdsman-converters') as Converters;
  const folder = join(dirname(require.resolve('zigbee-herdsman-converters')), 'devices');
  const found: Announced[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.js') || file === 'index.js') continue;
    const { definitions } = require(join(folder, file)) as { definitions?: readonly unknown[] };
    for (const raw of definitions ?? []) {
      const definition = converters.prepareDefinition(raw);
      const exposes =
        typeof definition.exposes === 'function' ? definition.exposes({ isDummyDevice: true }, {}) : definition.exposes;
      const number = found.length.toString(16).padStart(16, '0');
      found.push(
        JSON.parse(
          JSON.stringify({
            ieee_address: `0x${number}`,
            type: 'Router',
            friendly_name: `${definition.vendor}/${definition.model} ${found.length}`.replace(/[#+]/g, ' '),
            definition: {
              model: definition.model,
              vendor: definition.vendor,
              description: definition.description,
              exposes: exposes as readonly unknown[],
            },
          }),
        ),
      );
    }
  }
  return found;
}

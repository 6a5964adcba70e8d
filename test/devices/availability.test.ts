import { describe, expect, test } from 'vitest';
import type { Json } from '../../runtime/domain/entity.ts';
import { announced, Home } from './home.ts';

describe('availability', () => {
  const base = { command_topic: 'c', state_topic: 's' };
  const cases: readonly (readonly [
    string,
    { readonly [key: string]: Json },
    readonly (readonly [string, Json])[],
    string,
  ])[] = [
    [
      'one topic',
      { availability_topic: 'a' },
      [
        ['s', 'ON'],
        ['a', 'offline'],
      ],
      'unavailable',
    ],
    [
      'back again',
      { availability_topic: 'a' },
      [
        ['s', 'ON'],
        ['a', 'offline'],
        ['a', 'online'],
      ],
      'on',
    ],
    [
      'what it did meanwhile',
      { availability_topic: 'a' },
      [
        ['s', 'ON'],
        ['a', 'offline'],
        ['s', 'OFF'],
        ['a', 'online'],
      ],
      'off',
    ],
    [
      'not back by a state',
      { availability_topic: 'a' },
      [
        ['a', 'offline'],
        ['s', 'ON'],
      ],
      'unavailable',
    ],
    [
      'own words',
      {
        availability_topic: 'a',
        payload_available: true,
        payload_not_available: false,
        availability_template: '{{ value_json.up }}',
      },
      [
        ['s', 'ON'],
        ['a', { up: false }],
      ],
      'unavailable',
    ],
    [
      'all, one gone',
      { availability: [{ topic: 'a' }, { topic: 'b' }], availability_mode: 'all' },
      [
        ['s', 'ON'],
        ['a', 'online'],
        ['b', 'offline'],
      ],
      'unavailable',
    ],
    [
      'any, one gone',
      { availability: [{ topic: 'a' }, { topic: 'b' }], availability_mode: 'any' },
      [
        ['s', 'ON'],
        ['a', 'online'],
        ['b', 'offline'],
      ],
      'on',
    ],
    [
      'latest',
      { availability: [{ topic: 'a' }, { topic: 'b' }] },
      [
        ['s', 'ON'],
        ['b', 'offline'],
        ['a', 'online'],
      ],
      'on',
    ],
    [
      'words that say neither',
      { availability_topic: 'a' },
      [
        ['s', 'ON'],
        ['a', 'perhaps'],
      ],
      'on',
    ],
  ];
  for (const [name, config, messages, state] of cases)
    test(name, () => {
      const home = new Home([announced('switch.a', { ...base, ...config })]);
      for (const [topic, payload] of messages) home.hear(topic, payload);
      expect(home.states.get('switch.a')?.state).toBe(state);
    });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Message } from '../../devices/message.ts';
import { template, unrender } from '../../devices/template/template.ts';
import { isHearthError } from '../../runtime/domain/errors.ts';

/** As Zigbee2MQTT tells button presses apart. */
const BUTTONS = `{% set patterns = [{"pattern": '^(?P<button>(?:button_)?[a-z0-9]+)_(?P<action>(?:press|hold)(?:_release)?)$', "groups": ["button", "action"]}, {"pattern": '^(?P<action>toggle)$', "groups": ["action"]}] %}
{% set action_value = value_json.action|default('') %}
{% set ns = namespace(r=[('action', action_value)]) %}
{% for p in patterns %}
  {% set m = action_value|regex_findall(p.pattern) %}
  {% if m[0] is undefined %}{% continue %}{% endif %}
  {% for key, value in zip(p.groups, m[0]) %}
    {% set ns.r = ns.r|rejectattr(0, 'eq', key)|list + [(key, value)] %}
  {% endfor %}
{% endfor %}
{{ dict.from_keys(ns.r)|to_json }}`;

/** [template, payload, text], or the code of the fault that it ends in. */
const CASES: readonly (readonly [string, string, string | undefined | { readonly code: string }])[] = [
  ['{{ value }}', 'ON', 'ON'],
  ['{{ value_json.temperature }}', '{"temperature":21.5}', '21.5'],
  ["{{ value_json['soil moisture'] }}", '{"soil moisture":40}', '40'],
  ['{{ value_json.a.b[1].c }}', '{"a":{"b":[{},{"c":"x"}]}}', 'x'],
  ['{{ value_json.missing }}', '{"a":1}', undefined],
  ['{{ value_json.missing }}', 'not json', undefined],
  ['{{ value_json.contact }}', '{"contact":false}', 'False'],
  ['{{ value_json.n }}', '{"n":null}', 'None'],
  ['{{ value_json.x | float }}', '{"x":"3"}', '3.0'],
  ['{{ value_json.x | float(0) | round(1) }}', '{"x":"3.14159"}', '3.1'],
  ['{{ value_json.x | float }}', '{"x":"warm"}', { code: 'template-failed' }],
  ['{{ value_json.x | default("none") }}', '{}', 'none'],
  ['{{ value_json.action | is_defined }}', '{}', undefined],
  ["{{ 'ON' if value_json.p > 0 else 'OFF' }}", '{"p":1}', 'ON'],
  ["{{ iif(value == 'a', 'yes', 'no') }}", 'b', 'no'],
  ["{{ {'0':'off','1':'low'}[value] }}", '1', 'low'],
  ['{% if value_json.on is defined %}on{% elif value_json.x %}x{% else %}off{% endif %}', '{"x":1}', 'x'],
  ['{% set t = value_json.t | float %}{{ (t * 1.8 + 32) | round }}', '{"t":20}', '68'],
  ['{{ (value | float / 2.55) | round | int }}', '128', '50'],
  ['{{ value_json.l | map(attribute="n") | join(", ") }}', '{"l":[{"n":1},{"n":2}]}', '1, 2'],
  ['{{ value_json | tojson }}', '{"a":[1,null]}', '{"a":[1,null]}'],
  ['{{ (value | from_json).a }}', '{"a":5}', '5'],
  ["{{ value.split(':')[1] | trim | upper }}", 'a: b', 'B'],
  ["{{ value | regex_replace('[0-9]+', '#') }}", 'a12b3', 'a#b#'],
  ["{{ value | regex_findall_index('([0-9]+)') }}", 'a12b3', '12'],
  ["{{ '%0.1f' | format(value | float) }}", '2', '2.0'],
  ['{{ 7 // 2 }} {{ 7 % 3 }} {{ 10 / 4 }} {{ 2 ** 3 }}', '', '3 1 2.5 8'],
  ['{{ 10 / 5 }}', '', '2.0'],
  ['{{ 0.5 | round }} {{ 1.5 | round }} {{ 2.5 | round(0, "ceil") }}', '', '0 2 3'],
  ['{{ [3, 1, 2] | max }}{{ min(4, 2) }}', '', '32'],
  ['{%- for i in range(3) -%}{{ loop.index }}{%- endfor -%}', '', '123'],
  ['{{ 1700000000 | timestamp_utc }}', '', '2023-11-14T22:13:20+00:00'],
  ["{{ as_datetime('2026-01-02T03:04:05Z') | as_timestamp | int }}", '', '1767323045'],
  ['{{ value_json.__proto__ }}', '{"a":1}', undefined],
  ['{{ value_json.constructor }}', '{}', undefined],
  ['{{ value_json.__proto__.x }}', '{"__proto__":{"x":3}}', '3'],
  ["{{ states('sensor.x') }}", '', { code: 'template-failed' }],
  ['{{ value | nosuch }}', '', { code: 'template-failed' }],
  ['{{ value', '', { code: 'template-failed' }],
  ['{{ 1 / 0 }}', '', { code: 'template-failed' }],
  ['{{ range(100000000) | list }}', '', { code: 'template-failed' }],
  ['{% for i in range(900) %}{% for j in range(900) %}x{% endfor %}{% endfor %}', '', { code: 'template-limit' }],
  [
    '{% for a in [1] %}{% for b in [1] %}{% for c in [1] %}x{% endfor %}{% endfor %}{% endfor %}',
    '',
    { code: 'template-limit' },
  ],
  [`${'{% set x = "aaaaaaaaaaaaaaaa" %}'}${'{% set x = x ~ x %}'.repeat(40)}{{ x }}`, '', { code: 'template-limit' }],
  ["{{ value | regex_findall('(a+)+b') }}", 'a'.repeat(40), { code: 'template-limit' }],
  [`{{ ${'('.repeat(3000)}1${')'.repeat(3000)} }}`, '', { code: 'template-limit' }],
  [`${'{% set x = [1] %}'}${'{% set x = x + x %}'.repeat(60)}{{ x }}`, '', { code: 'template-limit' }],
  [`{{ value | replace('a', '${'b'.repeat(2000)}') }}`, 'a'.repeat(2000), { code: 'template-limit' }],
  [`{{ value | list | join('${'b'.repeat(2000)}') }}`, 'a'.repeat(2000), { code: 'template-limit' }],
  ['{% for i in range(9) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}', '', '012'],
  ['{% break %}', '', { code: 'template-failed' }],
  [`{{ value | regex_findall('(.)=(.)') }}`, 'a=1,b=2', "[['a', '1'], ['b', '2']]"],
  ['{{ [1, 2, 2, "2"] | unique | list }}', '', "[1, 2, '2']"],
  [`{{ value }}${' '.repeat(9000)}`, '', { code: 'template-limit' }],
];

function check(source: string, payload: string): string | undefined | { code: string } {
  try {
    return template(source).read(new Message('t', payload));
  } catch (error) {
    if (!isHearthError(error)) throw error;
    return { code: error.code };
  }
}

for (const [source, payload, text] of CASES)
  test(`${source.slice(0, 70)} of ${payload.slice(0, 30)}`, () => expect(check(source, payload)).toEqual(text));

test('presses of buttons come out of a long template', () => {
  const read = (action: string) => String(check(BUTTONS, JSON.stringify({ action }))).trim();
  expect(read('button_1_hold_release')).toBe('{"button":"button_1","action":"hold_release"}');
  expect(read('other')).toBe('{"action":"other"}');
});

test('command templates take their variables and are undone where they only wrap a value', () => {
  const source = '{"position": {{ position }}, "speed": "slow"}';
  expect(template(source).render({ position: 40, value: 40 })).toBe('{"position": 40, "speed": "slow"}');
  expect(unrender(source, '{"position": 40, "speed": "slow"}', 'position')).toBe('40');
  expect(unrender('{{ value * 2 }}', '80')).toBeUndefined();
});

test('no payload and no template makes anything but text, nothing, or a fault with a code', () => {
  const pieces = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    ' for ',
    ' in ',
    ' if ',
    'value_json',
    'value',
    '.a',
    '[0]',
    '|',
    'float',
    "'x'",
    '(',
    ')',
    '~',
    ' and ',
    '1',
    '**',
    'set x = ',
    'endfor',
    'endif',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 24 }), fc.json(), (source, payload) => {
      const made = check(source.join(''), payload);
      return made === undefined || typeof made === 'string' || made.code.startsWith('template-');
    }),
    { numRuns: 1500 },
  );
});

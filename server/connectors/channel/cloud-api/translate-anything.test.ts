import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { ConnectorError } from '#ports/connector';
import { cpuMsOf } from '#test/cpu-time';
import { echo, history } from './fixtures/coexistence.ts';
import { inboundMessages } from './fixtures/inbound-messages.ts';
import { makeChange, makeEnvelope, makeHookRequest, makeNumberChange, sampleSettings } from './testing.ts';
import { CloudApiSettings } from './settings.ts';
import { translateHook, understoodFields } from './translate-hook.ts';

const settings = CloudApiSettings.parse(sampleSettings);

/** Every event must be storable: the schema accepts it, its key fits, and PostgreSQL takes its text. */
function expectStorable(body: object | string): void {
  for (const { key, event } of translateHook(makeHookRequest(body), settings).events) {
    expect(InboundEvent.safeParse(event).error).toBeUndefined();
    expect(key.length).toBeLessThanOrEqual(200);
    const json = JSON.stringify(event);
    expect(json).not.toMatch(/\\u0000/);
    expect(json).not.toMatch(/\\ud[89a-f]/);
  }
}

const field = fc.constantFrom(...understoodFields, 'calls', '__proto__', 'constructor', '');
const strange = fc.oneof(
  fc.constantFrom(null, '', '0', 'NaN', -1, 1e308, '1795600000', '\u0000', '\ud83d', '5491155550177', 'AR.x', '__proto__', 'constructor', 'x'.repeat(5000)),
  fc.jsonValue(),
);

describe('translation never throws on a genuine envelope', () => {
  test('with any value in any field', () => {
    fc.assert(fc.property(fc.array(fc.tuple(field, strange), { maxLength: 5 }), (changes) => {
      const list = changes.map(([name, value]) => ({ field: name, value }));
      expectStorable({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: list }] });
    }), { numRuns: 300 });
  });

  test('with anything for entries and changes', () => {
    fc.assert(fc.property(fc.array(fc.oneof(strange, fc.record({ id: strange, time: strange, changes: strange })), { maxLength: 5 }), (entry) => {
      expectStorable({ object: 'whatsapp_business_account', entry });
    }), { numRuns: 300 });
  });

  const samples: object[] = [
    ...Object.values(inboundMessages).map((message) => makeNumberChange('messages', { contacts: [{ profile: { name: 'L' }, wa_id: '5491155550177' }], messages: [message] })),
    makeNumberChange('messages', { statuses: [{ id: 'w', status: 'failed', timestamp: '1795601300', recipient_id: '5491155550177', biz_opaque_callback_data: 's', pricing: { type: 'regular' }, conversation: { origin: { type: 'referral_conversion' }, expiration_timestamp: '1' }, errors: [{ code: 1, error_data: { details: 'd' } }] }] }),
    makeNumberChange('user_preferences', { user_preferences: [{ wa_id: '5491155550177', category: 'marketing_messages', value: 'stop', detail: 'd', timestamp: 1_795_600_500 }] }),
    makeChange('message_template_status_update', { event: 'PAUSED', message_template_id: 1, message_template_name: 'n', message_template_language: 'es', other_info: { title: 't' } }),
    makeChange('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'X', expiration: 1 }, { restriction_type: 'Y' }] }),
    makeChange('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'x' } }),
    echo,
    history,
  ];

  test('with one member of a real webhook replaced by anything', () => {
    fc.assert(fc.property(fc.constantFrom(...samples), fc.nat(), strange, (sample, position, value) => {
      const paths = listPaths(sample, []);
      const path = paths[position % paths.length] ?? [];
      expectStorable(makeEnvelope([replaceAt(sample, path, value) as object], { time: 1_795_600_400 }));
    }), { numRuns: 1500 });
  });

  test('nested as deep as a body can be', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const body = (name: string) => `{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"${name}","value":{"x":${deep},"messages":${deep}}}]}]}`;
    for (const name of ['messages', 'calls', 'account_update']) expectStorable(body(name));
  });
});

describe('a body that is no webhook is reported, so that it is kept and shown', () => {
  test.each(['', '{"entry":', 'null', '[]', '"x"', '{}', '{"entry":{}}', '\u0000'])('%j', (body) => {
    expect(() => translateHook(makeHookRequest(body), settings)).toThrow(ConnectorError);
  });
});

test('a thousand statuses are read at more than 20,000 each second', () => {
  const status = (index: number) => ({
    id: `wamid.OUT-${index}`,
    status: 'delivered',
    timestamp: '1795601300',
    recipient_id: '5491155550177',
    recipient_user_id: 'AR.9pKd27XwQm4Tz1',
    biz_opaque_callback_data: `send_${index}`,
    pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
  });
  const measure = (count: number) => {
    const request = makeHookRequest(makeEnvelope([makeNumberChange('messages', { statuses: Array.from({ length: count }, (_, index) => status(index)) })]));
    return Math.min(...Array.from({ length: 7 }, () => cpuMsOf(() => expect(translateHook(request, settings).events).toHaveLength(count))));
  };
  measure(1000);
  expect(1000 / (measure(1000) / 1000)).toBeGreaterThan(20_000);
});

type Path = (string | number)[];

function listPaths(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [...(path.length === 0 ? [] : [path]), ...Object.entries(value).flatMap(([name, inner]) => listPaths(inner, [...path, name]))];
}

function replaceAt(value: unknown, [name, ...rest]: Path, replacement: unknown): unknown {
  if (name === undefined) return replacement;
  if (Array.isArray(value)) return value.map((inner, index) => (String(index) === String(name) ? replaceAt(inner, rest, replacement) : inner));
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, key === name ? replaceAt(inner, rest, replacement) : inner]));
}

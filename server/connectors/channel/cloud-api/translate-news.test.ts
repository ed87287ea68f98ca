import { describe, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { makeChange, makeEnvelope, makeHookRequest, makeNumberChange, sampleArrival, sampleNumber, sampleSettings } from './testing.ts';
import { CloudApiSettings } from './settings.ts';
import { translateHook } from './translate-hook.ts';

const time = 1_795_600_400;
const at = '2026-11-25T09:53:20.000Z';

function translate(body: object, settings: object = {}) {
  const { events } = translateHook(makeHookRequest(body), CloudApiSettings.parse({ ...sampleSettings, ...settings }));
  for (const { event } of events) expect(InboundEvent.parse(event)).toEqual(event);
  return events;
}

function translateNews(field: string, value: object, settings: object = {}) {
  return translate(makeEnvelope([makeChange(field, value)], { time }), settings)[0]?.event;
}

const template = { message_template_id: 321654987, message_template_name: 'cart_rescue', message_template_language: 'es_AR' };

describe('news about templates', () => {
  test.each([
    ['APPROVED', 'approved'],
    ['REJECTED', 'rejected'],
    ['PENDING', 'pending'],
    ['IN_APPEAL', 'pending'],
    ['PAUSED', 'paused'],
    ['LIMIT_EXCEEDED', 'paused'],
    ['REINSTATED', 'approved'],
    ['DISABLED', 'disabled'],
    ['ARCHIVED', 'archived'],
    ['PENDING_DELETION', 'deleted'],
    ['DELETED', 'deleted'],
  ])('%s means %s', (event, status) => {
    expect(translateNews('message_template_status_update', { ...template, event, reason: 'NONE', message_template_category: 'MARKETING' })).toEqual({
      type: 'template.changed',
      templateKey: '321654987',
      name: 'cart_rescue',
      language: 'es_AR',
      at,
      status,
      category: 'marketing',
      reason: null,
    });
  });

  test('a pause says why', () => {
    const value = { ...template, event: 'PAUSED', reason: 'NONE', other_info: { title: 'FIRST_PAUSE', description: 'Paused for three hours' } };
    expect(translateNews('message_template_status_update', value)).toMatchObject({ status: 'paused', reason: 'FIRST_PAUSE · Paused for three hours' });
  });

  test('an id beyond the exact numbers keeps all its digits', () => {
    const body = JSON.stringify(makeEnvelope([makeChange('message_template_status_update', { ...template, event: 'APPROVED' })], { time }));
    const request = makeHookRequest(body.replace('321654987', '98765432109876543'));
    const [first] = translateHook(request, CloudApiSettings.parse(sampleSettings)).events;
    expect(first?.event).toMatchObject({ templateKey: '98765432109876543' });
  });

  test('quality is known by its members, whatever the field is called', () => {
    const value = { ...template, previous_quality_score: 'GREEN', new_quality_score: 'RED' };
    expect(translateNews('message_template_quality_update', value)).toMatchObject({ quality: 'red' });
    expect(translateNews('message_template_status_update', value)).toMatchObject({ quality: 'red' });
    expect(translateNews('message_template_status_update', value)).not.toHaveProperty('status');
  });

  test('the category that counts now is the new one, also while another is announced', () => {
    expect(translateNews('template_category_update', { ...template, correct_category: 'MARKETING', new_category: 'UTILITY' })).toMatchObject({
      category: 'utility',
      reason: 'Meta will change the category to marketing.',
    });
    expect(translateNews('template_category_update', { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' })).toMatchObject({ category: 'marketing' });
  });

  test('an edited text asks to be read again', () => {
    const value = { ...template, message_template_element: 'Hola {{first_name}}' };
    expect(translateNews('message_template_components_update', value)).toMatchObject({ name: 'cart_rescue', reason: expect.stringContaining('read the template again') });
  });
});

describe('news about the number and the account', () => {
  test.each([
    ['TIER_250', 250],
    ['TIER_2K', 2000],
    ['TIER_100K', 100_000],
    ['TIER_UNLIMITED', null],
  ])('the limit %s is %s people a day', (tier, dailyLimit) => {
    const value = { event: 'ONBOARDING', max_daily_conversations_per_business: tier };
    expect(translateNews('phone_number_quality_update', value)).toMatchObject({ type: 'channel.changed', at, dailyLimit });
  });

  test('a limit given as a number counts for the portfolio', () => {
    expect(translateNews('business_capability_update', { max_daily_conversations_per_business: 10_000, max_phone_numbers_per_business: 20 })).toEqual({ type: 'channel.changed', at, dailyLimit: 10_000 });
  });

  test('an upgraded number may send 1,000 messages each second', () => {
    expect(translateNews('phone_number_quality_update', { event: 'THROUGHPUT_UPGRADE' })).toMatchObject({ messagesPerSecond: 1000 });
  });

  test('a limit that is not given is not changed', () => {
    expect(translateNews('phone_number_quality_update', { event: 'THROUGHPUT_UPGRADE' })).not.toHaveProperty('dailyLimit');
  });

  test('a decision about the display name is passed on', () => {
    const value = { decision: 'REJECTED', requested_verified_name: 'Aurora', rejection_reason: 'NAME_TOO_GENERIC' };
    expect(translateNews('phone_number_name_update', value)).toMatchObject({ nameStatus: 'REJECTED', notice: expect.stringContaining('NAME_TOO_GENERIC') });
  });

  const restrict = (...list: [string, number | string | null][]) =>
    translateNews('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: list.map(([restriction_type, expiration]) => ({ restriction_type, expiration })) });

  test('a restriction to answers stops marketing until it ends', () => {
    expect(restrict(['RESTRICTED_BIZ_INITIATED_MESSAGING', 1_795_900_000])).toMatchObject({ restriction: { scope: 'marketing', until: '2026-11-28T21:06:40.000Z' } });
  });

  test('the widest restriction counts, the longest among equals', () => {
    expect(restrict(['RESTRICTED_BIZ_INITIATED_MESSAGING', 1_795_900_000], ['RESTRICTED_CUSTOMER_INITIATED_MESSAGING', 1_795_700_000])).toMatchObject({
      restriction: { scope: 'all', until: '2026-11-26T13:33:20.000Z' },
    });
    expect(restrict(['SOMETHING_NEW', 1_795_900_000], ['SOMETHING_ELSE', null])).toMatchObject({ restriction: { scope: 'all', until: null } });
  });

  test('a restriction that does not concern messages is only a notice', () => {
    expect(restrict(['RESTRICTED_ADD_PHONE_NUMBER_ACTION', 1_795_900_000])).not.toHaveProperty('restriction');
  });

  test.each([
    ['DISABLE', 'all'],
    ['REINSTATE', 'none'],
  ])('the ban state %s restricts %s', (state, scope) => {
    expect(translateNews('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state } })).toMatchObject({ restriction: { scope } });
  });

  test('a ban that is only scheduled is a notice with its day', () => {
    const event = translateNews('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'December 1, 2026' } });
    expect(event).toMatchObject({ notice: expect.stringContaining('December 1, 2026') });
    expect(event).not.toHaveProperty('restriction');
  });

  test('a removed application closes the connection; with the app on the phone it may come back', () => {
    expect(translateNews('account_update', { event: 'PARTNER_REMOVED' })).toMatchObject({ type: 'connection.closed', at });
    expect(translateNews('account_update', { event: 'PARTNER_REMOVED' }, { isCoexistence: true })).toMatchObject({ restriction: { scope: 'all' } });
    expect(translateNews('account_update', { event: 'ACCOUNT_OFFBOARDED' })).toMatchObject({ restriction: { scope: 'all' } });
    expect(translateNews('account_update', { event: 'ACCOUNT_RECONNECTED' })).toMatchObject({ restriction: { scope: 'none' } });
    expect(translateNews('account_update', { event: 'ACCOUNT_DELETED' })).toMatchObject({ type: 'connection.closed' });
  });

  test('violations, alerts, reviews and security are shown', () => {
    expect(translateNews('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } })).toMatchObject({ notice: expect.stringContaining('SCAM') });
    expect(translateNews('account_alerts', { entity_type: 'BUSINESS', alert_info: { alert_severity: 'WARNING', alert_type: 'X', alert_description: 'Read this' } })).toMatchObject({ notice: 'WARNING · X · Read this' });
    expect(translateNews('account_review_update', { decision: 'REJECTED' })).toMatchObject({ restriction: { scope: 'all' } });
    expect(translateNews('security', { event: 'PIN_CHANGED' })).toMatchObject({ notice: expect.stringContaining('PIN_CHANGED') });
  });

  test('what has no consequence is remembered', () => {
    expect(translateNews('account_update', { event: 'AD_ACCOUNT_LINKED' })).toMatchObject({ type: 'ignored', topic: 'account_update' });
    expect(translateNews('business_username_update', { username: 'aurora' })).toMatchObject({ type: 'ignored', topic: 'business_username_update' });
  });

  test('trouble of the account beside messages is shown', () => {
    const [first] = translate(makeEnvelope([makeNumberChange('messages', { errors: [{ code: 131042, title: 'Payment' }] })]));
    expect(first?.event).toMatchObject({ type: 'channel.changed', at: sampleArrival.toISOString(), notice: expect.stringContaining('WhatsApp Manager') });
  });

  test('the same news at another time is another event, a repeat is not', () => {
    const body = (seconds: number) => makeEnvelope([makeChange('account_update', { event: 'ACCOUNT_RECONNECTED' })], { time: seconds });
    expect(translate(body(time))[0]?.key).toBe(translate(body(time))[0]?.key);
    expect(translate(body(time))[0]?.key).not.toBe(translate(body(time + 1))[0]?.key);
  });

  test('news of another account or number is told apart', () => {
    const news = (id: string, value: object) => translate(makeEnvelope([makeChange('account_alerts', value)], { id, time }), { displayNumber: '+54 9 11 5555-0100' })[0]?.accountKey;
    expect(news(sampleNumber.wabaId, {})).toBeUndefined();
    expect(news('999', {})).toBe('999');
    expect(news(sampleNumber.wabaId, { display_phone_number: '+54 9 11 5555 0100' })).toBe(sampleNumber.phoneNumberId);
    expect(news(sampleNumber.wabaId, { display_phone_number: '5491155550999' })).toBe('5491155550999');
  });
});

describe('a preference', () => {
  const preference = { wa_id: '5491155550177', user_id: 'AR.9pKd', detail: 'User requested to stop marketing messages', category: 'marketing_messages', value: 'stop', timestamp: 1_795_600_500 };
  const prefer = (change: object) => translate(makeEnvelope([makeNumberChange('user_preferences', { user_preferences: [{ ...preference, ...change }] })]))[0];

  test('to stop is an opt-out of marketing with its proof', () => {
    expect(prefer({})).toMatchObject({
      accountKey: sampleNumber.phoneNumberId,
      event: {
        type: 'consent.changed',
        person: { waId: '5491155550177', bsuid: 'AR.9pKd' },
        signal: {
          channel: 'whatsapp',
          purpose: 'marketing',
          state: 'withdrawn',
          occurredAt: '2026-11-25T09:55:00.000Z',
          source: 'provider',
          wording: 'User requested to stop marketing messages',
          evidence: { provider: 'whatsapp', preference: 'stop', phoneNumberId: sampleNumber.phoneNumberId },
        },
      },
    });
  });

  test('to resume is an opt-in, also of somebody without a phone', () => {
    expect(prefer({ value: 'resume', wa_id: undefined })?.event).toMatchObject({ person: { bsuid: 'AR.9pKd' }, signal: { state: 'granted' } });
  });

  test('of another category, value or nobody is remembered only', () => {
    expect(prefer({ category: 'polls' })?.event.type).toBe('ignored');
    expect(prefer({ value: 'perhaps' })?.event.type).toBe('ignored');
    expect(prefer({ wa_id: undefined, user_id: undefined })?.event.type).toBe('ignored');
  });

  test('has the same key however it is repeated, and another each time it changes', () => {
    const keys = [prefer({}), prefer({ detail: 'x' }), prefer({ value: 'resume' }), prefer({ timestamp: 1_795_600_501 })].map((event) => event?.key);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });
});

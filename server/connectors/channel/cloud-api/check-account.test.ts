import { describe, expect, test } from 'vitest';
import { replayExchanges } from '#kit';
import { checkAccount } from './check-account.ts';
import { connectGraphApi } from './graph-api.ts';
import { sampleNumber, sampleSettings } from './testing.ts';
import { CloudApiSettings } from './settings.ts';

const base = 'https://graph.facebook.com/v26.0';
const hookUrl = 'https://shop.example/hooks/1';

const good = {
  number: {
    display_phone_number: '+54 9 11 5555-0100',
    verified_name: 'Tienda Aurora',
    quality_rating: 'GREEN',
    throughput: { level: 'STANDARD' },
    name_status: 'APPROVED',
    is_on_biz_app: false,
    platform_type: 'CLOUD_API',
  },
  token: { data: { is_valid: true, expires_at: 0, scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'] } },
  waba: { whatsapp_business_manager_messaging_limit: 'TIER_2K' } as object,
  health: { health_status: { can_send_message: 'AVAILABLE', entities: [] } } as object,
  apps: { data: [{ whatsapp_business_api_data: { id: sampleSettings.appId }, override_callback_uri: hookUrl }] } as object,
};
const refusal = { error: { code: 200, message: 'Permission missing' } };

/** A check in which everything is in order, but for `change`. Answers that are refusals come with 403. */
async function check(change: Partial<{ [Part in keyof typeof good]: object }>, settings: object = {}) {
  const parts = { ...good, ...change };
  const status = (answer: object) => ('error' in answer ? 403 : 200);
  const fields = 'display_phone_number%2Cverified_name%2Cquality_rating%2Cthroughput%2Cname_status%2Cis_on_biz_app%2Cplatform_type';
  const exchanges = (
    [
      [`/${sampleNumber.phoneNumberId}?fields=${fields}`, parts.number],
      [`/debug_token?input_token=${sampleSettings.accessToken}`, parts.token],
      [`/${sampleNumber.wabaId}?fields=whatsapp_business_manager_messaging_limit`, parts.waba],
      [`/${sampleNumber.phoneNumberId}?fields=health_status`, parts.health],
      [`/${sampleNumber.wabaId}/subscribed_apps`, parts.apps],
    ] as const
  ).map(([path, answer]) => ({ call: `GET ${base}${path}`, status: status(answer), answer }));
  const { io } = replayExchanges(exchanges, () => new Date('2026-11-21T10:00:00Z'));
  const result = await checkAccount(connectGraphApi(CloudApiSettings.parse({ ...sampleSettings, ...settings }), io), hookUrl);
  return { ...result, state: (step: string) => result.steps.find((line) => line.step === step) };
}

describe('the check of an account', () => {
  test('finds everything in order, and tells the facts', async () => {
    const { steps, facts, accountName, accountKey } = await check({});
    expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual(['credentials ok', 'permissions ok', 'number ok', 'name ok', 'webhooks ok', 'health ok', 'coexistence ok']);
    expect({ accountName, accountKey }).toEqual({ accountName: '+54 9 11 5555-0100', accountKey: sampleNumber.phoneNumberId });
    expect(facts).toMatchObject({ numberKey: '5491155550100', groupKey: sampleNumber.wabaId, portfolioKey: sampleNumber.wabaId, messagesPerSecond: 80, quality: 'green', throughput: 'standard', nameStatus: 'APPROVED', dailyLimit: 2000, messagingLimit: 'TIER_2K' });
  });

  test.each([
    [{ throughput: { level: 'HIGH' } }, {}, 1000],
    [{ throughput: { level: 'HIGH' } }, { messagesPerSecond: 200 }, 200],
    [{ throughput: { level: 'HIGH' }, is_on_biz_app: true }, { isCoexistence: true }, 20],
  ])('with %j and the settings %j a number sends %i messages a second', async (number, settings, pace) => {
    const { facts } = await check({ number: { ...good.number, ...number } }, settings);
    expect(facts['messagesPerSecond']).toBe(pace);
  });

  test('numbers of one portfolio share its key', async () => {
    expect((await check({}, { businessPortfolioId: '777' })).facts['portfolioKey']).toBe('777');
  });

  test('stops at a number that the token may not see', async () => {
    const { steps, accountKey } = await check({ number: { error: { code: 100, message: 'Unsupported get request' } } });
    expect(steps).toMatchObject([{ step: 'credentials', state: 'ok' }, { step: 'number', state: 'failed' }]);
    expect(accountKey).toBeNull();
  });

  test('stops at a token that is worth nothing', async () => {
    expect((await check({ number: { error: { code: 190, message: 'Expired' } } })).steps).toMatchObject([{ step: 'credentials', state: 'failed' }]);
  });

  test('warns of a token that will end', async () => {
    const token = { data: { ...good.token.data, expires_at: Date.parse('2026-11-24T11:00:00Z') / 1000 } };
    expect((await check({ token })).state('credentials')).toMatchObject({ state: 'warning', detail: expect.stringContaining('3 days') });
  });

  test('names a permission that is missing', async () => {
    const token = { data: { ...good.token.data, scopes: ['whatsapp_business_management'] } };
    expect((await check({ token })).state('permissions')).toMatchObject({ state: 'failed', detail: expect.stringContaining('whatsapp_business_messaging') });
    expect((await check({ waba: refusal })).state('permissions')).toMatchObject({ state: 'failed' });
  });

  test('does not mind when Meta keeps silent about the token', async () => {
    const { state } = await check({ token: refusal });
    expect([state('credentials')?.state, state('permissions')?.state]).toEqual(['ok', 'ok']);
  });

  test.each([
    ['number', { platform_type: 'ON_PREMISE' }, 'failed'],
    ['number', { quality_rating: 'RED' }, 'warning'],
    ['name', { name_status: 'DECLINED' }, 'failed'],
    ['name', { name_status: 'PENDING_REVIEW' }, 'warning'],
    ['coexistence', { is_on_biz_app: true }, 'warning'],
  ])('shows at %s that the number says %j', async (step, number, state) => {
    expect((await check({ number: { ...good.number, ...number } })).state(step)).toMatchObject({ state });
  });

  test('warns when a shared number is not shared after all', async () => {
    expect((await check({}, { isCoexistence: true })).state('coexistence')).toMatchObject({ state: 'warning' });
  });

  test('tells why Meta lets nothing out, such as a missing payment method', async () => {
    const entities = [{ entity_type: 'WABA', can_send_message: 'BLOCKED', errors: [{ error_code: 141006, error_description: 'Add a payment method.' }] }];
    const health = { health_status: { can_send_message: 'BLOCKED', entities } };
    expect((await check({ health })).state('health')).toEqual({ step: 'health', state: 'failed', detail: 'Add a payment method.' });
  });

  test('sees whether webhooks come here, go elsewhere, or are not sent', async () => {
    const elsewhere = { data: [{ whatsapp_business_api_data: { id: sampleSettings.appId } }] };
    expect((await check({ apps: elsewhere })).state('webhooks')).toMatchObject({ state: 'warning' });
    const other = { data: [{ whatsapp_business_api_data: { id: '1' }, override_callback_uri: hookUrl }] };
    expect((await check({ apps: other })).state('webhooks')).toMatchObject({ state: 'failed' });
    expect((await check({ apps: refusal })).state('webhooks')).toMatchObject({ state: 'failed' });
  });
});

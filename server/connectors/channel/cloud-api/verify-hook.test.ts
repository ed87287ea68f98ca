import { describe, expect, test } from 'vitest';
import { inboundMessages } from './fixtures/inbound-messages.ts';
import { makeEnvelope, makeHookRequest, makeNumberChange, sampleArrival, sampleSettings } from './testing.ts';
import { CloudApiSettings } from './settings.ts';
import { answerChallenge, verifyHook } from './verify-hook.ts';

const settings = CloudApiSettings.parse(sampleSettings);
const genuine = makeHookRequest(makeEnvelope([makeNumberChange('messages', { messages: [inboundMessages.text] })]));

describe('the signature', () => {
  test('is checked over the raw bytes, escaped characters included', () => {
    expect(genuine.body.toString()).toContain('\\u00bfTienen');
    expect(verifyHook(genuine, settings)).toBe('genuine');
  });

  test('does not fit a body that was parsed and written anew', () => {
    const body = Buffer.from(JSON.stringify(JSON.parse(genuine.body.toString())));
    expect(verifyHook({ ...genuine, body }, settings)).toBe('forged');
  });

  test('of another secret is forged', () => {
    expect(verifyHook(makeHookRequest('{}', 'another-secret'), settings)).toBe('forged');
  });

  test.each([[undefined], [''], ['sha256='], ['sha256=zz'], ['sha1=00'], [genuine.headers['x-hub-signature-256']?.slice(7)]])('%s is forged', (header) => {
    const headers: Record<string, string> = header === undefined ? {} : { 'x-hub-signature-256': header };
    expect(verifyHook({ ...genuine, headers }, settings)).toBe('forged');
  });

  test('cannot be trusted without a secret, not even when it was made with the empty one', () => {
    expect(verifyHook(makeHookRequest('{}', ''), { ...settings, appSecret: '' })).toBe('no_secret');
  });
});

describe('the challenge', () => {
  const ask = (query: Record<string, string>) => answerChallenge({ method: 'GET', headers: {}, query, body: Buffer.alloc(0), receivedAt: sampleArrival }, settings);
  const question = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': sampleSettings.verifyToken };

  test('is given back to whoever knows the token', () => {
    expect(ask(question)).toEqual({ body: '1158201444' });
  });

  test('is refused to anyone else, and in a form that Meta never uses', () => {
    expect(ask({ ...question, 'hub.verify_token': 'guess' })).toBe('refused');
    expect(ask({ 'hub.mode': 'subscribe', 'hub.challenge': '1' })).toBe('refused');
    expect(ask({ ...question, 'hub.challenge': '<script>' })).toBe('refused');
  });

  test('is not what an ordinary webhook is', () => {
    expect(ask({})).toBeNull();
    expect(answerChallenge(genuine, settings)).toBeNull();
  });
});

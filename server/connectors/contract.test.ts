import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import type { HookRequest, Hooks } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import type { ContractCase } from './kit/contract-case.ts';
import { channels, payments, storefronts } from './registry.ts';

/** The registry keeps each connector's own settings type; here only its case's settings ever reach it. */
interface AnyConnector {
  id: string;
  port: string;
  settings: { parse(value: unknown): unknown };
  hooks: Hooks<unknown>;
}
// Models call nobody: `model/model.test.ts` holds them to theirs.
const connectors = [...storefronts, ...channels, ...payments] as unknown as AnyConnector[];

const cases = new Map<string, ContractCase>();
for (const port of ['storefront', 'channel', 'payment']) {
  const home = new URL(`./${port}/`, import.meta.url);
  const folders = existsSync(home) ? readdirSync(home) : [];
  for (const folder of folders) {
    const file = new URL(`./${folder}/testing.ts`, home);
    if (!existsSync(file)) continue;
    const { contractCase } = (await import(file.href)) as { contractCase?: ContractCase };
    if (contractCase) cases.set(contractCase.id, contractCase);
  }
}

test('every registered connector brings its contract case', () => {
  expect(connectors.map(({ id }) => id).filter((id) => !cases.has(id))).toEqual([]);
});

test('every id is registered once', () => {
  const ids = connectors.map(({ port, id }) => `${port}/${id}`);
  expect(new Set(ids).size).toBe(ids.length);
});

for (const connector of connectors) {
  const found = cases.get(connector.id);
  if (found) describe(connector.id, () => holdContract(connector, found));
}

function holdContract({ settings: schema, hooks }: AnyConnector, { settings, settingsWithoutSecret, sign, forge, samples, versions, signsBody = true }: ContractCase) {
  const verify = (request: HookRequest) => hooks.verify(request, settings);
  const translate = (request: HookRequest) => hooks.translate(request, settings);

  test('its own settings pass its schema', () => {
    expect(() => schema.parse(settings)).not.toThrow();
  });

  test('a genuine webhook is genuine', () => {
    expect(samples.map(verify)).toEqual(samples.map(() => 'genuine'));
  });

  test.each(['wrong', 'empty', 'missing'] as const)('a %s signature is refused', (how) => {
    for (const request of samples) expect(verify(forge(request, how))).not.toBe('genuine');
  });

  test.runIf(signsBody)('one changed byte is refused', () => {
    const [request] = samples;
    if (!request) throw new Error('A contract case needs samples.');
    const body = Buffer.from(request.body);
    body[body.length - 2] = (body.at(-2) ?? 0) ^ 1;
    expect(verify({ ...request, body })).toBe('forged');
  });

  test('without a secret nothing is trusted', () => {
    for (const request of samples) expect(hooks.verify(request, settingsWithoutSecret)).toBe('no_secret');
  });

  test.each([
    ['an empty body', ''],
    ['a truncated body', '{"events":[{"id":"1"'],
    ['a body that is not JSON', '<html>oops</html>'],
    ['a list where an object belongs', '[]'],
    ['a bare null', 'null'],
  ])('%s, genuinely signed, is an unexpected error and no crash', (_what, body) => {
    const request = sign(body);
    expect(verify(request)).toBe('genuine');
    expect(() => translate(request)).toThrow(ConnectorError);
    expect(catchKind(() => translate(request))).toBe('unexpected');
  });

  test.each([['lists', '[', ']'], ['objects', '{"a":', '}']])('a hundred thousand nested %s do not crash it', (_what, open, close) => {
    const nested = open.repeat(100_000) + '1' + close.repeat(100_000);
    for (const body of [nested, `{"id":1,"events":[${nested}],"entry":[${nested}],"note_attributes":${nested}}`]) {
      const outcome = catchKind(() => translate(sign(body)));
      expect(['unexpected', 'fine']).toContain(outcome);
    }
  });

  test('every event passes the contract, and has a key', () => {
    for (const { events } of samples.map(translate)) {
      expect(events.length).toBeGreaterThan(0);
      for (const { key, event } of events) {
        expect(key).not.toBe('');
        expect(InboundEvent.parse(event)).toEqual(event);
      }
    }
  });

  test('translation is pure: the same webhook says the same, with the same keys', () => {
    for (const request of samples) {
      const before = Buffer.from(request.body);
      const copy: HookRequest = { ...request, headers: { ...request.headers }, body: Buffer.from(request.body) };
      expect(translate(copy)).toEqual(translate(request));
      expect(request.body.equals(before)).toBe(true);
    }
  });

  test('keys tell the events of all samples apart', () => {
    const keys = samples.flatMap((request) => translate(request).events.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('whatever the order of arrival, the newest version of an object wins', () => {
    const known = versions.map((request) => versionOf(translate(request).events[0]?.event));
    for (const order of permutations(known)) {
      const winner = order.reduce((best, version) => (version > best ? version : best), '');
      expect(winner).toBe(known.at(-1) ?? '');
      expect(new Set(known).size).toBe(known.length);
    }
  });
}

/** Instants in UTC with six digits compare as text; shorter fractions are filled up. */
function versionOf(event: InboundEvent | undefined): string {
  if (!event || !('version' in event)) throw new Error('A version was expected.');
  const [whole = '', fraction = ''] = event.version.replace('Z', '').split('.');
  return `${whole}.${fraction.padEnd(6, '0')}`;
}

function catchKind(run: () => unknown): string {
  try {
    run();
    return 'fine';
  } catch (error) {
    return error instanceof ConnectorError ? error.kind : `crash: ${String(error)}`;
  }
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]));
}

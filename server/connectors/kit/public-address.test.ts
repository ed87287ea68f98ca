import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeIo, createPools } from './create-node-io.ts';
import { createPublicPools, isCallableAddress, isPublicAddress } from './public-address.ts';
import type { Resolve } from './public-address.ts';

describe('an address', () => {
  test.each([
    '127.0.0.1', '10.0.0.8', '10.255.255.255', '172.16.0.1', '172.31.9.9', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1', '::1', '::',
    'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::', '2001:db8::1', '[::1]', 'localhost', '',
  ])('%s is not of the open internet', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:2800:220:1::1', '2a00:1450::5'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('of the own network', () => {
  test.each(['127.0.0.1', '10.0.0.8', '192.168.1.1', '::1', 'fd12:3456::1', '93.184.216.34', '2606:2800:220:1::1'])('%s may be called, by whoever sets it', (address) => {
    expect(isCallableAddress(address)).toBe(true);
  });
  test.each(['169.254.169.254', '169.254.170.2', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', 'fe80::1', 'fd00:ec2::254', '100.100.100.200', '[fd00:ec2::254]', 'localhost', ''])('%s may not: keys of the machine lie there, or it is no address', (address) => {
    expect(isCallableAddress(address)).toBe(false);
  });
});

describe('calls', () => {
  let server: Server;
  let port: number;
  let calls = 0;

  beforeAll(async () => {
    server = createServer((_request, reply) => {
      calls += 1;
      reply.end('reached');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  /** Names as a stranger's name server gives them, one answer for each question. */
  const resolving = (...answers: string[][]): Resolve => {
    let asked = 0;
    return (_host, _options, answer) => {
      const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
      asked += 1;
      answer(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
    };
  };
  const ioWith = (resolve: Resolve, isAllowed?: (address: string) => boolean) => createNodeIo({ userAgent: 'test', publicPools: createPublicPools(resolve, isAllowed) });
  const refusal = { code: 'address_not_public' };

  test.each([['127.0.0.1'], ['10.1.2.3'], ['169.254.169.254'], ['::1'], ['::ffff:127.0.0.1'], ['fd00::1']])('to public addresses only are refused when the name leads to %s, and nobody is called', async (address) => {
    const before = calls;
    await expect(ioWith(resolving([address])).fetch(`http://inside.example:${port}/`, { publicOnly: true })).rejects.toMatchObject(refusal);
    expect(calls).toBe(before);
  });

  test('to public addresses only are refused when only one of several addresses is inside', async () => {
    await expect(ioWith(resolving(['93.184.216.34', '127.0.0.1'])).fetch(`http://mixed.example:${port}/`, { publicOnly: true })).rejects.toMatchObject(refusal);
  });

  test.each(['127.0.0.1', '[::1]', '0x7f000001', '2130706433', '127.1', '017700000001'])('to public addresses only are refused for the address written as %s', async (host) => {
    await expect(ioWith(resolving(['93.184.216.34'])).fetch(`http://${host}:${port}/`, { publicOnly: true })).rejects.toMatchObject(refusal);
  });

  test('go to the address that was checked: a name that answers otherwise the second time gains nothing', async () => {
    const asked: string[] = [];
    const rebinding: Resolve = (host, options, answer) => {
      asked.push(host);
      resolving(asked.length === 1 ? ['93.184.216.34'] : ['127.0.0.1'])(host, options, answer);
    };
    const before = calls;
    // The first answer is public, so it is this address and no other that is called; nothing listens there for us.
    await expect(ioWith(rebinding).fetch(`http://rebind.example:${port}/`, { publicOnly: true, timeoutMs: 400 })).rejects.toMatchObject({ kind: 'unavailable' });
    expect(asked).toEqual(['rebind.example']);
    expect(calls).toBe(before);
    await expect(ioWith(resolving(['127.0.0.1'])).fetch(`http://rebind.example:${port}/`, { publicOnly: true })).rejects.toMatchObject(refusal);
  });

  test.each(['169.254.169.254', '::ffff:169.254.169.254', 'fd00:ec2::254'])('to an address that a merchant set are refused when its name leads to %s', async (address) => {
    const io = createNodeIo({ userAgent: 'test', dispatcher: createPools({ resolve: resolving([address]) }) });
    await expect(io.fetch(`http://model.example:${port}/v1`)).rejects.toMatchObject(refusal);
  });

  test.each(['169.254.169.254', '[::ffff:a9fe:a9fe]', '2852039166', '0xa9fea9fe'])('to %s are refused however it is written', async (host) => {
    await expect(createNodeIo({ userAgent: 'test' }).fetch(`http://${host}/latest/meta-data/`)).rejects.toMatchObject({ kind: 'rejected', ...refusal });
  });

  test('into the own network go through unless the operator refuses them', async () => {
    const before = calls;
    for (const host of ['127.0.0.1', 'localhost']) expect(await (await createNodeIo({ userAgent: 'test' }).fetch(`http://${host}:${port}/v1`)).text()).toBe('reached');
    expect(calls).toBe(before + 2);
    const closed = createNodeIo({ userAgent: 'test', allowsPrivate: false });
    for (const host of ['127.0.0.1', 'localhost']) await expect(closed.fetch(`http://${host}:${port}/v1`)).rejects.toMatchObject(refusal);
    expect(calls).toBe(before + 2);
  });

  test('to public addresses only go through when every address is public', async () => {
    const answer = await ioWith(resolving(['127.0.0.1']), () => true).fetch(`http://shop.example:${port}/`, { publicOnly: true });
    expect(await answer.text()).toBe('reached');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchKeyOf, readPhone } from './phone-rules.ts';

describe('reads what shoppers type', () => {
  test.each([
    ['11 5555-0123', 'AR', '+5491155550123', 'mobile', true],
    ['011 15 5555-0123', 'AR', '+5491155550123', 'mobile', false],
    ['11 15 5555 0123', 'AR', '+5491155550123', 'mobile', false],
    ['+54 11 5555 0123', 'AR', '+5491155550123', 'mobile', true],
    ['+54 9 11 5555 0123', 'AR', '+5491155550123', 'mobile', false],
    ['+54 11 15 5555 0123', 'AR', '+5491155550123', 'mobile', false],
    ['+54 9 11 15 5555 0123', 'AR', '+5491155550123', 'mobile', false],
    ['5491155550123', 'AR', '+5491155550123', 'mobile', false],
    ['0351 15 555-0123', 'AR', '+5493515550123', 'mobile', false],
    ['351 555 0123', 'AR', '+5493515550123', 'mobile', true],
    ['(11) 8765-4321', 'BR', '+5511987654321', 'mobile', false],
    ['(11) 98765-4321', 'BR', '+5511987654321', 'mobile', false],
    ['011 98765-4321', 'BR', '+5511987654321', 'mobile', false],
    ['55 11 98765-4321', 'BR', '+5511987654321', 'mobile', false],
    ['551187654321', null, '+5511987654321', 'mobile', false],
    ['+55 (11) 3456-7890', 'BR', '+551134567890', 'fixed', false],
    ['+52 1 55 1234 5678', 'MX', '+525512345678', 'unknown', false],
    ['5215512345678', null, '+525512345678', 'unknown', false],
    ['044 55 1234 5678', 'MX', '+525512345678', 'unknown', false],
    ['045 55 1234 5678', 'MX', '+525512345678', 'unknown', false],
    ['01 55 1234 5678', 'MX', '+525512345678', 'unknown', false],
    ['55 1234 5678', 'MX', '+525512345678', 'unknown', false],
    ['300 123 4567', 'CO', '+573001234567', 'mobile', false],
    ['9 8765 4321', 'CL', '+56987654321', 'unknown', false],
    ['987 654 321', 'PE', '+51987654321', 'mobile', false],
    ['099 123 456', 'UY', '+59899123456', 'mobile', false],
    ['0034 612 345 678', 'AR', '+34612345678', 'mobile', false],
    ['+1 (305) 555-0123', 'AR', '+13055550123', 'unknown', false],
    ['tel:+5491155550123', null, '+5491155550123', 'mobile', false],
    ['＋５４９１１５５５５０１２３', null, '+5491155550123', 'mobile', false],
  ])('%s in %s', (raw, country, e164, kind, isAmbiguous) => {
    expect(readPhone(raw, country)).toMatchObject({ e164, kind, isAmbiguous });
  });

  test('tells country and region where the number does', () => {
    expect(readPhone('(68) 98765-4321', 'BR')).toMatchObject({ country: 'BR', region: 'BR-AC' });
    expect(readPhone('+1 713 555 0123', null)).toMatchObject({ country: 'US', region: 'US-TX' });
    expect(readPhone('+1 416 555 0123', null)).toMatchObject({ country: 'CA', region: 'CA-ON' });
    expect(readPhone('+57 300 123 4567', null)).toMatchObject({ country: 'CO', region: null });
  });
});

test.each(['', '   ', '123', '1234567', '0000000', '000000000', '1111111111', '11 1111 1111', '+54 9 11 0000 0000', '0123456789', '1234567890', 'no phone', '******0879', '**1155550123', '+999999999999', '+', 'null', `+54${'1'.repeat(200)}`])(
  'refuses what is nobody’s number: %s',
  (raw) => {
    for (const country of ['AR', 'BR', 'MX', 'CO', 'US', null]) expect(readPhone(raw, country)).toBeNull();
  },
);

test('does not guess the area of an Argentine number that has none', () => {
  expect(readPhone('15 5555-0123', 'AR')).toBeNull();
  expect(readPhone('5555-0123', 'AR')).toBeNull();
});

test('reads an international number whatever the default country is', () => {
  for (const country of [null, undefined, '', 'xx', 'AR', 'ZZ', 'br']) {
    expect(readPhone('+5491155550123', country)?.e164).toBe('+5491155550123');
  }
});

test('never throws, and what it reads it reads again the same', () => {
  const anyCountry = fc.option(fc.constantFrom('AR', 'BR', 'MX', 'CO', 'US', 'ES', 'ZZ', ''), { nil: null });
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.stringMatching(/^[+0-9 ()-]{0,20}$/));
  fc.assert(
    fc.property(anyText, anyCountry, (raw, country) => {
      const phone = readPhone(raw, country);
      if (phone === null) return;
      const again = readPhone(phone.e164, null);
      expect(again).toMatchObject({ e164: phone.e164, country: phone.country, matchKey: phone.matchKey });
    }),
    { numRuns: 2_000 },
  );
});

describe('match keys', () => {
  test.each([
    ['AR', ['+5491155550123', '5491155550123', '541155550123', '+541155550123']],
    ['BR', ['+5511987654321', '5511987654321', '551187654321']],
    ['MX', ['+525512345678', '525512345678', '5215512345678']],
  ])('bring the spellings of one number together in %s', (_country, spellings) => {
    expect(new Set(spellings.map(matchKeyOf)).size).toBe(1);
  });

  test('keep different numbers apart', () => {
    const numbers = ['+5491155550123', '+5491155550124', '+5521987654321', '+5511987654321', '+525512345678', '+525512345679', '+573001234567'];
    expect(new Set(numbers.map(matchKeyOf)).size).toBe(numbers.length);
  });
});

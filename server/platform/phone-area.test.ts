import { expect, test } from 'vitest';
import { areaOfPhone, zonesOfCountry, zonesOfRegion } from './phone-area.ts';

test.each([
  ['+5511987654321', 'BR', 'BR-SP', ['America/Sao_Paulo']],
  ['+5568987654321', 'BR', 'BR-AC', ['America/Rio_Branco']],
  ['+5597987654321', 'BR', 'BR-AM', ['America/Manaus', 'America/Eirunepe']],
  ['+525512345678', 'MX', null, ['America/Mexico_City']],
  ['+5215512345678', 'MX', null, ['America/Mexico_City']],
  ['5215512345678', 'MX', null, ['America/Mexico_City']],
  ['+526641234567', 'MX', 'MX-BCN', ['America/Tijuana']],
  ['+529981234567', 'MX', 'MX-ROO', ['America/Cancun']],
  ['+16025550123', 'US', 'US-AZ', ['America/Phoenix']],
  ['+19155550123', 'US', 'US-TX', ['America/Denver']],
  ['+18005550123', 'US', null, null],
  ['+12115550123', 'US', null, null],
  ['+14165550123', 'CA', 'CA-ON', ['America/Toronto']],
  ['+18095550123', 'DO', null, null],
  ['+17875550123', 'PR', null, null],
  ['+5491155550123', 'AR', null, null],
  ['+447400123456', 'GB', null, null],
  ['+59899123456', 'UY', null, null],
])('%s was issued in %s %s', (phone, country, region, zones) => {
  expect(areaOfPhone(phone)).toEqual({ country, region, zones });
});

test('knows no country for a calling code of the whole world or of nobody', () => {
  expect(areaOfPhone('+80012345678')).toBeNull();
  expect(areaOfPhone('+999123')).toBeNull();
  expect(areaOfPhone('')).toBeNull();
});

test('knows only zones that exist', () => {
  const samples = ['5597', '55 95', '52626', '52653', '1907', '1928', '1807', '1867', '1709'].map((prefix) => areaOfPhone(prefix.replace(' ', '')));
  const zones = samples.flatMap((area) => area?.zones ?? []);
  for (const zone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
});

test('gathers the zones of a region from its area codes', () => {
  expect(zonesOfRegion('US-TX')?.toSorted()).toEqual(['America/Chicago', 'America/Denver']);
  expect(zonesOfRegion('MX-CMX')).toEqual(['America/Mexico_City']);
  expect(zonesOfRegion('XX-YY')).toBeNull();
});

test('lists the zones of a country, none for a country that does not exist', () => {
  expect(zonesOfCountry('CO')).toEqual(['America/Bogota']);
  expect(zonesOfCountry('CL').length).toBeGreaterThan(1);
  expect(zonesOfCountry('ZZ')).toEqual([]);
  expect(zonesOfCountry('nonsense')).toEqual([]);
});

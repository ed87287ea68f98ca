import { describe, expect, test } from 'vitest';
import type { OpeningHours, ShippingRow } from '#contract/knowledge-structure';
import { auroraPages } from '../../../demo/aurora-pages.ts';
import { countArrival } from './count-days.ts';
import { matchZone } from './match-zone.ts';
import { findPlace } from './place-names.ts';
import { closeness, readCodeInPlace, readCodeRange, readPostalCode } from './postal-codes.ts';
import { hoursAt } from './read-hours.ts';

describe('postal codes', () => {
  test.each([
    ['AR', '1425', '1425'],
    ['AR', 'C1425ABC', '1425'],
    ['AR', 'mi cp es c 1425 abc', '1425'],
    ['AR', 'B1638', '1638'],
    ['AR', '14251', null],
    ['BR', '01310-100', '01310100'],
    ['BR', 'CEP 01310100', '01310100'],
    ['BR', '01.310-100', '01310100'],
    ['BR', '1310', null],
    ['MX', 'vivo en el 06700', '06700'],
    ['CO', '110111', '110111'],
    ['CL', '8320000', '8320000'],
    ['CL', '832-0000', '8320000'],
    ['PE', '15074', '15074'],
    ['PE', 'Lima 15074', '15074'],
    ['MX', 'no sé', null],
  ])('of %s in "%s" is %s', (country, text, code) => {
    expect(readPostalCode(country, text)).toBe(code);
  });

  test.each([
    ['AR', '1425', '1425', '1425'],
    ['AR', '14', '1400', '1499'],
    ['AR', '14*', '1400', '1499'],
    ['AR', '1600-1899', '1600', '1899'],
    ['AR', '1600 a 1899', '1600', '1899'],
    ['AR', 'C1000', '1000', '1000'],
    ['BR', '01310-100', '01310100', '01310100'],
    ['BR', '01000-05999', '01000000', '05999999'],
    ['BR', '01000-000 a 05999-999', '01000000', '05999999'],
    ['CL', '832-0000', '8320000', '8320000'],
  ])('a rule of %s "%s" reaches from %s to %s', (country, text, from, until) => {
    expect(readCodeRange(country, text)).toEqual({ from, until });
  });

  test.each([['AR', '1899-1600'], ['AR', 'abc'], ['AR', ''], ['BR', '123456789'], ['MX', '1-2-3']])('a rule of %s "%s" cannot be read', (country, text) => {
    expect(readCodeRange(country, text)).toBeNull();
  });

  test('a narrower range is closer', () => {
    const wide = readCodeRange('AR', '1000-1999');
    const narrow = readCodeRange('AR', '1420-1429');
    expect(narrow && closeness(narrow, '1425')).toBeGreaterThan((wide && closeness(wide, '1425')) ?? 9);
    expect(narrow && closeness(narrow, '1500')).toBeNull();
  });

  test.each([
    ['AR', 'Quilmes, código 1878', '1878'],
    ['AR', 'vivo en el 1425', '1425'],
    ['AR', '1642 San Isidro', '1642'],
    ['AR', 'Vicente López B1638', '1638'],
    ['AR', 'Av. Santa Fe 3250, C1425BGN', '1425'],
    ['AR', 'Corrientes 1234, Rosario', null],
    ['AR', 'Av. Corrientes, 1234, Rosario', null],
    ['AR', 'calle 13 1425, La Plata', null],
    ['AR', 'Corrientes al 1200', null],
    ['BR', 'Rua Augusta 1500, 01310-100', '01310100'],
    ['BR', 'Av. Paulista 1578, São Paulo', null],
    ['MX', 'Insurgentes Sur 1234, 06700 CDMX', '06700'],
    ['MX', 'Av. Insurgentes 12345', null],
    ['CL', 'Av. Providencia 1234', null],
    ['CO', 'Carrera 7 # 45-67, 110231', '110231'],
    ['PE', 'Jr. Lima 12345, Cusco', null],
    ['PE', 'Miraflores, Lima 15074', '15074'],
    ['UY', 'Montevideo', null],
    ['UY', 'Rivera 2450', null],
    ['UY', 'cp 11200', '11200'],
  ])('of %s in the place "%s" is %s', (country, place, code) => {
    expect(readCodeInPlace(country, place)).toBe(code);
  });
});

describe('the name of a place', () => {
  test.each([
    ['AR', 'vivo en CABA', 'Ciudad de Buenos Aires', true],
    ['AR', 'capital federal', 'CABA', true],
    ['AR', 'vivo en la capital', 'CABA', true],
    ['AR', 'Cordoba capital', 'Córdoba', true],
    ['AR', 'Cordoba capital', 'CABA', false],
    ['AR', 'San Miguel de Tucumán, capital', 'CABA', false],
    ['AR', 'la capital de Mendoza', 'Capital Federal', false],
    ['AR', 'soy de san isidro, provincia', 'San Isidro', true],
    ['AR', 'Av. Córdoba 1234', 'Córdoba', false],
    ['AR', 'calle San Martín 500, Bariloche', 'San Martín', false],
    ['AR', 'calle San Martín 500, Bariloche', 'Bariloche', true],
    ['AR', 'Santiago', 'Región Metropolitana', false],
    ['AR', 'rosario', 'Ros', false],
    ['AR', '', 'CABA', false],
    ['BR', 'SP', 'São Paulo', true],
    ['BR', 'Campinas/SP', 'São Paulo', true],
    ['BR', 'respuesta', 'SP', false],
    ['BR', 'distrito federal', 'Brasília', true],
    ['BR', 'moro no DF', 'Distrito Federal', true],
    ['BR', 'distrito federal', 'CDMX', false],
    ['BR', 'Rua São Paulo, 500, Campinas', 'São Paulo', false],
    ['MX', 'distrito federal', 'CDMX', true],
    ['MX', 'México, D.F.', 'Ciudad de México', true],
    ['MX', 'distrito federal', 'Brasília', false],
    ['MX', 'Edo. de México', 'Estado de México', true],
    ['CL', 'Santiago', 'Región Metropolitana', true],
    ['CO', 'Bogotá D.C.', 'Bogotá', true],
    ['PE', 'Jr. Lima 123, Cusco', 'Lima', false],
    ['PE', 'Miraflores, Lima', 'Lima', true],
  ])('%s: "%s" is %s: %s', (country, said, named, is) => {
    expect(findPlace(country, said, named) !== null).toBe(is);
  });
});

const table = auroraPages.flatMap(({ structure }) => (structure?.kind === 'shipping' ? [structure] : []))[0];
const zonesFor = (to: Parameters<typeof matchZone>[2]) => {
  const rows = matchZone(table?.rows ?? [], 'AR', to);
  return rows && [...new Set(rows.map(({ zone }) => zone))];
};

describe('the zone', () => {
  test.each([
    [{ postalCode: 'C1425ABC' }, ['Ciudad de Buenos Aires']],
    [{ postalCode: '1642' }, ['Gran Buenos Aires']],
    [{ postalCode: '8400' }, ['Patagonia']],
    [{ postalCode: '5000' }, ['Resto del país']],
    [{ place: 'en capital' }, ['Ciudad de Buenos Aires']],
    [{ place: 'Bariloche' }, ['Patagonia']],
    [{ place: 'Quilmes, código 1878' }, ['Gran Buenos Aires']],
    [{ place: 'un pueblo' }, null],
    [{ place: 'Córdoba capital' }, null],
    [{ place: 'Córdoba capital, cp 5000' }, ['Resto del país']],
    [{ place: 'Av. Corrientes 1234, Rosario' }, null],
    [{ place: 'Corrientes 1234, Bariloche' }, ['Patagonia']],
    [{ place: 'Av. Neuquén 1600, CABA' }, ['Ciudad de Buenos Aires']],
    [{ place: 'Quilmes 1878' }, ['Gran Buenos Aires']],
    [{ place: 'Neuquén 1405' }, null],
    [{ place: 'San Martín, Neuquén' }, null],
    [{ place: 'San Martín', postalCode: '8370' }, ['Patagonia']],
    [{ place: 'ciudad autónoma de buenos aires' }, ['Ciudad de Buenos Aires']],
    [{ postalCode: 'no lo sé' }, null],
    [{}, null],
  ])('of %o is %o', (to, zones) => {
    expect(zonesFor(to)).toEqual(zones);
  });

  const row = (part: Partial<ShippingRow>): ShippingRow => ({ zone: 'Z', postalCodes: [], places: [], service: 'S', priceMinor: 0, freeFromMinor: null, fromDays: 1, untilDays: 2, businessDays: true, cutOff: null, ...part });

  test('a shop with one zone needs no postal code', () => {
    expect(matchZone([row({ zone: 'Todo el país' })], 'AR', {})?.length).toBe(1);
  });

  test('a code that no rule names is not guessed while a zone is told by names alone', () => {
    const rows = [row({ zone: 'Córdoba', places: ['Córdoba'] }), row({ zone: 'Resto' })];
    expect(matchZone(rows, 'AR', { postalCode: '5000' })).toBeNull();
    expect(matchZone(rows, 'AR', { postalCode: '5000', place: 'Córdoba' })?.[0]?.zone).toBe('Córdoba');
  });

  test('a place outside of every zone of a shop that does not send everywhere gets no options', () => {
    expect(matchZone([row({ zone: 'CABA', postalCodes: ['1000-1499'] })], 'AR', { postalCode: '5000' })).toEqual([]);
  });

  test('the longer name wins, measured in what was said', () => {
    const rows = [row({ zone: 'GBA', places: ['San Martín'] }), row({ zone: 'Sur', places: ['San Martín de los Andes'] })];
    expect(matchZone(rows, 'AR', { place: 'san martin de los andes' })?.[0]?.zone).toBe('Sur');
    expect(matchZone([row({ zone: 'Ciudad de México', places: ['CDMX'] }), row({ zone: 'Centro', places: ['CDMX Norte'] })], 'MX', { place: 'cdmx norte' })?.map(({ zone }) => zone)).toEqual(['Centro']);
  });

  const byName = (...zones: string[]) => [...zones.map((zone) => row({ zone, places: [zone] })), row({ zone: 'Resto' })];
  test.each([
    ['AR', ['CABA', 'Córdoba'], 'Córdoba capital', ['Córdoba']],
    ['AR', ['CABA', 'Córdoba'], 'vivo en capital', ['CABA']],
    ['AR', ['Rosario', 'Santa Fe'], 'Rosario, Santa Fe', ['Rosario']],
    ['AR', ['CABA', 'Santa Fe'], 'Santa Fe 3250, Palermo, CABA', ['CABA']],
    ['AR', ['Rosario'], 'Rosario 2000', ['Rosario']],
    ['AR', ['Buenos Aires', 'CABA'], 'ciudad de buenos aires', ['CABA']],
    ['BR', ['São Paulo', 'Campinas'], 'Campinas, São Paulo', ['Campinas']],
    ['BR', ['São Paulo', 'Interior de São Paulo'], 'interior de são paulo', ['Interior de São Paulo']],
    ['BR', ['Brasília', 'Goiás'], 'Distrito Federal', ['Brasília']],
    ['BR', ['Bahia', 'Paraná'], 'Londrina - PR', ['Paraná']],
    ['MX', ['Monterrey', 'Nuevo León'], 'Monterrey, Nuevo León', ['Monterrey']],
    ['MX', ['CDMX', 'Estado de México'], 'estado de méxico', ['Estado de México']],
    ['MX', ['CDMX', 'Jalisco'], 'en el distrito federal', ['CDMX']],
    ['CL', ['Región Metropolitana', 'Valparaíso'], 'Santiago de Chile', ['Región Metropolitana']],
    ['CO', ['Bogotá', 'Medellín'], 'Calle Medellín 12, Bogotá', ['Bogotá']],
    ['PE', ['Lima', 'Cusco'], 'Jr. Lima 123, Cusco', ['Cusco']],
  ])('%s: of %o, "%s" is in %o', (country, zones, place, expected) => {
    expect(matchZone(byName(...zones), country, { place })?.map(({ zone }) => zone)).toEqual(expected);
  });

  test('only the services that go to the place are given', () => {
    const rows = [row({ zone: 'Interior', service: 'Exprés', places: ['Rosario'] }), row({ zone: 'Interior', service: 'Estándar', places: ['Rosario', 'Rufino'] })];
    expect(matchZone(rows, 'AR', { place: 'Rufino' })?.map(({ service }) => service)).toEqual(['Estándar']);
    expect(matchZone(rows, 'AR', { place: 'Rosario' })?.length).toBe(2);
  });
});

describe('the day of arrival', () => {
  const shop = { country: 'AR', timeZone: 'America/Argentina/Buenos_Aires', dispatchDays: [1, 2, 3, 4, 5] };
  const arrival = (at: string, row: Partial<ShippingRow>) => countArrival({ fromDays: 1, untilDays: 2, businessDays: true, cutOff: '13:00', ...row }, shop, Date.parse(at));

  test.each([
    ['before the cut-off of a Tuesday', '2026-12-01T12:59:00-03:00', { dispatchOn: '2026-12-01', shipsToday: true, fromOn: '2026-12-02', untilOn: '2026-12-03' }],
    ['at the cut-off', '2026-12-01T13:00:00-03:00', { dispatchOn: '2026-12-02', shipsToday: false, fromOn: '2026-12-03', untilOn: '2026-12-04' }],
    ['on a Friday evening', '2026-12-04T20:00:00-03:00', { dispatchOn: '2026-12-07', shipsToday: false, fromOn: '2026-12-09', untilOn: '2026-12-10' }],
    ['on a Saturday morning', '2026-11-28T09:00:00-03:00', { dispatchOn: '2026-11-30', shipsToday: false, fromOn: '2026-12-01', untilOn: '2026-12-02' }],
    ['on Christmas', '2026-12-25T10:00:00-03:00', { dispatchOn: '2026-12-28', shipsToday: false, fromOn: '2026-12-29', untilOn: '2026-12-30' }],
    ['late in the evening of the day before in UTC', '2026-12-02T01:00:00Z', { dispatchOn: '2026-12-02', shipsToday: false, fromOn: '2026-12-03', untilOn: '2026-12-04' }],
  ])('ordered %s', (_when, at, expected) => {
    // Tuesday 8 December 2026 is a holiday in Argentina.
    expect(arrival(at, {})).toEqual(expected);
  });

  test('calendar days count weekends and holidays', () => {
    expect(arrival('2026-12-04T10:00:00-03:00', { businessDays: false, fromDays: 2, untilDays: 4 })).toMatchObject({ fromOn: '2026-12-06', untilOn: '2026-12-08' });
  });

  test('without a cut-off nobody promises today', () => {
    expect(arrival('2026-12-01T08:00:00-03:00', { cutOff: null })).toMatchObject({ shipsToday: false, dispatchOn: '2026-12-02' });
  });

  test('a delivery on the same day arrives today only before the cut-off', () => {
    expect(arrival('2026-12-01T12:00:00-03:00', { fromDays: 0, untilDays: 0 })).toMatchObject({ shipsToday: true, fromOn: '2026-12-01', untilOn: '2026-12-01' });
    expect(arrival('2026-12-01T14:00:00-03:00', { fromDays: 0, untilDays: 0 })).toMatchObject({ shipsToday: false, fromOn: '2026-12-02', untilOn: '2026-12-02' });
  });

  test('days that nobody can tell stay unknown', () => {
    expect(arrival('2026-12-01T12:00:00-03:00', { fromDays: null, untilDays: null })).toMatchObject({ fromOn: null, untilOn: null });
  });
});

describe('opening hours', () => {
  const shop = { country: 'AR', timeZone: 'America/Argentina/Buenos_Aires' };
  const hours: OpeningHours = {
    kind: 'hours',
    version: 1,
    week: [{ day: 1, ranges: [{ from: '16:00', to: '20:00' }, { from: '09:00', to: '13:00' }] }, { day: 2, ranges: [{ from: '09:00', to: '20:00' }] }, { day: 5, ranges: [{ from: '20:00', to: '24:00' }] }, { day: 6, ranges: [{ from: '00:00', to: '02:00' }] }],
    exceptions: [{ on: '2026-12-08', ranges: [{ from: '10:00', to: '12:00' }], note: '' }, { on: '2026-12-15', ranges: [], note: 'inventario' }],
    closedOnHolidays: true,
  };
  const at = (text: string) => hoursAt(hours, shop, Date.parse(`${text}-03:00`));
  const iso = (text: string) => new Date(`${text}-03:00`);

  test.each([
    ['open in the morning', '2026-11-30T10:00', { isOpen: true, closesAt: iso('2026-11-30T13:00'), opensAt: null }],
    ['closed at noon', '2026-11-30T14:00', { isOpen: false, closesAt: null, opensAt: iso('2026-11-30T16:00') }],
    ['closed at the very end', '2026-11-30T20:00', { isOpen: false, closesAt: null, opensAt: iso('2026-12-01T09:00') }],
    ['open over midnight', '2026-12-04T23:00', { isOpen: true, closesAt: iso('2026-12-05T02:00'), opensAt: null }],
    ['closed on a holiday', '2026-11-23T10:00', { isOpen: false, closesAt: null, opensAt: iso('2026-11-24T09:00') }],
    ['open on a holiday by an exception', '2026-12-08T11:00', { isOpen: true, closesAt: iso('2026-12-08T12:00'), opensAt: null }],
    ['closed by an exception', '2026-12-15T10:00', { isOpen: false, closesAt: null, opensAt: iso('2026-12-18T20:00') }],
  ])('%s', (_what, now, expected) => {
    expect(at(now)).toEqual(expected);
  });

  test('a shop that never opens says no time', () => {
    expect(hoursAt({ ...hours, week: [], exceptions: [] }, shop, Date.now())).toEqual({ isOpen: false, closesAt: null, opensAt: null });
  });
});

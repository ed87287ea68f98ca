import { readFileSync } from 'node:fs';
import type { PageContent } from '#contract/knowledge';
import type { OpeningHours, ShippingRow, ShippingTable, SizeTables } from '#contract/knowledge-structure';

const read = (name: string) => readFileSync(new URL(`aurora/${name}.md`, import.meta.url), 'utf8').trim();

// What the pretend shop charges at its checkout: 6,500 as standard, twice that as express, free from 120,000.
const standard = { service: 'Estándar a domicilio', priceMinor: 650_000, freeFromMinor: 12_000_000, fromDays: 3, untilDays: 5, businessDays: true, cutOff: null };
const express = { service: 'Exprés a domicilio', priceMinor: 1_300_000, freeFromMinor: null, fromDays: 1, untilDays: 2, businessDays: true, cutOff: '13:00' };
const city = { zone: 'Ciudad de Buenos Aires', postalCodes: ['1000-1499'], places: ['CABA', 'Capital Federal', 'Ciudad de Buenos Aires'] };
const around = {
  zone: 'Gran Buenos Aires',
  postalCodes: ['1600-1899'],
  places: ['Gran Buenos Aires', 'GBA', 'Conurbano', 'San Isidro', 'Vicente López', 'Quilmes', 'Lanús', 'Avellaneda', 'Morón', 'La Matanza', 'Tigre', 'Pilar', 'San Martín'],
};
const south = { zone: 'Patagonia', postalCodes: ['8300-8599', '9000-9499'], places: ['Neuquén', 'Río Negro', 'Chubut', 'Santa Cruz', 'Tierra del Fuego', 'Bariloche', 'Ushuaia', 'Comodoro Rivadavia'] };
const rest = { zone: 'Resto del país', postalCodes: [], places: [] };

const rows: ShippingRow[] = [
  { ...city, service: 'Moto en el día', priceMinor: 890_000, freeFromMinor: null, fromDays: 0, untilDays: 0, businessDays: true, cutOff: '13:00' },
  { ...city, ...standard, fromDays: 2, untilDays: 3 },
  { ...city, ...express, untilDays: 1 },
  { ...around, ...standard },
  { ...around, ...express },
  { ...south, ...standard, fromDays: 5, untilDays: 8 },
  { ...rest, ...standard },
  { ...rest, ...express, fromDays: 2, untilDays: 3 },
];
const shipping: ShippingTable = { kind: 'shipping', version: 1, currency: 'ARS', dispatchDays: [1, 2, 3, 4, 5], rows };

const working = [{ from: '10:00', to: '20:00' }];
const hours: OpeningHours = {
  kind: 'hours',
  version: 1,
  week: [1, 2, 3, 4, 5].map((day) => ({ day, ranges: working })).concat([{ day: 6, ranges: [{ from: '10:00', to: '18:00' }] }]),
  exceptions: [
    { on: '2026-12-24', ranges: [{ from: '10:00', to: '14:00' }], note: 'Nochebuena' },
    { on: '2026-12-31', ranges: [{ from: '10:00', to: '14:00' }], note: 'fin de año' },
  ],
  closedOnHolidays: true,
};

/** The same figures as on the product pages of the pretend shop (`simulator/storefront/size-guides.ts`); a test compares them. */
const sizes: SizeTables = {
  kind: 'size_guide',
  version: 1,
  tables: [
    {
      name: 'Remeras, camperas y buzos',
      columns: ['Talle', 'Pecho (cm)', 'Cintura (cm)'],
      rows: [['S', '88–94', '70–76'], ['M', '95–101', '77–83'], ['L', '102–108', '84–91'], ['XL', '109–116', '92–100']],
    },
    {
      name: 'Pantalones',
      columns: ['Talle', 'Cintura (cm)', 'Cadera (cm)'],
      rows: [['38 · S', '72–76', '92–96'], ['40 · M', '77–82', '97–101'], ['42 · L', '83–88', '102–107'], ['44 · XL', '89–95', '108–113']],
    },
    {
      name: 'Calzado',
      columns: ['Talle', 'Largo del pie (cm)', 'US'],
      rows: [['38', '24.0', '6'], ['39', '24.7', '7'], ['40', '25.4', '7.5'], ['41', '26.0', '8.5'], ['42', '26.7', '9'], ['43', '27.4', '10'], ['44', '28.0', '10.5']],
    },
  ],
};

type Written = Pick<PageContent, 'kind' | 'title'> & { file: string; structure?: PageContent['structure'] };
const written: Written[] = [
  { kind: 'policy', title: 'Cambios y devoluciones', file: 'cambios-y-devoluciones' },
  { kind: 'shipping', title: 'Envíos', file: 'envios', structure: shipping },
  { kind: 'policy', title: 'Medios de pago', file: 'medios-de-pago' },
  { kind: 'size_guide', title: 'Guía de talles', file: 'guia-de-talles', structure: sizes },
  { kind: 'hours', title: 'Local y horarios', file: 'local-y-horarios', structure: hours },
  { kind: 'about', title: 'Sobre Aurora', file: 'sobre-aurora' },
  { kind: 'faq', title: 'Preguntas frecuentes', file: 'preguntas-frecuentes' },
  { kind: 'policy', title: 'Garantía y cuidados', file: 'garantia-y-cuidados' },
  { kind: 'policy', title: 'Privacidad', file: 'privacidad' },
];

/** What Tienda Aurora says of itself, in Spanish: the demo's pages, and a corpus for the tests of the search. */
export const auroraPages: PageContent[] = written.map(({ file, structure = null, ...page }) => ({ ...page, language: 'es', body: read(file), structure, url: null }));

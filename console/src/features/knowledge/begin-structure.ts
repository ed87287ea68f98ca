import type { PageStructure } from '#contract/knowledge-structure';
import type { Language } from '#contract/language';

const sizeColumn: Record<Language, string> = { es: 'Talle', pt: 'Tamanho', en: 'Size' };
const chestColumn: Record<Language, string> = { es: 'Pecho (cm)', pt: 'Peito (cm)', en: 'Chest (cm)' };

/** Figures to begin a page's editor with; rows are still to be filled in. */
export function firstShipping(currency: string): PageStructure {
  return { kind: 'shipping', version: 1, currency, dispatchDays: [1, 2, 3, 4, 5], rows: [emptyRow()] };
}

export const emptyRow = () => ({ zone: '', postalCodes: [], places: [], service: '', priceMinor: null, freeFromMinor: null, fromDays: null, untilDays: null, businessDays: true, cutOff: null });

export function firstSizes(language: Language): PageStructure {
  return { kind: 'size_guide', version: 1, tables: [{ name: '', columns: [sizeColumn[language], chestColumn[language]], rows: [['', '']] }] };
}

export const firstHours = (): PageStructure => ({ kind: 'hours', version: 1, week: [], exceptions: [], closedOnHolidays: true });

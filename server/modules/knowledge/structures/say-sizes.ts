import type { SizeTables } from '#contract/knowledge-structure';
import type { Language } from '#contract/language';
import type { SaidPart } from './say-structure.ts';

const headings: Record<Language, (name: string) => string> = {
  es: (name) => `Tabla de talles y medidas: ${name}`,
  pt: (name) => `Tabela de tamanhos e medidas: ${name}`,
  en: (name) => `Size chart: ${name}`,
};

/** Each table as lines: "Talle 42 — Largo del pie (cm): 26,7; US: 9". */
export function saySizes({ tables }: SizeTables, language: Language): SaidPart[] {
  return tables.map(({ name, columns, rows }) => ({
    heading: headings[language](name),
    text: rows.map((cells) => `${columns[0]} ${cells[0]} — ${cells.slice(1).flatMap((cell, index) => (cell === '' ? [] : [`${columns[index + 1]}: ${cell}`])).join('; ')}`).join('\n'),
  }));
}

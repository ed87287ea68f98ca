import type { SizeGuideName } from '../shopify/shop-state.ts';
import { html, type Html } from './html.ts';
import type { Texts } from './texts.ts';

interface Guide {
  columns: string[];
  rows: string[][];
}

/** Measures of the body in centimetres. */
const GUIDES: Record<SizeGuideName, Guide> = {
  tops: { columns: ['A (cm)', 'B (cm)'], rows: [['S', '88–94', '70–76'], ['M', '95–101', '77–83'], ['L', '102–108', '84–91'], ['XL', '109–116', '92–100']] },
  bottoms: { columns: ['B (cm)', 'C (cm)'], rows: [['38 · S', '72–76', '92–96'], ['40 · M', '77–82', '97–101'], ['42 · L', '83–88', '102–107'], ['44 · XL', '89–95', '108–113']] },
  shoes: { columns: ['D (cm)', 'US'], rows: [['38', '24.0', '6'], ['39', '24.7', '7'], ['40', '25.4', '7.5'], ['41', '26.0', '8.5'], ['42', '26.7', '9'], ['43', '27.4', '10'], ['44', '28.0', '10.5']] },
};

const LEGENDS: Record<string, string> = {
  es: 'A pecho · B cintura · C cadera · D largo del pie',
  pt: 'A peito · B cintura · C quadril · D comprimento do pé',
  en: 'A chest · B waist · C hips · D foot length',
};

export function sizeGuide(name: SizeGuideName, texts: Texts, language: string): Html {
  const { columns, rows } = GUIDES[name];
  return html`<table class="sizes"><caption>${LEGENDS[language]}</caption>
<thead><tr><th scope="col">${texts.size}</th>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(([size, ...measures]) => html`<tr><th scope="row">${size}</th>${measures.map((measure) => html`<td>${measure}</td>`)}</tr>`)}</tbody></table>`;
}

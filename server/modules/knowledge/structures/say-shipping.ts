import type { ShippingRow, ShippingTable } from '#contract/knowledge-structure';
import type { Language } from '#contract/language';
import { formatMoney } from '#contract/money';
import type { SaidPart } from './say-structure.ts';

interface Words {
  heading(zone: string): string;
  atCheckout: string;
  free: string;
  freeFrom(amount: string): string;
  days(from: number, until: number, business: boolean): string;
  cutOff(time: string): string;
}

const dayWord = (count: number, one: string, many: string) => (count === 1 ? one : many);

const words: Record<Language, Words> = {
  es: {
    heading: (zone) => `Costo de envío y plazo de entrega: ${zone}`,
    atCheckout: 'el costo se calcula al finalizar la compra',
    free: 'sin cargo',
    freeFrom: (amount) => `sin cargo desde ${amount}`,
    days: (from, until, business) => {
      const unit = business ? dayWord(until, 'día hábil', 'días hábiles') : dayWord(until, 'día', 'días');
      return until === 0 ? 'llega en el día' : `llega en ${from === until ? until : `${from} a ${until}`} ${unit}`;
    },
    cutOff: (time) => `los pedidos de antes de las ${time} salen en el día`,
  },
  pt: {
    heading: (zone) => `Valor do frete e prazo de entrega: ${zone}`,
    atCheckout: 'o valor é calculado no fechamento da compra',
    free: 'grátis',
    freeFrom: (amount) => `grátis a partir de ${amount}`,
    days: (from, until, business) => {
      const unit = business ? dayWord(until, 'dia útil', 'dias úteis') : dayWord(until, 'dia', 'dias');
      return until === 0 ? 'chega no mesmo dia' : `chega em ${from === until ? until : `${from} a ${until}`} ${unit}`;
    },
    cutOff: (time) => `pedidos feitos até as ${time} saem no mesmo dia`,
  },
  en: {
    heading: (zone) => `Shipping cost and delivery time: ${zone}`,
    atCheckout: 'the cost is worked out at the checkout',
    free: 'free',
    freeFrom: (amount) => `free from ${amount}`,
    days: (from, until, business) => {
      const unit = business ? dayWord(until, 'business day', 'business days') : dayWord(until, 'day', 'days');
      return until === 0 ? 'arrives the same day' : `arrives in ${from === until ? until : `${from} to ${until}`} ${unit}`;
    },
    cutOff: (time) => `orders placed before ${time} leave the same day`,
  },
};

/** One part for each zone, with its services as lines. */
export function sayShipping(table: ShippingTable, language: Language, locale: string): SaidPart[] {
  const zones = Map.groupBy(table.rows, ({ zone }) => zone);
  return [...zones].map(([zone, rows]) => {
    const places = [...new Set(rows.flatMap((row) => row.places))].slice(0, 40);
    const lines = rows.map((row) => sayRow(row, table.currency, language, locale));
    return { heading: words[language].heading(zone), text: [...(places.length > 0 ? [`${places.join(', ')}.`] : []), ...lines].join('\n') };
  });
}

export function sayRow(row: ShippingRow, currency: string, language: Language, locale: string): string {
  const said = words[language];
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency }, locale);
  const price = row.priceMinor === null ? said.atCheckout : row.priceMinor === 0 ? said.free : money(row.priceMinor);
  const parts = [
    price,
    ...(row.freeFromMinor !== null && row.priceMinor !== 0 ? [said.freeFrom(money(row.freeFromMinor))] : []),
    ...(row.untilDays === null ? [] : [said.days(row.fromDays ?? row.untilDays, row.untilDays, row.businessDays)]),
    ...(row.cutOff === null ? [] : [said.cutOff(row.cutOff)]),
  ];
  return `${row.service}: ${parts.join('; ')}.`;
}

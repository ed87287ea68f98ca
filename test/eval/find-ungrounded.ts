import type { Moment, Played } from './play.ts';
import { daysIn, foldText, moneyIn, spansIn } from './read-claims.ts';
import { readTruth } from './read-truth.ts';
import type { Truth } from './read-truth.ts';
import type { EvaluationShop } from './shops/shop.ts';

/** Something that was told and that no tool of this conversation gave. */
export interface Ungrounded {
  kind: 'price' | 'stock' | 'date' | 'policy';
  claim: string;
  text: string;
}

/**
 * Reads every sent text anew and compares what it states with what the tools gave and with the catalogue as it was seeded. On purpose it shares
 * nothing with the assistant's guards: what they overlook is to be found here.
 */
export function findUngrounded({ moments, scenario }: Played, shop: EvaluationShop): Ungrounded[] {
  return moments.flatMap((moment, place) => {
    const truth = readTruth(moments.slice(0, place + 1));
    const said = foldText(scenario.steps.slice(0, place + 1).flatMap(({ acts }) => acts.map((act) => ('text' in act ? act.text : ''))).join('\n'));
    return moment.answers.flatMap(({ parts }) => parts.flatMap((part) => judgePart(part, truth, shop, said, moment)));
  });
}

function judgePart(part: string, truth: Truth, shop: EvaluationShop, said: string, moment: Moment): Ungrounded[] {
  const found = (kind: Ungrounded['kind'], claims: string[]) => claims.map((claim) => ({ kind, claim, text: part.slice(0, 200) }));
  return [
    ...found('price', wrongPrices(part, truth, shop, said)),
    ...found('stock', wrongStock(part, truth)),
    ...found('date', wrongDays(part, truth, moment)),
    ...found('policy', wrongSpans(part, truth, said)),
  ];
}

/** "For less than 50,000" repeats what the shopper said and promises nothing. */
const limits = /\b(?:menos de|hasta|ate|abaixo de|under|below|up to|less than|ese precio|esse preco|that price|presupuesto|orcamento|budget|encontre)\b/u;

function wrongPrices(part: string, truth: Truth, shop: EvaluationShop, said: string): string[] {
  const wrong: string[] = [];
  for (const line of part.split('\n')) {
    for (const { minor, text } of moneyIn(line)) {
      const isRepeated = limits.test(foldText(line)) && moneyIn(said, true).some((one) => one.minor === minor);
      if (!truth.amounts.has(minor) && !truth.textAmounts.has(minor) && !isRepeated) wrong.push(text);
    }
  }
  return [...wrong, ...wrongOffer(part, shop)];
}

/** A card, a row or a line that names one thing and a price: it must be the price of that thing. */
function wrongOffer(part: string, { goods }: EvaluationShop): string[] {
  const blocks = part.split(/\n(?=•)/u).filter((block) => !/total|carrito|carrinho|cart|pedido|order|envio|frete|shipping|cupon|×/iu.test(foldText(block)) && block.length < 200);
  return blocks.flatMap((block) => {
    const named = goods.filter(({ title }) => foldText(block).includes(foldText(title)));
    const [only] = named;
    if (named.length !== 1 || !only) return [];
    return moneyIn(block).filter(({ minor }) => minor !== only.priceMinor && minor !== only.compareAtMinor).map(({ text }) => `${only.title}: ${text}`);
  });
}

const units = /\b(?:queda[n]?|hay|restam?|tem(?:os)?|only|ultim[ao]s)\s+(\d{1,4})\s+(?:unidad|unidade|left|en total|no total|units?)|(\d{1,4})\s+(?:disponibles?|disponiveis|disponivel|available|in stock|left|en stock|em estoque|unidades? en|unidades? de)\b/gu;
const none = /\b(?:sin stock|agotad[oa]s?|esgotad[oa]s?|sem estoque|sold out|out of stock|no esta disponible ahora|nao esta disponivel|isnt available|is not available)\b/u;

function wrongStock(part: string, truth: Truth): string[] {
  const folded = foldText(part);
  const counts = [...folded.matchAll(units)].filter((match) => !truth.stocks.has(Number(match[1] ?? match[2]))).map(([text]) => text);
  const gone = none.exec(folded)?.[0];
  return [...counts, ...(gone && !truth.hasSoldOut && !truth.text.includes(gone) ? [gone] : [])];
}

const soon = /\b(?:llega|llegara|sale|chega|sai|arrives?|ships?|delivered)\s+(hoy|manana|hoje|amanha|today|tomorrow)\b/u;

function wrongDays(part: string, truth: Truth, moment: Moment): string[] {
  const folded = foldText(part);
  const wrong = daysIn(folded).filter(({ day, text }) => !truth.days.has(day) && !truth.text.includes(text)).map(({ text }) => text);
  const promised = soon.exec(folded);
  return promised && !truth.text.includes(promised[0]) && !JSON.stringify(moment.calls).includes('"shipsToday":true') && truth.days.size === 0 ? [...wrong, promised[0]] : wrong;
}

/** Periods, instalments, percents and "free": each must be written somewhere that was read. */
function wrongSpans(part: string, truth: Truth, said: string): string[] {
  return spansIn(part).filter((span) => !truth.spans.has(span) && !spansIn(said).includes(span));
}

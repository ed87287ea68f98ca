import { foldText } from '#platform/fold-text';
import { factsOf } from '../facts/fact.ts';
import type { Guard } from './guard.ts';
import { todayOf } from './today.ts';

const few = /\b(?:ultim[oa]s?\s+(?:unidad(?:es)?|pares?|piezas?|unidades|pecas|disponib\w+)|pocas unidades|poc[oa]s? (?:pares|piezas)|quedan (?:muy )?poc[oa]s|se (?:agotan?|estan agotando|acaban?)|por agotarse|casi agotad\w+|ultimas? pecas?|restam poucas|poucas unidades|esta acabando|quase esgotad\w+|vai acabar|last (?:units?|pairs?|pieces?|ones?|few)|only a few|few left|running out|almost gone|almost sold out|selling fast|low (?:in|on) stock|while (?:stocks?|supplies) last|vuelan|se va a agotar)\b/;
const ends = /\b(?:solo (?:por )?hoy|solamente hoy|unicamente hoy|(?:oferta|promo(?:cion)?|descuento|precio) (?:termina|vence|acaba|expira|valid[oa] (?:solo )?(?:hasta|por) hoy)|ultimas horas|ultimo dia|so hoje|somente hoje|apenas hoje|(?:oferta|promocao|desconto) (?:termina|acaba|expira)|ultimas horas|ultimo dia|today only|only today|(?:offer|sale|deal|discount|price) (?:ends|expires|won't last)|last (?:hours|chance|day)|aprovecha antes|corre antes|no te quedes sin|apurate|date prisa|corra|hurry)\b/;
const leavesToday = /\b(?:sale|despachamos|enviamos|lo mandamos|mandamos|se envia|se despacha)\b.{0,20}\bhoy\b|\b(?:sai|enviamos|despachamos|postamos)\b.{0,20}\bhoje\b|\b(?:ships?|leaves|goes out|sent|dispatched)\b.{0,20}\btoday\b|\bhoy mismo (?:sale|lo enviamos|te lo)\b/;

/** Scarcity and hurry only where they are true: few units by the stock of this turn, today by the shipping table, an end by a date that a tool gave. */
export const honestUrgency: Guard = {
  name: 'honest_urgency',
  object: ({ words, facts, settings, view }) => {
    const text = foldText(words);
    const stocks = factsOf(facts.fresh, 'stock').map(({ count }) => count);
    const isScarce = stocks.some((count) => count > 0 && count <= settings.limits.fewLeft);
    if (few.test(text) && !isScarce) return 'The text says that little is left, and the stock of this turn does not say so. Leave the hurry out.';
    const pages = factsOf(facts.fresh, 'words').map(({ text: page }) => foldText(page));
    const today = todayOf(view);
    const endsSoon = factsOf(facts.fresh, 'day').some(({ on }) => on === today) || pages.some((page) => ends.test(page));
    if (ends.test(text) && !endsSoon) return 'The text makes the shopper hurry without a reason that a tool gave. Leave the hurry out.';
    if (leavesToday.test(text) && factsOf(facts.fresh, 'ships_today').length === 0) return 'The text says that the parcel leaves today, and no estimate of this turn says so.';
    return null;
  },
};

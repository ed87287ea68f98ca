import type { PriceOrder } from '#contract/catalog-search';
import { foldWords } from '../features/fold-text.ts';

/** "La más barata", "cheapest": of all there are, the one at the end. */
const cheapestOf = /\b(?:el|la|lo|los|las|o|a|os|as) (?:(?!mism[oa]|mesm[oa])\w+ )?(?:mas|mais) (?:barat|economic|accesibl|acessiv|em conta)|\b(?:cual|qual|which)\b.{0,20}\b(?:(?:mas|mais) (?:barat|economic|acessiv|em conta)|cheaper)|\bcheapest\b|\bleast expensive\b|\b(?:lowest|menor|mas bajo|mais baixo) (?:price|preco|precio)|\bprecio mas bajo\b|\bpreco mais baixo\b/;
const dearestOf = /\b(?:el|la|lo|los|las|o|a|os|as) (?:(?!mism[oa]|mesm[oa])\w+ )?(?:mas|mais) (?:car[oa]|premium|top)|\b(?:cual|qual|which)\b.{0,20}\b(?:mas|mais) car[oa]|\b(?:most expensive|priciest|most premium)\b|\b(?:highest|mayor|maior) (?:price|preco|precio)/;
/** "Algo económico", "nothing too expensive": the cheaper end, without pointing at one. */
const cheap = /\b(?:barat[oa]s?|barat(?:it|inh)[oa]s?|economic[oa]s?|economiquit[oa]s?|accesibles?|acessive(?:l|is)|em conta|cheap|cheaply|cheaper|inexpensive|affordable|low(?:er)?[- ]priced?|budget[- ]friendly|precio bajo|preco baixo|bajo precio|buen precio)\b|\b(?:no|nao|not?|nada|nothing|sin ser|sem ser)\b(?: \w+){0,3} (?:tan|muy|tao|muito|demasiado|so|too|very) (?:car[oa]s?|salad[oa]s?|expensive|pricey)\b|\b(?:que no sean?|que nao sejam?|no) (?:car[oa]s?|expensive)\b/;
const premium = /\b(?:algo|alguna?|algum|something|anything|mas|mais|linea|linha|gama|version|versao) premium\b|\b(?:alta gama|gama alta|tope de gama|top de linha|de lujo|de luxo|high[- ]?end|luxury|top of the line)\b/;
const denied = /\b(?:no (?:quiero|busco|necesito|me interesa)|nao (?:quero|procuro|preciso)|dont want|not|nada|nem|ni) (?:(?:el|la|lo|o|a|the|an|algo|something|anything|que sea|que seja|mas|mais|tan|tao|so) ){0,3}(?:barat\w*|economic\w*|em conta|cheap\w*|premium)\b/;

/**
 * The end of the price range that is asked for; null: none. `isExtreme`: in so many words the cheapest or dearest of all, and not merely something cheap.
 * "Algo más barato" compares with what is on the table: where nothing is, it is something cheap.
 */
export function readPriceOrder(text: string): { order: PriceOrder; isExtreme: boolean } | null {
  const said = foldWords(text);
  if (denied.test(said)) return null;
  if (cheapestOf.test(said)) return { order: 'cheapest', isExtreme: true };
  if (dearestOf.test(said)) return { order: 'dearest', isExtreme: true };
  if (cheap.test(said)) return { order: 'cheapest', isExtreme: false };
  return premium.test(said) ? { order: 'dearest', isExtreme: false } : null;
}

import type { Guard } from './guard.ts';

const code = /```|(?:^|\n)\s*(?:def |class |function |const |let |var |import |#include|public static|SELECT .+ FROM|<\?php|<html|<script)/i;
const formulas = /\\(?:frac|sum|int|begin)\b|\$\$.+\$\$/s;
/** What a short refusal sounds like. */
const declines = /\b(solo|solamente|[uú]nicamente|s[oó]|somente|apenas|only|just)\b.{0,60}\b(tienda|compra|productos?|pedidos?|loja|store|shop|orders?)\b|\bno puedo\b|\bn[aã]o (?:posso|consigo)\b|\b(?:can't|cannot|can not)\b|\bno es algo\b/iu;
/** A refusal with an offer to help fits into this; an essay does not. */
const shortRefusal = 300;

/** It talks of this shop and nothing else, whatever it is asked (the channel's terms forbid general assistants). */
export const onTopic: Guard = {
  name: 'on_topic',
  object: ({ draft, understanding, view, engine }) => {
    if (code.test(draft.text) || formulas.test(draft.text)) return 'The text has program code or formulas in it. Say in one sentence that you only help with this shop.';
    if (engine === 'guided' || !understanding?.isOutOfScope) return null;
    const usedShop = view.results.some(({ outcome }) => outcome.kind !== 'refused');
    if (usedShop || (draft.text.length <= shortRefusal && declines.test(draft.text)) || draft.text.length <= shortRefusal / 3) return null;
    return 'The shopper asked for something that has nothing to do with this shop. Decline in one or two sentences and offer help with the shop.';
  },
};

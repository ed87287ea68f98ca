import { foldText } from '#platform/fold-text';
import { splitWords } from '../split-words.ts';
import type { ToolName } from '../tool-shapes.ts';
import { factsOf } from '../facts/fact.ts';
import type { Guard, GuardQuestion } from './guard.ts';

/** Tools whose passages a statement about the shop's rules may stand on. */
const policyTools = new Set<ToolName>(['find_policy', 'size_guide', 'delivery_estimate', 'start_return']);

const policyWords =
  /\b(cambios?|cambiar(?:lo|la)?|devoluci[oó]n(?:es)?|devolver(?:lo|la)?|reembolsos?|reintegros?|garant[ií]as?|env[ií]os? gratis|gratis|sin cargo|sin costo|retir(?:o|ar) (?:en|por)|sucursal(?:es)?|local(?:es)? en|factura|cuotas|sin inter[eé]s|medios de pago|aceptamos|horarios?|abrimos|trocas?|trocar|devolu[cç][aã]o|devolu[cç][oõ]es|reembolsos?|garantias?|frete gr[aá]tis|gr[aá]tis|sem custo|nota fiscal|parcelas?|sem juros|formas de pagamento|aceitamos|hor[aá]rio|returns?|refunds?|exchanges?|warranty|guarantee|free (?:shipping|delivery|returns?)|free of charge|store hours|instal?lments|we accept|payment methods?)\b/iu;
/** Sentences that offer help, ask or say what was done state no rule. */
const noRule =
  /[?¿]|^\s*(?:si quieres|si necesitas|puedo|te puedo|quieres|te ayudo|decime|dime|cu[eé]ntame|avísame|posso|se quiser|quer que|me diga|i can|if you (?:want|need)|let me|would you|tell me|shall i|no (?:encontr|tengo|pude|s[eé])|n[aã]o (?:encontr|tenho|sei|consegui)|i (?:could not|couldn't|don't|do not|have no))/iu;

const fillers = new Set('el la los las un una unos unas de del al a y o u en con por para que se te lo le su sus tu tus mi es son hay este esta esto como si no ni mas muy ya tambien puedes puede podes tienes tenes desde hasta dentro nuestro nuestra nosotros te nos hacer haces o a os as um uma de do da dos das em no na nos nas com por para que se seu sua e ou voce pode tem ate dentro nosso nossa the a an of to and or in on at for with by is are be can you your we our it this that within from up have has will'.split(' '));
const negations = /\b(no|ni|nunca|sin|tampoco|n[aã]o|nem|sem|not|never|without|cannot|can't|don't|doesn't|isn't|aren't)\b/iu;

/** A statement about the shop's rules needs a passage of this turn; one that a model worded must also say what the passage says. */
export const supportedPolicies: Guard = {
  name: 'supported_policies',
  object: (question) => {
    const rules = sentencesOf(question.draft.text).filter((sentence) => policyWords.test(sentence) && !noRule.test(sentence));
    if (rules.length === 0) return null;
    const passages = passagesOf(question);
    if (passages.length === 0) return `"${rules[0]}" states a rule of the shop, and no page of the shop was looked up in this turn. Use find_policy first, or leave it out.`;
    // The built-in engine repeats pages of the shop; only a model puts them into words of its own.
    if (question.engine === 'guided') return null;
    const unsupported = rules.find((rule) => !passages.some((passage) => supports(passage, rule)));
    return unsupported ? `"${unsupported}" is not what the pages of the shop say. Keep to their words, figures and conditions.` : null;
  },
};

function passagesOf({ view, facts }: GuardQuestion): string[] {
  const asked = view.results.filter(({ name, outcome }) => policyTools.has(name) && outcome.kind === 'done');
  return asked.length === 0 ? [] : [...factsOf(facts.fresh, 'words'), ...factsOf(facts.fresh, 'title')].map(({ text }) => text);
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n+/u).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

/** Of the words that carry meaning, how many must stand in the sentence of the page that comes nearest. */
const leastShare = 0.6;

/** Whether a passage says what the rule says: its words, all its figures, and yes where it says yes. Pure. */
export function supports(passage: string, rule: string): boolean {
  const wanted = stemsOf(rule);
  const figures = rule.match(/\d+/g) ?? [];
  const passageFigures = new Set(passage.match(/\d+/g) ?? []);
  if (figures.some((figure) => !passageFigures.has(figure))) return false;
  if (wanted.length === 0) return true;
  return windowsOf(passage).some((part) => {
    const said = new Set(stemsOf(part));
    const share = wanted.filter((stem) => said.has(stem)).length / wanted.length;
    return share >= leastShare && negations.test(part) === negations.test(rule);
  });
}

/** Clauses, sentences and neighbouring sentences: a "no" counts for what it stands with. */
function windowsOf(passage: string): string[] {
  const sentences = sentencesOf(passage);
  const clauses = sentences.flatMap((sentence) => sentence.split(/[,;:]\s+/));
  return [...clauses, ...sentences, ...sentences.map((sentence, index) => `${sentence} ${sentences[index + 1] ?? ''}`)];
}

/** The beginnings of words, so that "cambios" and "cambiar" meet. */
function stemsOf(text: string): string[] {
  return [...new Set(splitWords(text).filter((word) => word.length > 2 && !fillers.has(word) && !/^\d+$/.test(word)).map((word) => foldText(word).slice(0, 5)))];
}

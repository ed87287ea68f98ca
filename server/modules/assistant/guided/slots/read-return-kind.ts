import type { Said } from './said.ts';

const giveBack = /^(?:devol\w*|devuel\w*|reembols\w*|reintegr\w*|estorn\w*|refund\w*|return(?:s|ed|ing)?|arrepent\w*|regresar(?:lo|la|los|las)?)$/u;
const swap = /^(?:cambi(?:o|os|ar|arlo|arla|arlos|arlas|armelo|armela|e|en|arme|alo)|troc(?:a|ar|o|amos|am)|trocas|exchang\w*|swap\w*|permut\w*|change|replac\w*|substitu\w*)$/u;
/** "la plata de vuelta", "money back". */
const moneyBack = /\b(?:(?:plata|dinero|dinheiro|grana|money|cash) (?:de vuelta|de volta|back)|back my money|my money|mi (?:plata|dinero)|meu dinheiro)\b/u;
/** These are changed without anything being sent back. */
const otherChange = /\b(?:direcci?on|endereco|address|cantidad|quantidade|quantity|contrasena|senha|password|medio de pago|forma de pagamento|metodo de pago|fecha|data|date)\b/u;

/** Whether something is to go back or be exchanged; null: neither is said. Money back wins: it is the larger wish. */
export function readReturnKind({ words }: Pick<Said, 'words'>): 'return' | 'exchange' | null {
  const text = words.join(' ');
  if (moneyBack.test(text) || words.some((word) => giveBack.test(word))) return /\b(?:sin|no quiero|nao quero|instead of a|dont want a) (?:devol|reembols|refund)/u.test(text) ? 'exchange' : 'return';
  return words.some((word) => swap.test(word)) && !otherChange.test(text) ? 'exchange' : null;
}

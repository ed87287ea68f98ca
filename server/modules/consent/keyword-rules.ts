export type KeywordKind = 'opt_out' | 'opt_in' | 'help';
export type KeywordLanguage = 'en' | 'es' | 'pt' | 'fr' | 'it' | 'de';

/** What a whole message says by one keyword. */
export interface Keyword {
  kind: KeywordKind;
  /** The language the word belongs to alone; null when several share it (STOP, INFO). */
  language: KeywordLanguage | null;
  /** A plain yes: an opt-in only as the answer to a message of ours that asked exactly that. */
  needsQuestion: boolean;
}

const maxWords = 3;
/** No keyword is longer, and a shopper's long message is not worth folding. */
const maxCharacters = 60;

const words: Record<KeywordLanguage, Record<KeywordKind, string>> = {
  en: {
    opt_out: 'STOP, STOPALL, STOP ALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE, OPT OUT, OPTOUT',
    opt_in: 'START, YES, UNSTOP',
    help: 'HELP, INFO',
  },
  es: {
    opt_out:
      'BAJA, ALTO, PARAR, DETENER, CANCELAR, SALIR, NO MOLESTAR, NO MAS, NO MAS MENSAJES, DESUSCRIBIR, DESUSCRIBIRME, STOP',
    opt_in: 'ALTA, SI, ACEPTO, INICIAR',
    help: 'AYUDA, INFO',
  },
  pt: {
    opt_out: 'SAIR, PARAR, CANCELAR, DESCADASTRAR, REMOVER, NAO QUERO, STOP',
    opt_in: 'SIM, ACEITO, ENTRAR, VOLTAR',
    help: 'AJUDA, INFO',
  },
  fr: { opt_out: 'STOP, ARRET, ARRETER, DESABONNER', opt_in: 'OUI, REPRENDRE', help: 'AIDE' },
  it: { opt_out: 'STOP, CANCELLA, DISISCRIVI', opt_in: 'SI, RIPRENDI', help: 'AIUTO' },
  de: { opt_out: 'STOP, STOPP, ABMELDEN, ENDE', opt_in: 'START, JA', help: 'HILFE' },
};

/** Said in every other conversation; without our question they opt nobody in. */
const plainYes = new Set(['YES', 'SI', 'SIM', 'OUI', 'JA', 'ACEPTO', 'ACEITO', 'ENTRAR', 'VOLTAR']);

const keywords = collectKeywords();

/**
 * The keyword that a message consists of, or null. Only a whole message of at most three words counts: "CANCELAR" opts
 * out, "Quiero cancelar mi pedido" does not. Accents, punctuation, emoji and case make no difference.
 */
export function readKeyword(text: string): Keyword | null {
  if (text.length > maxCharacters) return null;
  const folded = foldText(text);
  if (folded === '' || folded.split(' ').length > maxWords) return null;
  return keywords.get(folded) ?? null;
}

function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toUpperCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}

function collectKeywords(): Map<string, Keyword> {
  const found = new Map<string, Keyword>();
  for (const language of Object.keys(words) as KeywordLanguage[]) {
    for (const kind of Object.keys(words[language]) as KeywordKind[]) {
      for (const word of words[language][kind].split(', ')) {
        const known = found.get(word);
        if (known && known.kind !== kind) throw new Error(`${word} means both ${known.kind} and ${kind}.`);
        found.set(word, { kind, language: known ? null : language, needsQuestion: plainYes.has(word) });
      }
    }
  }
  return found;
}

import type { Folded } from '../features/fold-text.ts';
import type { Understanding } from '../understanding.ts';

type Mood = Understanding['mood'];

const insults =
  /\b(?:mierda|mierdas|porqueria|carajo|puta|puto|putos|hdp|hijos? de (?:puta|perra)|hijueputa|hp|gonorrea|malparid\w*|pendej\w*|culer\w*|cabron\w*|chinga\w*|verga|pinche|mamada\w*|pelotud\w*|boludos|forr[oa]s?|conchud\w*|concha|sorete|weon\w*|huevon\w*|ctm|conchetumare|qlo|qliao|imbecil\w*|idiota\w*|estupid\w*|tarad[oa]s?|inutil\w*|inutiles|ineptos?|ladron\w*|ratas|chorros|estafadores|sinverguenzas?|garcas?|la recalcada|vayanse a la|andate a la|vete al|chupen|porra|caralho|krl|pqp|fdp|vtnc|vsf|filhos? da puta|merda|bosta|cacete|foder|fodase|foda se|otari[oa]s?|babaca\w*|idiotas?|burr[oa]s|imbecis|imprestavel|lixo|ladroes|ladrao|bandidos|palhac\w*|vagabund\w*|desgraca\w*|cuzao|arrombad\w*|shit\w*|bullshit|fuck\w*|wtf|asshole\w*|bitch\w*|idiots?|stupid|morons?|dumbass|crap|thieves|scammers|crooks|liars|garbage|trash|useless|pathetic|mentiros[oa]s|mentirosos|chantas?|basura)\b/u;
const furious =
  /\b(?:pess?im[oa]s?|horribles?|desastre|verguenza|vergonha|vergonhos[oa]|inadmis\w*|inaceit\w*|inacept\w*|unacceptable|ridicul\w*|terrible service|worst|awful|disgrace\w*|disgusting|outrageous|indigna\w*|indignad[oa]|furios[oa]|furious|enojad[oa]|enojadisim\w*|molest[oa] con|(?:estoy|estamos|ando|ya|tan|re|muy|quede) hart[oa]s?|hart[oa]s? de|podrid[oa]|cansad[oa] de|me canse|cansei|saco cheio|sacad[oa]|bronca|rabia|raiva|com odio|fed up|sick of|pissed|angry|so mad|absurdo|burla|me estan tomando el pelo|tomadura de pelo|falta de (?:respeto|respeito)|descaso|palhacada|es el colmo|el colmo|nunca mas (?:les )?compro|nunca mais compro|never (?:buying|shopping|ordering)(?: from you)?(?: again)?|never again|deploravel|deplorable|lamentable|lamentavel|decepcionad\w*|tan dificil es|is it that hard|how hard|me tienen|no puede ser que|nao e possivel|nao aguento mais|no aguanto mas|ya me cans\w*|una falta|nadie (?:me )?(?:responde|contesta)|ninguem (?:me )?responde|nobody (?:answers|replies|responds))\b/u;
const lost =
  /\b(?:no (?:te |le |les )?(?:entiendo|entendi|comprendo|capto|cacho|me queda claro|se a que te refieres|se que decis)|no entendi\w*|nao (?:te )?(?:entendi|entendo|compreendi|to entendendo|estou entendendo|ficou claro)|(?:i )?(?:dont|do not|didnt|cant) (?:really )?(?:understand|get it|get what|follow)|what do you mean|what does that mean|como asi|como assim|que (?:queres|quieres|quer) (?:decir|dizer)|a que te refer\w*|confundid[oa]|confus[oa]|me perdi|me confundi\w*|me confundes|perdid[oa]|confused|confusing|lost me|im lost|makes no sense|no tiene sentido|nao faz sentido|no es lo que (?:pregunte|pedi|dije|te pregunte)|eso no (?:es lo que )?(?:pregunte|pedi|dije)|nao foi (?:isso )?(?:o )?que (?:eu )?(?:perguntei|pedi)|nao perguntei isso|thats not what i (?:asked|said|meant)|not what i asked|no me estas entendiendo|no me entiendes?|no me entendes|vc nao (?:me )?entende\w*|voce nao (?:me )?entende\w*|you (?:dont|didnt|re not) understand\w*|explicame de nuevo|explica de novo|repetime|repite)\b|^(?:o que |que |what )?(?:huh|hein)$/u;
const glad =
  /\b(?:me encanta\w*|me encanto|hermos[oa]s?|genial|genia|genio|buenisim[oa]|excelente|barbaro|increible|espectacular|divin[oa]s?|lo ame|amo|ame|amei|adorei|perfeit[oa]|maravilhos[oa]|otim[oa]|show de bola|top demais|lind[oa] demais|sensacional|arrasou|love it|i love|loved|awesome|amazing|perfect|great job|excellent|wonderful|fantastic|so happy|muy feliz|muito feliz|super contenta?|contentisim[oa]|crack|capo|capa|lo maximo|chevere|bacan|padrisim[oa]|que lindo|que linda|que bueno|que bom|mil gracias|muchisimas gracias|feliz|best service|eres lo mejor|sos lo mas|sos lo mejor)\b/u;
const negated = /\b(?:no|nao|not|nada|isnt|poco|dont|nem) (?:\w+ ){0,2}(?:excelente|genial|perfect\w*|buenisim\w*|otim\w*|awesome|amazing|love|contenta?|happy|feliz|encanta)\b/u;
/** Enough of these signals together are anger without a bad word. */
const heat: Record<string, number> = { shouting: 1, many_questions: 1, exclaiming: 0.6, emoji_angry: 2, stretched: 0.2 };

/** How the shopper sounds. An insult alone is anger; "no entiendo" is confusion. */
export function readMood({ text, signals }: Pick<Folded, 'text' | 'signals'>): Mood {
  if (insults.test(text) || furious.test(text)) return 'angry';
  const warmth = signals.reduce((sum, signal) => sum + (heat[signal] ?? 0), 0);
  if (warmth >= 2) return 'angry';
  if (lost.test(text) || /^(?:que|como|q|what|o que|hein|huh|eh|oi)$/u.test(text) && signals.includes('many_questions')) return 'confused';
  if (/^\W*$/u.test(text) && signals.includes('many_questions')) return 'confused';
  if ((glad.test(text) && !negated.test(text)) || (signals.includes('emoji_happy') && !signals.includes('emoji_sad') && warmth < 1)) return 'pleased';
  return 'calm';
}

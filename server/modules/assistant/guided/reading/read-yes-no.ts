import { foldText } from '../features/fold-text.ts';
import { wordSet } from '../slots/said.ts';

const yesWords = wordSet('si sii sip sipi sep sisi sim simm siim s yes yep yeah yup yea ye y sure ok oka okay okey okis oki okk dale dalee va vale obvio claro clarisimo perfecto perfeito perfect genial excelente exacto exato correcto correto certo certeza positivo afirmativo confirmo confirmado confirma confirmar confirmed confirm acepto aceito accept listo hecho joya barbaro buenisimo bueno beleza blz fechado fechou bora pode podes ok deal absolutely definitely totally right correct obviamente seguro aja aham ahan uhum uhu simon orale sale sipo dalepo yap yess absolutamente isso isto eso mesmo demais great good fine cool awesome sold please agreed alright indeed sipirili manda mandale mandá metele meta hagale hagamos hagamosle hacelo hazlo haganlo faz faca manda adelante procede prossiga proceder go tabom');
const noWords = wordSet('no nop nope nah nao naum nn noo na nel never nunca jamas negativo ninguno nenhum nem tampoco neither cancel cancela cancelar cancelalo cancele dejalo dejala deja deixa dejemoslo olvidalo olvida esquece esqueca paso pare para stop dont');
/** Polite or empty: they change neither. */
const neutral = wordSet('gracias grax obrigado obrigada brigada brigado valeu vlw thanks thank you thx ty por favor porfa porfis porfavor xfa xfavor pfv pf favor pls please plz entonces entao then ya ja pues po pue amigo amiga che bro mano cara q que la lo el o a eso isso that it do this de una una ese esse esta es e is tal ta muy muito very of course desde luego com con seguridad certeza tudo todo bien bem bom me mi parece sounds works for gusta quiero quero want i do so as ahi nomas hay problema senor senora nada haz hace hacelo faz fazer fazelo isso mesmo ai to yo eu te you am all right vos tu usted sim no_problem ser let s lets go ahead claro esta bueno como nao cómo puede puedes puedo podemos sumalo agregalo agrega sumame confirmalo confirmar pode colocar coloca adiciona fechar compro llevo lo_quiero add going way');
const yesPhrases = /^(?:por supuesto|desde luego|de una|como no|no hay problema|no problem|sin problema|sem problema|pode ser|pode sim|pode mandar|puede ser|podria ser|claro que (?:si|sim)|con gusto|com certeza|esta (?:bien|perfecto|ok)|ta (?:bien|bueno|bom|ok|otimo)|tudo (?:bem|certo|ok)|todo (?:bien|ok)|me parece (?:bien|perfecto|genial)|sounds (?:good|great)|go (?:ahead|for it)|of course|do it|lets do it|why not|works for me|that works|im in|lo quiero|eu quero|quero sim|quero|i do|hagamoslo|asi es|es correcto|e isso|isso mesmo|isso ai|eso mismo|ta certo|esta certo|thats right|please do|yes please|tudo joia|me gusta|me interesa|te confirmo|bien|muy bien|muito bem|otimo|bueno dale|de acuerdo|de acordo|ahi va|hecho|no dudes)(?: .{0,30})?$/u;
const noPhrases = /(?:^| )(?:mejor no|melhor nao|creo que no|acho que nao|i dont think so|dont think so|no (?:gracias|quiero|por ahora|me interesa|hace falta|es necesario|me convence|thanks|thank you|need|way|deal)|nao (?:obrigad[oa]|quero|precisa|preciso|agora|por enquanto|tenho interesse)|para nada|de ninguna manera|de jeito nenhum|deixa (?:pra la|quieto|assim)|deja(?:lo|) (?:asi|ahi|nomas)|ni loco|ni ahi|nem pensar|ahora no|agora nao|not (?:now|really|yet|interested|today|anymore|for me)|no more|rather not|id rather not|dont (?:want|need|do|add|bother)|never mind|nevermind|forget it|leave it|pass|hard pass|por ahora no|todavia no|ainda nao|por enquanto nao|esta vez no|ya no|nao mais|ja nao|mejor dejalo|nem)(?: |$)/u;
/** After these a yes has a condition: "sí, pero en negro". */
const conditions = /(?:^| )(?:pero|mas(?= (?:em|no|na|so|com|sem|quero|qual|quanto|antes|e))|but|antes|primero|primeiro|first|cuanto|quanto|how|cual|qual|which|solo si|so se|only if|depende|depends|si (?:es|me|tiene|hay)|(?:cuando|quando|when|cdo)(?! (?:puedas?|quieras?|gustes?|puder|quiser|voce|vc|you))|se (?:for|tiver)|salvo|except|menos|en vez|em vez|instead|quizas?|tal vez|talvez|maybe|no se|nao sei|not sure|capaz|perhaps|puede que)(?: |$)/u;

const loudYes = /^(?:si|sim|yes|dale|yep|yeah|sip|claro|confirmo|obvio|ok|okay|va|bueno|perfecto)$/;
const bareNo = /^(?:no|nao|nope|nah|nunca|never)$/;

/**
 * Whether a message says yes or no to what was just asked. `unclear`: neither, or a yes with a condition; a write must not be done on it.
 * "no hay problema" and "como no" are a yes, "no, gracias" and "mejor no" a no.
 */
export function readYesNo(text: string): 'yes' | 'no' | 'unclear' {
  const { words, text: folded, signals } = foldText(text);
  if (words.length === 0) {
    const isYes = signals.includes('emoji_yes') || signals.includes('emoji_happy');
    const isNo = signals.includes('emoji_no') || signals.includes('emoji_angry');
    return isYes === isNo ? 'unclear' : isYes ? 'yes' : 'no';
  }
  if (words.length > 25) return 'unclear';
  const isConditional = conditions.test(folded);
  if (yesPhrases.test(folded) && !isConditional && !noPhrases.test(folded) && !signals.includes('emoji_no')) return signals.includes('question') && words.length > 3 ? 'unclear' : 'yes';
  const first = words[0] ?? '';
  if (noPhrases.test(folded) && !(yesWords.has(first) && !noWords.has(first) && words.length > 6)) return 'no';
  // "Ok, no", "no, sí, dale": both in one breath.
  if (words.slice(1).some((word) => (noWords.has(first) ? loudYes : bareNo).test(word)) && words.length <= 6 && (noWords.has(first) || yesWords.has(first))) return 'unclear';
  if (noWords.has(first)) return words.length <= 8 || (words[1] !== undefined && noWords.has(words[1])) ? 'no' : 'unclear';
  if (!yesWords.has(first) || isConditional) return 'unclear';
  if (signals.includes('question') && words.length > 1) return 'unclear';
  // "sí" and a second wish is a yes to ours only when all the rest is empty, or the yes stands apart and the rest is short.
  const rest = words.slice(1).filter((word) => !yesWords.has(word) && !neutral.has(word));
  const isLoud = loudYes.test(first);
  return rest.length === 0 || (isLoud && rest.length <= 4 && words.length <= 9) ? 'yes' : 'unclear';
}

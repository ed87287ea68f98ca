import { foldWords } from './features/fold-text.ts';

/** Small turns of phrase that point at what was just talked about. They count only in such a talk, so a few patterns are enough. */
const patterns = {
  cheaper: /\bmas (barat|economic|accesibl)|\bmenos car[oa]|\bmais (barat|em conta|acessiv)|\bcheaper\b|\bless expensive\b|\blower price/,
  ofShop: /\b(?:que (?:tienen|tienes|tengan|tengas|tenes|venden|vendes|hay|haya|voces tem|vc tem|tem|tiverem|vendem)|de (?:la tienda|todos|todas|tudo|todo)|(?:da|na) loja|you (?:have|sell|carry|got)|in (?:the|your) (?:shop|store)|of all|overall)\b/,
  takesIt: /\b(?:met|pon|agreg|sum|anad|carg|ech|incluy|llev|adicion|coloc|bot|poe)\w{0,6}l[oa]s?\b|\b(?:lo|la|los|las) (?:llevo|quiero|compro|agreg|sum|met|pon)\w*|\b(?:add|take|get|want|buy|put|grab)\b(?: \w+)? (?:it|them|that|this)\b|\b(?:coloca|bota|poe|adiciona|quero|levo|vou levar|fico com) (?:ele|ela|esse|essa|este|esta|isso)\b/,
  wantsThat: /\b(?:quiero|quisiera|dame|llevo|quero|queria|vou querer|me ve|i want|id like|ill (?:have|get)|give me|get me|(?:can|could|may) i (?:get|have|order|buy)) (?:\d{1,2}|one|two|three|el|la|los|las|o|a|os|as|the|esa?|ese) /,
  linkToMe: /\b(?:pasa|manda|envia|reenvia|dame|send|resend|give|passa|text)\w*\b.{0,20}\b(?:link|enlace)\b/,
  shares: /\b(?:compart\w*|share|carrito|carrinho|cart|sacola|boss|jef[ea]|chef[ea]|apr[ou]\w*|pareja|novi[oa]|espos[oa]|marido|mujer|amig[oa]|mama|papa|namorad[oa]|husband|wife|friend|familia|reenviar)\b/,
  corrects: /^(?:(?:ay|uy|uh|ah|oh|eh|ai|opa|lol|haha|jaja) )*(?:no|nao|nope|wait|hold on|espera|pera|perai)\b|\b(?:errei|enganei|confundi|equivoque|desculpa|sorry|mejor|melhor|en realidad|en verdad|na verdade|na real|quise decir|quis dizer|perdon|ups|upa|ops|oops|cambi\w+|troc\w+|actually|i meant|instead|rather|make (?:it|that)|switch|swap|change)\b/,
  removes: /\b(?:sac[aoe]\w*|quit[ae]\w*|elimin\w*|borr[ae]\w*|tir[ae]\w*|remov\w*|delete|drop|cancel\w*|take (?:out|off|away|it|the|one)|get rid)\b/,
  adds: /\b(?:tambien|tambem|ademas|also|too|as well|agreg\w*|sum[ae]\w*|adicion\w*|add|another|otr[oa]s?|outr[oa]s?|mais um[a]?)\b/,
  goesOn: /^(?:(?:ah|ok|bueno|dale|oh) )*(?:y|e|and|plus|mas)\b/,
  keeps: /\bno (?:me |la |lo |las |los |nos )*(?:saques|quites|elimines|borres|cambies|toques)\b|\bnao (?:tir[ae]|remov[ae]|apag\w+|exclu[ai])\b|\b(?:dont|do not) (?:remove|delete|drop|touch|take (?:it|that|them|the \w+) (?:out|off))\b/,
  keepsOnly: /\b(?:dej\w*|deix\w*|keep|leave|quiero|quero|fico|quedo|quedarme|me quedo)\b.{0,14}\b(?:solo|solamente|unicamente|so|somente|apenas|only|just)\b|\b(?:only|just) (?:keep|leave|want|need)\b/,
  hasBought: /\b(?:compre|comprei|bought|ordered|me llego|me llegaron|recibi|recebi|chegou|chegaram|got my)\b/,
  asksPrice: /\b(?:quanto|cuanto|how much|precio|preco|price|cuesta|custa|vale)\b/,
  bargains: /\b\d{1,2} ?(?:%|percent|por ?ciento|por ?cento|off)(?![\p{L}\p{N}])/u,
  postal: /\b(?:postal|cep|zip|cp|postcode|envio|envios|entrega|frete|shipping|delivery)\b/,
  ofOrder: /\b(?:pedidos?|orden|ordem|compra|order|purchase)\b/,
  more: /\b(otras?|mas|outras?|mais) (opcion|modelo|alternativ|opco)|\bver mas\b|\bver mais\b|\bmostra?me (otr|mas)|\bme mostra (outr|mais)|\b(more|other) (options|models|ones)|\bshow me (more|other)|\b(ninguna?|nenhuma?|none) (me gusta|me convence|de esas|de esos|dessas|desses|of (these|those))|\botros?$|\boutros?$/,
  which: /\bcual (me |te )?(conviene|recomiend|elijo|es mejor|llevo|sirve)|\bcual de (las|los) (dos|tres)|\bqual (me |voce )?(recomend|compensa|e melhor|levo|escolh)|\bqual (das|dos) (duas|dois|tres)|\bwhich (one|is better|should|do you)/,
  everything: /\b(todo|tudo|everything|vaciar?|vacia|esvazia|empty)\b/,
  exchange: /\b(cambi(os?|ar|arl[oa]s?|arme|arian?|an|as|en)|trocas?|troc(ar|am|ariam?|a-l[oa]s?)|exchanges?|swap)\b/,
  doesNotFit: /\b(?:qued[ao]\w*|va|van|veio|vieram|ficou|ficaram|es|son|estan?|sao|is|are|was|were|too|demasiado|came) (?:(?:muy|muito|mto|demasiado|re|super|too|un poco|um pouco|a bit|way) ){0,2}(?:chic[oa]s?|grandes?|apretad[oa]s?|ajustad[oa]s?|pequen[oa]s?|apertad[oa]s?|larg[oa]s?|folgad[oa]s?|cort[oa]s?|tight|small|big|large|loose|short|long)\b|\b(?:me aprietan?|me apertam?|no me (?:van?|entran?|quedan?|queda bien)|nao (?:me )?(?:serv\w+|coube\w*)|(?:doesnt|dont|didnt|does not|do not) fit)\b/,
  ofColour: /\b(?:colou?rs?|colores|cores|cor)\b/,
  cost: /\b(cost[oa]s?|cuest\w*|cobran|cargo|gratis|sale|precio|custos?|cust\w*|cobram|gratuit\w*|pago|costs?|free|fee|charge)\b/,
  payInChat: /\b(pag(ar|o|amento|ame)|pay(ment)?)\b.*\b(chat|por aca|por aqui|aca|aqui|here)\b/,
  latest: /\b(ultim[oa]|mas reciente|mais recente|latest|last|most recent)\b/,
  doubtsFit: /\b(no se|nao sei|not sure|dont know|duda|duvida)\b.*\b(quedar\w*|queda[n]?|servir\w*|serve[m]?|cabe[m]?|fits?)\b/,
  giftWrap: /\b(envoltorio|envuelv\w*|envolver\w*|packaging|papel de regalo|bolsa de regalo|ticket de cambio|embrulh\w*|embalagem|embal\w* para presente|gift ?wrap\w*|wrap(ped|ping)?)\b/,
  inOtherSystem: /\b(cual|que|qual|what|which|equival\w*|seria|a cuanto)\b.*\b(en|no|na|in|is|argentin\w*|brasil\w*|mexic\w*|europe\w*|us|eu|uk|ar|br|mx)\b/,
  giveBack: /\b(devol(ver|verl[oa]|ucion|ucao)|reembolso|reintegro|refund|return|give back)\b/,
  payHere: /\b(link de pago|link de pagamento|payment link|por aca|por aqui|pagar aca|pagar aqui|en el chat|no chat|in (the )?chat|here)\b/,
  expensive: /\b(carisim[oa]s?|car[oa]s?|no me alcanza|fuera de (mi )?presupuesto|salad[oa]s?|salgad[oa]s?|fora do orcamento|nao cabe no bolso|expensive|pricey|too much|over budget|el precio|o preco|the price)\b/,
  ofSize: /\b(talles?|tallas?|tamanhos?|numero|size|medidas?|calce|horma)\b/,
  ofWidth: /\b(?:anch[oa]s?|larg[oa]s? de|angost[oa]s?|estreit[oa]s?|pe larg[oa]|pes larg[oa]s|wide|narrow|width|empeine|peito do pe)\b/,
  hoursOrPlace: /\b(hora|horas|horarios?|abren?|abrem?|cierran?|fecham?|fecha|open|close|hours|donde|onde|where|direccion|endereco|address|ubicad\w*|sucursal\w*|local)\b/,
  later: /\b(por ahora|ahora no|mas (tarde|adelante)|despues|luego|otro dia|agora nao|por enquanto|mais tarde|depois|outro dia|not now|later|another (day|time)|right now)\b/,
  empties: /\b(vacia\w*|esvazi\w*|empty|clear)\b/,
  erase: /\b(borr|elimin|apag|exclu|delet|eras|remov)\w*\b.*\b(datos|dados|data|informacion|informacoes|information)\b/,
  whenThere: /\b(cuando vuelv|avis|notif|avisa|quando (volt|cheg)|back in stock|let me know|notify)/,
  qualifies: /^(?:(?:y|e|and|pero|mas|but|ah|bueno|bom|ok|que sean?|que seja|algo|something) )*(?:para|pra|for|con|com|with|de|en|em|in|sin|sem|without|hasta|ate|up to|menos de|under|tipo|color|cor|colour|marca|brand)\b/,
  lines: /^\s*(y|e|and|pero|mas|but|ou|o|or)\b/,
} satisfies Record<string, RegExp>;

export function saysSo(what: keyof typeof patterns, text: string): boolean {
  return patterns[what].test(foldWords(text));
}

const usesSize = /\b(calzo|calco|visto|uso (el |la |o )?(talle|talla|tamanho|numero|n)?|mi (talle|talla|numero)|meu (numero|tamanho)|i wear|im an? size|my size)\b/;
const people =
  'mama|mami|madre|papa|padre|hij[oa]s?|novi[oa]|espos[oa]|marido|mujer|pareja|herman[oa]s?|abuel[oa]|amig[oa]s?|sobrin[oa]|niet[oa]|suegr[oa]|jef[ea]|' +
  'mae|pai|filh[oa]s?|namorad[oa]|irma|irmao|avo|sobrinh[oa]|net[oa]|sogr[oa]|chef[ea]|mom|mum|mother|dad|father|son|daughter|kids?|boyfriend|girlfriend|wife|husband|partner|sister|brother|friend|boss|grandma|grandpa';
const forSomebody = new RegExp(`\\b(?:para|pra|for) ((?:mi|mis|meu|minha|meus|my|el|la|o|a) (?:${people}))\\b`);

const seeks = /^(?:(?:hola|buenas|oi|ola|hi|hello|hey) )?(?:busco|estoy buscando|ando buscando|venden|vende|tienen|tenes|tendran|necesito (?:un|una|unos|unas|comprar)|procuro|estou procurando|voces (?:tem|vendem)|vendem|tem|preciso de (?:um|uma)|im looking for|looking for|do you (?:have|sell)|i need an?) (.{3,60})$/;

/** The thing that is asked for in so many words, whatever it is: only the catalogue knows whether the shop has it. Null: nothing is. */
export function readSought(text: string): string | null {
  const thing = seeks.exec(foldWords(text))?.[1];
  return thing && thing.split(' ').length <= 5 ? thing : null;
}

/** What shoppers say of themselves in passing: "calzo 42", "es para mi mamá". Null: nothing of the kind. */
export function readPreference(text: string, size: { value: string; system: string | null } | null): { name: 'shoe_size' | 'size' | 'for'; value: string } | null {
  const said = foldWords(text);
  if (size && usesSize.test(said)) {
    const isShoe = /\b(calzo|calco)\b/.test(said) || (Number(size.value.replace(',', '.')) >= 33 && Number(size.value.replace(',', '.')) <= 47);
    return { name: isShoe ? 'shoe_size' : 'size', value: [size.value, size.system].filter(Boolean).join(' ') };
  }
  const somebody = forSomebody.exec(said);
  return somebody?.[1] ? { name: 'for', value: somebody[1] } : null;
}

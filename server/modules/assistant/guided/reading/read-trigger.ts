import type { HandoffTrigger } from '#contract/handoff';
import type { Folded } from '../features/fold-text.ts';
import type { Intent, Understanding } from '../understanding.ts';

export interface TriggerFacts {
  /** They ask for a person in so many words. */
  wantsPerson: boolean;
  folded: Pick<Folded, 'text'>;
  intent: Intent | null;
  confidence: number;
  mood: Understanding['mood'];
}

const authority =
  /\b(?:defensa (?:de|del|al) consumidor|defensa (?:de la competencia|consumidor)|consumo protegido|procon|reclame aqui|reclameaqui|consumidor gov|profeco|sernac|indecopi|superintendencia|coprec|ventanilla (?:unica|federal)|consumer (?:protection|affairs|rights|agency|council)|better business bureau|bbb|trading standards|ftc|attorney general|orgao de defesa|codigo de defesa|libro de reclamaciones|livro de reclamacoes)\b/u;
const legal =
  /\b(?:abogad[oa]s?|advogad[oa]s?|lawyers?|attorney|carta documento|demandar(?:los|lo|te|les)?|demanda (?:legal|judicial)|juicio|acciones legales|accion legal|accion judicial|processar (?:vcs|voces|a loja)|vou processar|processo judicial|acao judicial|na justica|medidas legais|juizado|pequenas causas|sue you|suing|lawsuit|legal action|small claims|take you to court|tribunal(?:es)?|ministerio publico|fiscalia)\b/u;
const denounce =
  /\b(?:denunci\w*|(?:i(?:ll| will| am going to|m going to|m gonna)|voy a|vou) (?:report|denunciar|reportar)\w*(?: (?:you|los|vcs|voces|esta|this|your))?|report(?:ing)? (?:you|this (?:store|shop|company)|your (?:store|shop|company))|reportarlos|escrachar(?:los)?|policia civil|going to the police|boletim de ocorrencia|hacer la denuncia)\b/u;
const shopFraud =
  /\b(?:me estafaron|son (?:unos )?(?:estafadores|chorros|ladrones)|esto es una estafa|es una estafa|fui estafad[oa]|me robaron (?:la plata|el dinero|mi plata|mi dinero)|se quedaron con mi (?:plata|dinero)|me cagaron|fui enganad[oa]|fui lesad[oa]|cai num golpe|voces sao golpistas|isso e (?:um )?golpe|roubaram meu dinheiro|me roubaram|ficaram com meu dinheiro|you scammed me|i(?:ve)? (?:was|been|got) scammed|this is a scam|you stole my money|you are (?:thieves|scammers)|fraud company|rip ?off|ripped me off|publicidad enganosa|propaganda enganosa|false advertising)\b/u;
const cardFraud =
  /\b(?:(?:no|nao|dont|didnt|not) (?:reconozco|reconoci|reconheco|recognize|recognise|hice|fiz|fui|make|authorize|autorice|autorizei|realice|i make)(?: \w+){0,4} (?:cargos?|compras?|cobros?|cobranca|cobrancas|pago|pagos|pagamento|transac\w*|transacoes|charges?|purchase|payment|orders?|consumos?|debitos?|movimientos?|pedidos?)|(?:cargos?|compras?|cobros?|cobranca|cobrancas|consumos?|transac\w*|charges?|purchase|payment|debitos?|pagos?|orders?|movimientos?|pedidos?)(?: \w+){0,5} (?:que )?(?:i |yo |eu )?(?:no|nao|dont|didnt|do not|did not|never|nunca) (?:reconozco|reconheco|recognize|recognise|hice|fiz|make|made|authorize|authorized|autorice|autorizei|realice|placed|place|conozco)|unauthori[sz]ed (?:\w+ )?(?:charges?|purchases?|transactions?|payments?|order)|unrecogni[sz]ed charge|desconozco (?:el|la|este|esta|esa|ese|un|una|los) (?:cargo|compra|cobro|consumo|pago)\w*|(?:clon\w+|robaron|robada|roubaram|roubado|hacke\w+|stole|stolen|cloned|hacked|duplicaron)(?: \w+){0,4} (?:tarjeta|cartao|card|cuenta|conta|account)|(?:tarjeta|cartao|card|cuenta|conta|account)(?: \w+){0,5} (?:clonad[oa]|robada|roubad[oa]|hacke\w+|stolen|cloned|hacked|foi clonado|was used)|(?:compr\w+|pagar\w*|pago\w*|usar\w+|usou|usaron|used|using|bought|ordered|fez|fizeram|hicieron|hizo|paid)(?: \w+){0,6} (?:con|com|with|using|usando) (?:mi|meu|minha|my) (?:tarjeta|cartao|card|cuenta|conta|nombre|nome|dni|cpf|identidad|data|datos|dados)|usaron mi tarjeta|usaram meu cartao|used my card|phishing|identity theft|suplant\w+|robo de identidad|roubo de identidade|(?:mail|email|correo|mensaje|mensagem|sms|link|enlace|message|text|llamada|ligacao|call|pagina|site|website|perfil|cuenta|conta|account|whatsapp|numero|number|instagram)(?: \w+){0,6} (?:sospechos\w+|suspeit\w+|suspicious|fals[oa]s?|fake|fraudulent\w*|trucho|haciendose pasar|pretending|claiming to be|se pasando|se passando|imposter|impostor))\b/u;
const payTrouble =
  /\b(?:(?:me |se )?(?:cobraron|cobro|cobrou|cobraram|descontaron|descontou|debitaron|debitou) (?:\w+ ){0,2}(?:dos veces|doble|2 veces|duas vezes|2 vezes|dobrado|em dobro|de mas|a mais|demas|mas de una vez|repetido)|doble (?:cobro|cargo)|cobro (?:doble|duplicado)|cobranca (?:dupla|duplicada|em dobro)|pago duplicado|pagamento duplicado|(?:charged|billed|debited) (?:me )?(?:\w+ )?(?:twice|two times|double|2x|2 times|again|the wrong amount|too much)|double charge\w*|duplicate charge|tarjeta (?:\w+ ){0,2}(?:rechazad\w+|denegad\w+)|(?:rechaz\w+|recus\w+|declin\w+|negou|deneg\w+|rebot\w+) (?:\w+ ){0,3}(?:tarjeta|cartao|card|pago|pagamento|payment|pix)|(?:tarjeta|cartao|card|pago|pagamento|payment|pix)(?: \w+){0,4} (?:rechaz\w+|recus\w+|declin\w+|negad\w+|deneg\w+|failed|rejected|denied|no pasa|nao passa|nao passou|no paso|not going through|wont go through|didnt go through|nao foi aprovad\w+|no fue aprobad\w+)|(?:pague|paguei|ya pague|ja paguei|i paid|i already paid|transferi|fiz o pix|hice la transferencia)(?: \w+){0,8} (?:no (?:me |se |figura|aparece|llego|confirm|acredit|impact|sale)|nao (?:confirm|consta|aparece|cai|recebi|chegou|deu)|not (?:confirm|show)|didnt (?:get|receive)|no confirmation|still says|sigue (?:pendiente|sin)|continua pendente|pending|pendiente|pendente)\w*|(?:ya pague|ja paguei|i already paid|ive paid)(?: \w+){0,4} (?:comprobante|comprovante|receipt|despachal[oa]s?|ship it|pode enviar))\b/u;

/**
 * A handoff that the words alone demand; null: none. The strongest first: a person asked for, fraud, a complaint to authorities, money that went
 * wrong, a parcel that went wrong, and anger together with an insult or a complaint.
 */
export function readTrigger({ wantsPerson, folded, intent, confidence, mood }: TriggerFacts): HandoffTrigger | null {
  const isSure = confidence >= 0.55;
  const { text } = folded;
  if (wantsPerson) return 'asked_for_person';
  if (cardFraud.test(text) || (intent === 'fraud' && isSure)) return 'fraud';
  if (authority.test(text) || legal.test(text) || denounce.test(text) || shopFraud.test(text)) return isQuestionOfTrust(text, intent, mood) ? null : 'serious_complaint';
  if (intent === 'talk_to_person' && confidence >= 0.7) return 'asked_for_person';
  if (payTrouble.test(text) || (intent === 'payment_problem' && isSure)) return 'payment_issue';
  if (intent === 'delivery_problem' && isSure) return 'delivery_problem';
  if (mood === 'angry') return 'angry';
  return mood === 'confused' ? 'confused' : null;
}

/** "¿tienen Reclame Aqui?", "cómo sé que no es una estafa" ask whether the shop can be trusted. */
function isQuestionOfTrust(text: string, intent: Intent | null, mood: Understanding['mood']): boolean {
  const isReputation = /\b(?:nota|avalia\w*|reputac\w*|tem|tienen|voces tem|estan en|olhei|vi|score|rating|rated|resena\w*)\b.{0,30}\b(?:reclame aqui|bbb|procon)\b/u.test(text) || /\b(?:not a|no (?:es|sea|son) (?:una|unos)?|nao e|isnt a|if this is a|si (?:esto )?es una|se (?:isso )?e|is this a) ?(?:estaf\w*|scam|golpe)\b/u.test(text);
  return isReputation && mood !== 'angry' && intent !== 'complaint';
}

import { foldText } from '#platform/fold-text';

const human = '(?:human[oa]s?|personas?(?: real(?:es)?| de verdad| humana)?|personal(?: de la tienda)?|asesor(?:a|es|as)?|vendedor(?:a|es)?|agentes?|operador(?:a|es)?|representantes?|ejecutiv[oa]s?|encargad[oa]|gerente|supervisor(?:a)?|duen[oa]|alguien(?: mas| real| de ahi| del equipo| de la tienda| de ventas| de soporte)?|pessoas?(?: real| de verdade| humana)?|atendentes?|consultor(?:a)?|alguem(?: real| da loja| da equipe| de verdade| ai)?|responsavel|don[oa] da loja|humans?(?: being| agent)?|(?:real |actual |live |human )?(?:person|people)|someone(?: real| else| there)?|somebody(?: real)?|(?:live |human |real |customer service )?(?:agent|rep|representative|operator|advisor|associate)s?|manager|staff(?: member)?|salesperson|soporte|atencion al cliente|servicio al cliente|sac|atendimento(?: humano)?|atencion humana|suporte humano|customer (?:service|support|care)|support team|un chico|una chica|equipo|equipe|time de vendas)';
const article = '(?:(?:un|una|uno|el|la|los|las|algun|alguna|um|uma|o|a|os|as|algum|com|con|the|an|your|some|any|su|sus|seu|sua|de|tu|another|otra|otro|outro|outra|mi|meu|real|with) )*';
const speak = '(?:hablar|hablo|hablamos|hable|charlar|chatear|conversar|converso|platicar|comunicar(?:me|se)?|contactar(?:me)?|comunico|falar|falo|conversar|bater um papo|ser atendid[oa]|que me atiend[ae]n?|que me atenda|atencion de|atendimento (?:de|com|por)|speak|talk|chat|connect(?:ed)?|get in touch)';

/** All folded. Each stands for a way in which people ask for a person. Of words that may repeat none is another two: else a long message takes for ever. */
const requests: RegExp[] = [
  // "quiero hablar con alguien", "falar com atendente", "talk to a real person"
  new RegExp(`\\b${speak} (?:(?:directamente|directo|ya|mejor|por telefono|urgente|now|directly|here|hoy|agora|logo|please|por favor|tambien) )*(?:con|com|to|with|a|de|por|p|c) ${article}${human}\\b`, 'u'),
  // "pasame con un asesor", "me comunicas con un humano", "me passa pra um atendente", "connect me to an agent"
  new RegExp(`\\b(?:pas(?:a|as|an|ame|eme|ar|arme|en|enme|ás)|pasarias|comunic(?:a|ame|as|ar|arme|an|anme|o|ate|enme)|conect(?:a|ame|as|ar|arme|e)|deriv(?:a|ame|as|ar|arme|en|enme)|transfi(?:er|r)[ea](?:me|n|s)?|transferir(?:me)?|transfere|transfer|enlaza(?:me|r)?|put|connect|get|give|forward|passa(?:r)?|passe|encaminha(?:r)?|direciona(?:r)?|manda(?:me)?|liga(?:r)?|chama(?:r)?|chame|llam(?:a|ame|en|ar)|busca(?:me)?) (?:(?:me|te|lo|por favor|por fa|porfa|pls|please|la conversacion|a conversa|through|over|to|this|mi caso|meu caso|ja|ya) )*(?:con|com|to|with|a|al|para|pra|pro|on|in touch with|through to)? ?${article}${human}\\b`, 'u'),
  // "quiero un humano", "necesito una persona", "i want a human", "preciso de um atendente"
  new RegExp(`\\b(?:quiero|quisiera|queria|necesito|necesitaria|prefiero|preferiria|exijo|solicito|quero|queria|preciso|gostaria|prefiro|exijo|want|need|id like|would like|prefer|id rather have|demand) (?:(?:por favor|ya|urgente|a|que me atienda|que me ayude|que me conteste|que me responda|hablar|ser atendid[oa] por|atencion de|ayuda de|ajuda de|contato com|contacto con|help from|to be helped by|de) )*${article}(?:humano|humana|persona|persona real|persona de verdad|asesor|asesora|agente|operador|operadora|representante|ejecutivo|vendedor|vendedora|pessoa|pessoa real|pessoa de verdade|atendente|atendimento humano|atencion humana|atencion personalizada|human|real person|actual person|live person|live agent|human agent|person|agent|representative|rep|manager|supervisor|gerente|encargado|encargada)\\b(?! (?:mayor|alta|alto|de \\d|que (?:cumple|mide|calza|pesa|tiene|usa)))`, 'u'),
  // "que me atienda una persona", "puede ayudarme alguien", "can someone help me", "alguém pode me ajudar"
  new RegExp(`\\b(?:que )?me (?:atiend[ae]n?|atienden|ayud[ae]n?|respond[ae]n?|contest[ae]n?|llam[ae]n?|escrib[ae]n?|atenda|ajude|responda|ligue) ${article}${human}\\b`, 'u'),
  new RegExp(`\\b(?:can|could|may|would|is|are)(?: i)?(?: (?:get|have|speak to|talk to|reach|there|please))* ${article}(?:someone|somebody|anyone|anybody|a person|a human|real person|agent|human|human being|live person|people|person|representative|manager)(?: (?:please|real|there|from the store|available|alive|i can (?:talk|speak)|to (?:talk|speak)|who can help|help me|call me|answer|actually help|assist))`, 'u'),
  /\b(?:is|hay|tem|ha|existe|are) (?:there )?(?:alguien|alguem|someone|anyone|anybody|un humano|una persona|algun humano|algun asesor|algun vendedor|uma pessoa|um humano|atendente|a human|a person|any human|a real person|real people)(?: (?:ahi|ai|there|real|here|in|por ahi|del otro lado|do outro lado|que me (?:atienda|ayude|responda|ajude|atenda)|disponible|disponivel|online|atendiendo|de verdad|available|i can|para|pra|who|humano|aqui|para hablar|que atienda|vivo))?\s*$/u,
  /\b(?:alguien|alguem)(?: (?:real|humano|de verdad|de verdade|de la tienda|da loja|de ahi))? (?:que |me |pode |puede |podria |poderia |vai |va a )+(?:me )?(?:ayud\w*|atend\w*|atiend\w*|respond\w*|ajud\w*|contest\w*|llam\w*|explic\w*|falar|hablar)/u,
  /\b(?:someone|somebody|anyone|a person|a human|real person)(?: (?:please|can|could|to|who|from your team|actually))* (?:help|call|contact|assist|answer|reach|talk|speak)/u,
  // "no quiero hablar con un bot", "I don't want a robot"
  /\b(?:no quiero|no me gusta|nao quero|nao gosto de|dont want|do not want|odio|hate|tired of|sick of|harto de|harta de|cansad[oa] de|basta de|chega de|stop with|no more|sin|sem|not)(?: (?:to|hablar|hablarle|falar|chatear|conversar|seguir|talk|speak|talking|hablando|falando|chatting|con|com|to|with|a|un|una|um|uma|este|esse|esta|essa|the|this|el|la|o|your))* (?:bots?|robots?|robo|robos|maquinas?|machines?|chatbots?|contestador\w*|computer|automat\w*|ia|ai)\b/u,
  // The word alone: "asesor", "humano por favor", "agent!!"
  /^(?:(?:hola|oi|ola|hi|hello|hey|por favor|porfa|porfavor|please|pls|quiero|quero|buenas|ya|un|una|um|uma|a|an|con|com|el|la|real|live|otra vez|necesito|preciso|de|mejor) )*(?:humano|humana|persona|persona real|persona humana|asesor|asesora|agente|agente humano|operador|operadora|representante|ejecutivo|ejecutiva|vendedor|vendedora|pessoa|pessoa real|atendente|atendente humano|atendimento humano|atendimento|falar com atendente|human|human being|human agent|agent|live agent|representative|rep|operator|real person|person|someone real|manager|supervisor|gerente|encargado|alguien|alguem|atencion humana|atencion personalizada|customer service|support|speak to human|talk to human|hablar con persona|hablar con asesor)(?: (?:por favor|porfa|porfavor|please|pls|pfv|ya|now|agora|ahora|real|urgente|gracias|x favor|plis|ahi|ai|there|here|aqui|obrigado|obrigada|thanks))*$/u,
  /\b(?:llamenme|llamame|que me llamen|me pueden llamar|me podes llamar|me llaman|pueden llamarme|me liguem?|me liga(?:m)?(?: por favor)?|podem me ligar|pode me ligar|call me(?: back| please| now)?|give me a call|can you call|can i call|puedo llamar(?:los|te|les)?|posso ligar|phone call please)\b(?! (?:a )?(?:la atencion|mucho|cuando (?:llegue|este|entre|haya)|when it))/u,
  /\b(?:atencion|atendimento|asistencia|assistencia|ayuda|soporte|suporte|support|help|service) (?:de |com |con |from )?(?:un |uma? |una |a )?(?:human[oa]|persona|pessoa|human|person|real)\b/u,
  /\b(?:hablar|falar|speak|talk) (?:human[oa]|con humano|com humano|to human|alguien|alguem|con asesor|asesor|atendente|com atendente|person|agent)\b/u,
];
/** "are you a person?" asks who answers, not for another; "para una persona de 80 kg" is no request. */
const otherwise: RegExp[] = [
  /^(?:(?:hola|oi|hi|hey|hello|disculpa|perdon|una pregunta|pregunta|che|mas|pero|but|so|sorry|wait|espera|ola) )*(?:estoy|estamos|tou|to|estou|am i|are we|is this|im|voce esta)(?: (?:eu|yo|acaso|realmente|really|actually))? (?:hablando|chateando|falando|conversando|talking|speaking|chatting)\b/u,
  /^(?:(?:hola|oi|hi|hey|hello|disculpa|perdon|una pregunta|che|pero|but|so|sorry|mas|y|e|and) )*(?:sos|eres|vos sos|tu eres|es usted|usted es|voce e|vc e|tu e|es|e|are you|r u|is this|is it|you are|me (?:esta )?respond(?:e|iendo)|me atiende|esto es|isso e|aqui e|quien|quem|who)\b(?!.*\b(?:quiero|quero|want|pasame|need|preciso|necesito|prefiero)\b)/u,
];

/** Whether the words ask to go on with a person. Near certain either way: it takes the conversation from the assistant. */
export function asksForPerson(text: string): boolean {
  const folded = wordsOf(text.slice(0, 1500));
  if (otherwise.some((pattern) => pattern.test(folded))) return false;
  return requests.some((pattern) => pattern.test(folded));
}

/** "¡Alguieeen, I'd like a person!" is "alguien id like a person". */
function wordsOf(text: string): string {
  return foldText(text.replaceAll(/['’`´]/gu, '')).replaceAll(/(\p{L})\1{2,}/gu, '$1').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

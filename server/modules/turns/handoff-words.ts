import type { HandoffTrigger } from '#contract/handoff';
import type { Language } from '#contract/language';

type Texts = Record<Language, string>;

/** What the shopper reads when a person takes over; when that will be is added. Written for each language. */
const plain: Texts = {
  es: 'Le paso tu mensaje a una persona del equipo.',
  pt: 'Já passei sua mensagem para uma pessoa da equipe.',
  en: 'I have passed your message to a person of our team.',
};

const special: Partial<Record<HandoffTrigger, Texts>> = {
  angry: {
    es: 'Lamento que hayas pasado por esto. Le paso tu caso a una persona del equipo para que lo vea contigo.',
    pt: 'Sinto muito por isso. Estou passando o seu caso para uma pessoa da equipe cuidar com você.',
    en: 'I am sorry about this. I am passing your case to a person of our team who will look into it with you.',
  },
  serious_complaint: {
    es: 'Lamento lo que pasó. Una persona del equipo va a ocuparse de tu reclamo.',
    pt: 'Sinto muito pelo que aconteceu. Uma pessoa da equipe vai cuidar da sua reclamação.',
    en: 'I am sorry about what happened. A person of our team will take care of your complaint.',
  },
  payment_issue: {
    es: 'Una persona del equipo va a revisar tu pago. Hasta que te responda, no hace falta que pagues de nuevo.',
    pt: 'Uma pessoa da equipe vai verificar o seu pagamento. Até ela responder, não precisa pagar de novo.',
    en: 'A person of our team will check your payment. Until they answer, there is no need to pay again.',
  },
  fraud: {
    es: 'Gracias por avisar. Una persona del equipo lo revisa; mientras tanto no compartas claves ni datos de tu tarjeta por aquí.',
    pt: 'Obrigado por avisar. Uma pessoa da equipe vai verificar; enquanto isso, não envie senhas nem dados do cartão por aqui.',
    en: 'Thank you for telling us. A person of our team will look into it; meanwhile do not share passwords or card details here.',
  },
  delivery_problem: {
    es: 'Una persona del equipo va a averiguar qué pasó con tu envío.',
    pt: 'Uma pessoa da equipe vai descobrir o que aconteceu com a sua entrega.',
    en: 'A person of our team will find out what happened to your delivery.',
  },
  low_confidence: {
    es: 'Prefiero que esto te lo responda una persona del equipo, para no decirte algo equivocado.',
    pt: 'Prefiro que uma pessoa da equipe responda isso, para não dizer nada errado.',
    en: 'I would rather have a person of our team answer this than tell you something wrong.',
  },
  repeated_answer: {
    es: 'Veo que no te estoy ayudando. Le paso la conversación a una persona del equipo.',
    pt: 'Vejo que não estou ajudando. Vou passar a conversa para uma pessoa da equipe.',
    en: 'I can see that I am not helping. I am passing this to a person of our team.',
  },
};

export const usualWordsFor = (trigger: HandoffTrigger): Texts => special[trigger] ?? plain;
export const wordsFor = (trigger: HandoffTrigger, language: Language): string => usualWordsFor(trigger)[language];

/** What whoever takes it over does next, in the merchant's language. */
const nextSteps: Record<HandoffTrigger, Texts> = {
  asked_for_person: { es: 'Saluda por su nombre y pregunta en qué puedes ayudar; no hagas repetir lo que ya está arriba.', pt: 'Cumprimente pelo nome e pergunte como pode ajudar; não peça para repetir o que já está acima.', en: 'Greet them by name and ask how you can help; do not make them repeat what stands above.' },
  angry: { es: 'Reconoce el problema, discúlpate una vez y di qué harás y para cuándo.', pt: 'Reconheça o problema, peça desculpas uma vez e diga o que vai fazer e até quando.', en: 'Acknowledge the problem, apologise once, and say what you will do and by when.' },
  confused: { es: 'Pregunta una sola cosa y ofrece dos caminos concretos.', pt: 'Faça uma única pergunta e ofereça dois caminhos concretos.', en: 'Ask one thing only and offer two concrete ways on.' },
  high_value: { es: 'Es una compra grande: confirma stock y entrega, y ofrece cerrar la compra juntos.', pt: 'É uma compra grande: confirme estoque e entrega e ofereça fechar a compra junto.', en: 'This is a large purchase: confirm stock and delivery, and offer to complete it together.' },
  low_confidence: { es: 'Responde lo que el asistente no pudo; si se repite, agrega una página con la respuesta.', pt: 'Responda o que o assistente não conseguiu; se a pergunta se repetir, crie uma página com a resposta.', en: 'Answer what the assistant could not; if it comes up again, add a page with the answer.' },
  payment_issue: { es: 'Mira el pago en el proveedor antes de pedir otro; confirma si se cobró.', pt: 'Confira o pagamento no provedor antes de pedir outro; confirme se foi cobrado.', en: 'Look the payment up at the provider before asking for another one; confirm whether it was charged.' },
  policy_exception: { es: 'Decide si haces la excepción y explícalo en una frase.', pt: 'Decida se abre a exceção e explique em uma frase.', en: 'Decide whether to make the exception and say why in one sentence.' },
  delivery_problem: { es: 'Revisa el envío con el transportista y da una fecha, o dile cuándo tendrás novedades.', pt: 'Verifique a entrega com a transportadora e dê uma data, ou diga quando terá novidades.', en: 'Check the parcel with the carrier and give a date, or say when you will know more.' },
  repeated_answer: { es: 'Lee las últimas respuestas y responde lo que de verdad pregunta.', pt: 'Leia as últimas respostas e responda o que a pessoa realmente pergunta.', en: 'Read the last answers and answer what they really ask.' },
  serious_complaint: { es: 'Toma el reclamo a tu nombre, pide el dato que falte y ofrece una solución.', pt: 'Assuma a reclamação, peça o dado que faltar e ofereça uma solução.', en: 'Take the complaint in your name, ask for what is missing and offer a solution.' },
  off_catalogue: { es: 'Di si puedes conseguirlo o propone lo más parecido del catálogo.', pt: 'Diga se consegue o produto ou sugira o mais parecido do catálogo.', en: 'Say whether you can get it, or suggest what comes nearest in the catalogue.' },
  fraud: { es: 'No pidas ni confirmes datos de pago; verifica el pedido y la identidad antes de seguir.', pt: 'Não peça nem confirme dados de pagamento; verifique o pedido e a identidade antes de continuar.', en: 'Neither ask for nor confirm payment details; check the order and who they are before you go on.' },
  custom_question: { es: 'Responde la consulta o di quién puede hacerlo y cuándo.', pt: 'Responda à dúvida ou diga quem pode responder e quando.', en: 'Answer the question, or say who can and when.' },
  complex_product: { es: 'Asesora sobre el producto: pregunta para qué lo quiere antes de recomendar.', pt: 'Oriente sobre o produto: pergunte para que ele serve antes de recomendar.', en: 'Advise on the product: ask what it is for before you recommend.' },
  needs_owner: { es: 'Queda a tu cargo hasta resolverlo; dile cuándo vuelves a escribir.', pt: 'Fica com você até resolver; diga quando volta a escrever.', en: 'It is yours until it is solved; say when you will write again.' },
};

export const nextStepFor = (trigger: HandoffTrigger, language: Language): string => nextSteps[trigger][language];

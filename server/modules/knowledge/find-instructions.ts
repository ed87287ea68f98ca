import { foldText } from '#platform/fold-text';

/** Phrases that speak to an assistant, not to a shopper. A page that holds one is kept as it is, shown to the merchant with a warning, and that passage is not used for answers. */
const phrases = [
  /\b(ignor\w*|disregard|forget|olvid\w*|esquec\w*|desconsider\w*|descart\w*)\b.{0,30}\b(instruc\w*|instrucoes|prompts?|rules?|reglas?|regras?|ordens|ordenes)\b.{0,20}\b(anterior\w*|previ[ao]s?|arriba|acima|above|before)\b/,
  /\b(ignor\w*|disregard|forget|olvid\w*|esquec\w*|desconsider\w*|descart\w*)\b.{0,40}\b(previous|above|prior|earlier|all|anterior\w*|previ[ao]s?|arriba|acima|todas?|todo)\b.{0,30}\b(instruc\w*|instrucoes|prompts?|rules?|reglas?|regras?|orders?|ordens|ordenes|messages?)\b/,
  /\b(you are|you're|eres|sos|voce e|actua como|act as|pretend to be|haz de|finge ser|finja ser|comporta\w* como)\b.{0,30}\b(now|ahora|agora|assistant|asistente|assistente|chatbot|chatgpt|gpt|language model|modelo de linguagem|modelo de lenguaje|an ai|una ia|uma ia)\b/,
  /\b(system prompt|prompt del sistema|prompt do sistema|developer mode|modo desarrollador|modo desenvolvedor|jailbreak)\b/,
  /(^|\n)\s*(system|assistant|user|sistema|asistente|assistente)\s*:\s*\S/,
  /<\/?(system|assistant|instructions?|tool_call|function_call)\b[^>]{0,80}>|<\|[a-z_]{2,30}\|>|\[\/?inst\]/,
  /\b(assistant|asistente|assistente|ai|ia|bot|chatbot|model|modelo|llm)\b.{0,30}\b(must|should|has to|debe\w*|deve\w*|tiene que|tem que)\b.{0,60}\b(say|tell|answer|reply|offer|give|send|reveal|decir\w*|respond\w*|ofrec\w*|dar|dizer|oferec\w*|envi\w*|revel\w*)\b/,
  /\b(do not|don't|never|no le|no les|nunca|nao)\b.{0,20}\b(tell|reveal|mention|digas|reveles|menciones|diga|revele|mencione)\b.{0,20}\b(the (user|customer|shopper)|al (usuario|cliente)|ao (usuario|cliente))\b/,
];

/** The first phrase of a text that speaks to an assistant; null: none. */
export function findInstructions(text: string): string | null {
  const folded = foldText(text);
  for (const phrase of phrases) {
    const match = phrase.exec(folded);
    if (match) return match[0].trim();
  }
  return null;
}

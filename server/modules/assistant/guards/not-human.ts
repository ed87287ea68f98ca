import { foldText } from '#platform/fold-text';
import type { Guard } from './guard.ts';

const claims = [
  /\b(?:soy|eu sou|sou|i am|i'm|im|i’m)\s+(?:(?:un|una|um|uma|a|an|the|real|verdadera?|de carne y hueso|de verdad)\s+)*(?:persona|humano|humana|ser humano|pessoa|gente de verdad|human|human being|person|real person)\b/,
  /\b(?:no soy|nao sou|i am not|i'm not|im not|i’m not|not)\s+(?:(?:un|una|um|uma|a|an)\s+)?(?:bot|robot|robo|maquina|asistente virtual|assistente virtual|ia|ai|inteligencia artificial|chatbot|machine|virtual assistant)\b/,
  /\b(?:hablas|estas hablando|hablando|falando|voce esta falando|you are (?:talking|chatting|speaking)|you're (?:talking|chatting|speaking)) (?:con|com|to|with) (?:(?:un|una|um|uma|a|an|real)\s+)*(?:persona|humano|humana|pessoa|human|person)\b/,
  /\b(?:como|as a) (?:persona real|ser humano|humano|pessoa real|real person|human being)\b/,
];
/** "No soy una persona" and "I am not a human" say the opposite. */
const denials = /\b(?:no|nao|not|n't)\s+(?:soy|sou|am|estas hablando|hablas|esta falando|talking|chatting|speaking)?\s*(?:(?:con|com|to|with)\s+)?(?:(?:un|una|um|uma|a|an|real)\s+)*(?:persona|humano|humana|pessoa|human|person)/g;

/** It never passes itself off as a human being (P7). */
export const notHuman: Guard = {
  name: 'not_human',
  object: ({ words }) => {
    const text = foldText(words).replaceAll(denials, ' ');
    return claims.some((pattern) => pattern.test(text)) ? 'The text passes itself off as a human being. Say plainly that a virtual assistant answers.' : null;
  },
};

import type { AssistantSettings } from '#contract/assistant';
import type { Draft, TurnView } from '../engine.ts';
import { answerWords } from './answer-words.ts';

/**
 * The first answer says that an assistant answers and how to reach a person (P7; EU AI Act, article 50, in force since 2 August 2026). Code
 * says it, so that it does not depend on what an engine thinks. Pure.
 */
export function disclose(draft: Draft, view: TurnView, settings: AssistantSettings): Draft {
  if (!view.isFirstAnswer) return draft;
  const wording = settings.disclosure?.[view.language] ?? answerWords[view.language].disclosure;
  const words = wording.replaceAll(/\{\{\s*name\s*\}\}/g, view.voice.name).replaceAll(/\{\{\s*shop\s*\}\}/g, view.shop.name);
  // An engine that introduces itself needs no second introduction, but the way to a person.
  if (introduction.test(draft.text) && people.test(draft.text)) return draft;
  return { ...draft, text: `${words}\n\n${draft.text}` };
}

const introduction = /\b(?:asistente|assistente) (?:virtual|autom[aá]tic[oa])\b|\b(?:virtual|automated|AI) assistant\b/iu;
const people = /\b(?:persona|alguien|equipo|pessoa|algu[eé]m|equipe|person|someone|team|human)\b/iu;

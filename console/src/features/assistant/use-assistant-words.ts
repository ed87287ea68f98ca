import { useTranslation } from 'react-i18next';
import type { AssistantTurn, TurnStep } from '#contract/assistant';
import { useFormats } from '../../ui/formats.tsx';
import { useDollars } from './use-dollars.ts';

/** How tools, checks, reasons and engines are called on these pages; what a newer server names keeps its own name. */
export function useAssistantWords() {
  const { t, i18n } = useTranslation('assistant');
  const formats = useFormats();
  const dollars = useDollars();
  const known = (key: string, otherwise: string) => (i18n.exists(`assistant:${key}`) ? t(key) : otherwise.replaceAll('_', ' '));
  const seconds = (ms: number) => t('work.seconds', { seconds: formats.number(ms / 1000, { maximumFractionDigits: ms < 10_000 ? 1 : 0 }) });
  return {
    seconds,
    dollars,
    tool: (name: string) => known(`tool.${name}`, name),
    guard: (name: string) => known(`guard.${name}`, name),
    /** Why it was handed over or dropped. */
    reason: (reason: string) => known(`reason.${reason}`, reason),
    fallback: (fallback: string) => known(`fallback.${fallback}`, fallback),
    note: ({ note, detail }: Extract<TurnStep, { kind: 'note' }>) => {
      const words = known(`note.${note}`, note);
      if (detail === null) return words;
      return `${words}: ${note === 'fallback' ? known(`fallback.${detail}`, detail) : note === 'handed_over' ? known(`reason.${detail}`, detail) : detail}`;
    },
    outcome: ({ outcome }: Extract<TurnStep, { kind: 'call' }>) => known(`outcome.${outcome.kind}`, outcome.kind),
    refusal: (code: string | null, message: string | null) => (code && i18n.exists(`assistant:refusal.${code}`) ? t(`refusal.${code}`) : (message ?? '')),
    /** "Built-in assistant · 0.4 s · US$ 0.0012" */
    engineLine: ({ engine, model, fallback, thinkMs, costMicros, inputTokens, outputTokens }: AssistantTurn) =>
      [
        engine === null ? null : engine === 'guided' ? t('engine.guided') : (model ?? t('engine.generative')),
        fallback && t('work.insteadOf', { why: known(`fallback.${fallback}`, fallback) }),
        thinkMs !== null && seconds(thinkMs),
        inputTokens + outputTokens > 0 && t('work.tokens', { count: inputTokens + outputTokens, number: formats.number(inputTokens + outputTokens) }),
        inputTokens + outputTokens > 0 && dollars(costMicros),
      ].filter(Boolean).join(' · '),
  };
}

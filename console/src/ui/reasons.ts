import { useTranslation } from 'react-i18next';
import type { Tone } from './status-badge.tsx';

/** Words for why a message did not go or a cart stands where it stands; an unknown reason is said to be one. */
export function useReasonText(): (reason: string) => string {
  const { t, i18n } = useTranslation('ui');
  return (reason) => (i18n.exists(`ui:reasons.${reason}`) ? t(`reasons.${reason}`) : t('reasonUnknown'));
}

/** Words for a rule of the gate: what it found when it passed, the reason when it objected. */
export function useRuleText(): (reason: string, passed: boolean) => string {
  const { t, i18n } = useTranslation('ui');
  const reasonText = useReasonText();
  return (reason, passed) => (passed && i18n.exists(`ui:rules.${reason}`) ? t(`rules.${reason}`) : reasonText(reason));
}

/** Words for why a conversation needs a person, to go on a badge; null: nobody said why. A word we do not know is shown as it is. */
export function useHandoffText(): (reason: string | null) => string {
  const { t } = useTranslation('ui');
  return (reason) => t(`handoff.${reason ?? 'waiting'}`, { defaultValue: reason ?? '' });
}

/** Words for where a cart stands. */
export function useOutcomeText(): (outcome: string) => string {
  const { t, i18n } = useTranslation('ui');
  return (outcome) => (i18n.exists(`ui:outcomes.${outcome}`) ? t(`outcomes.${outcome}`) : outcome);
}

/** Green is money earned by a message; nothing else about a cart is good or bad by itself. */
export function toneOfOutcome(outcome: string): Tone {
  if (outcome === 'recovered') return 'earned';
  return outcome === 'in_progress' ? 'accent' : 'neutral';
}

import { useTranslation } from 'react-i18next';
import type { CartStory } from '#contract/cart';
import { useFormats } from '../../ui/formats.tsx';
import { useReasonText } from '../../ui/reasons.ts';

/** The outcome of a cart as one sentence. */
export function useOutcomeSentence(): (story: CartStory) => string {
  const { t, i18n } = useTranslation('carts');
  const formats = useFormats();
  const reasonText = useReasonText();
  return ({ standing, counted, entries }) => {
    const { outcome, reason, hasBought } = standing;
    if (outcome === 'recovered') {
      return counted ? t('outcome.recoveredCounted', { money: formats.money(counted.amountMinor, counted.currency) }) : t('outcome.recovered');
    }
    if (outcome === 'held_out') return t(hasBought ? 'outcome.heldOutBought' : 'outcome.heldOut');
    if (outcome === 'in_progress' && reason) {
      const wait = entries.findLast((entry) => entry.kind === 'checked' && entry.decision.kind === 'wait');
      const until = wait?.kind === 'checked' && wait.decision.kind === 'wait' && wait.decision.reason === reason ? formats.instant(wait.decision.until) : null;
      return until ? t('outcome.waitsUntil', { reason: lower(reasonText(reason), i18n.language), until }) : t('outcome.inProgress', { reason: reasonText(reason) });
    }
    const because = reason && reason !== 'order_cancelled' && reason !== 'bought_later' ? lower(reasonText(reason), i18n.language) : null;
    if (outcome === 'not_messaged') return because ? t('outcome.notMessaged', { reason: because }) : t('outcome.notMessagedCancelled');
    if (outcome === 'messaged_no_sale') return t(reason === 'order_cancelled' ? 'outcome.cancelled' : reason === 'bought_later' ? 'outcome.boughtLater' : 'outcome.messagedNoSale');
    if (outcome === 'bought_alone') return because ? t('outcome.boughtAloneBecause', { reason: because }) : t('outcome.boughtAlone');
    return t('outcome.shopping');
  };
}

/** A reason begins with a capital on its own; inside a sentence it does not, unless it begins with a name. */
const lower = (text: string, language: string) => (/^(WhatsApp|O WhatsApp)/.test(text) ? text.replace(/^O /, 'o ') : text.slice(0, 1).toLocaleLowerCase(language) + text.slice(1));

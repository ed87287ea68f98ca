import { useTranslation } from 'react-i18next';
import { useCheckStep } from '../../ui/check-step.ts';
import { useFormats } from '../../ui/formats.tsx';

export interface AuditWords {
  /** What a reader understands, each a piece of its own. */
  told: string[];
  /** All else, as it was recorded. */
  rest: Record<string, unknown>;
}

/** Tells the details of an entry of the audit log in the reader's language. */
export function useAuditWords(): (details: Record<string, unknown>) => AuditWords {
  const { t } = useTranslation('workspaces');
  const app = useTranslation('app').t;
  const { money, list } = useFormats();
  const { titleOf } = useCheckStep();
  const roleName = (role: unknown) => app(`roles.${String(role)}`, { defaultValue: String(role) });
  return ({ name, title, email, label, version, role, from, to, amountMinor, currency, failed, ...rest }) => {
    const names = [name, title, email, label].filter((value): value is string => typeof value === 'string');
    return {
      told: [
        ...names,
        typeof version === 'number' ? t('audit.detail.version', { version }) : '',
        typeof role === 'string' ? roleName(role) : '',
        typeof from === 'string' && typeof to === 'string' ? t('audit.detail.fromTo', { from: roleName(from), to: roleName(to) }) : '',
        typeof amountMinor === 'number' && typeof currency === 'string' ? money(amountMinor, currency) : '',
        Array.isArray(failed) && failed.length > 0 ? t('audit.detail.failed', { steps: list(failed.map((step) => titleOf(String(step)))) }) : '',
      ].filter((words) => words !== ''),
      rest,
    };
  };
}

import { useTranslation } from 'react-i18next';

interface CheckedStep {
  step: string;
  state: string;
  /** Of the connection, as `stripe`: some steps are mended differently for each. */
  vendor: string;
}

/** Words for a step of a connection's check: what it is, and what to do where it is not well; null when nothing is known to do. */
export function useCheckStep(): { titleOf: (step: string) => string; fixOf: (step: CheckedStep) => string | null } {
  const { t, i18n } = useTranslation('ui');
  return {
    titleOf: (step) => t(`checkSteps.${step}.title`, { defaultValue: step }),
    fixOf: ({ step, state, vendor }) => {
      const key = [`fix_${vendor}`, `fix_${state}`, 'fix'].map((name) => `checkSteps.${step}.${name}`).find((name) => i18n.exists(`ui:${name}`));
      return key && state !== 'ok' ? t(key) : null;
    },
  };
}

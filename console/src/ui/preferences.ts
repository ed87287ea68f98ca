import { useTranslation } from 'react-i18next';

const prefix = 'preferences.';

/** What a person stated, in words: "Calce". Attributes of another kind keep the merchant's own name for them. */
export function useAttributeName(): (name: string) => string {
  const { t } = useTranslation('ui');
  return (name) => {
    const plain = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    return t(`preferences.${plain}`, { defaultValue: plain.replaceAll('_', ' ') });
  };
}

export const isPreference = (name: string): boolean => name.startsWith(prefix);

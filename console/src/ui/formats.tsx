import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import { formatCountry, formatDuration, formatInstant, formatLanguage, formatList, formatMoney, formatNumber, formatRelative, formatShare } from './format.ts';
import type { FormatSettings, InstantOptions, Minor, MoneyOptions } from './format.ts';
import { serverNow } from './now.ts';

const FormatContext = createContext<FormatSettings>({ locale: 'es', timeZone: 'UTC', currency: 'USD' });

/** Tells everything below how numbers, money and times read here. */
export function FormatProvider({ locale, timeZone, currency, children }: FormatSettings & { children: ReactNode }) {
  const settings = useMemo(() => ({ locale, timeZone, currency }), [locale, timeZone, currency]);
  return <FormatContext value={settings}>{children}</FormatContext>;
}

/** The formatters of `format.ts` with the reader's locale and the workspace's zone and currency filled in. */
export function useFormats() {
  const settings = useContext(FormatContext);
  return useMemo(
    () => ({
      ...settings,
      money: (minor: Minor, currency = settings.currency, options?: MoneyOptions) => formatMoney(settings, minor, currency, options),
      number: (value: number, options?: Intl.NumberFormatOptions) => formatNumber(settings, value, options),
      share: (share: number) => formatShare(settings, share),
      instant: (at: string | Date, options?: InstantOptions) => formatInstant(settings, at, options),
      relative: (at: string | Date, now = serverNow()) => formatRelative(settings, at, now),
      duration: (durationMs: number) => formatDuration(settings, durationMs),
      language: (code: string) => formatLanguage(settings, code),
      country: (code: string) => formatCountry(settings, code),
      list: (items: string[], type?: Intl.ListFormatType) => formatList(settings, items, type),
    }),
    [settings],
  );
}

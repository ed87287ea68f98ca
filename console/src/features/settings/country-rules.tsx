import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CountryRuleSummary, WeekWindows } from '#contract/country-rule';
import type { Rules } from '#contract/gate-settings';
import { useFormats } from '../../ui/formats.tsx';
import { Section } from '../../ui/page.tsx';
import { Facts } from '../../ui/small-parts.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './settings.module.css';

/** What each country asks of marketing, with its source and how sure it is. */
export function CountryRules({ rules }: { rules: Rules }) {
  const { t } = useTranslation('settings');
  const { instant } = useFormats();
  return (
    <Section title={t('countries.title')} note={t('countries.note', { day: instant(`${rules.version}T12:00:00Z`, { show: 'day' }) })}>
      {rules.countries.map((rule, place) => (
        <CountryLine key={rule.country} rule={rule} isHome={place === 0} />
      ))}
    </Section>
  );
}

function CountryLine({ rule, isHome }: { rule: CountryRuleSummary; isHome: boolean }) {
  const { t } = useTranslation('settings');
  const { instant } = useFormats();
  const name = useCountryName();
  const hours = useHoursText();
  return (
    <details className={classes.country} open={isHome}>
      <summary>
        <Text component="span" fw={550}>
          {rule.country === 'ZZ' ? t('countries.others') : name(rule.country)}
        </Text>
        <StatusBadge tone={rule.hours.confidence === 'statute' ? 'accent' : 'neutral'}>{t(`countries.confidence.${rule.hours.confidence}`)}</StatusBadge>
      </summary>
      <div>
        <Facts
          facts={[
            { label: t('countries.hours'), value: hours(rule.hours.windows) },
            { label: t('countries.holidays'), value: holidayText(rule, t) },
            { label: t('countries.consent'), value: t(`countries.consents.${rule.consent}`) },
            { label: t('countries.most'), value: rule.maxPerDay === null ? t('countries.noFigure') : t('countries.perDay', { limit: rule.maxPerDay }) },
            ...(rule.oneChannelPerWeek ? [{ label: t('countries.channels'), value: t('countries.oneChannel') }] : []),
            ...(rule.register ? [{ label: t('countries.register'), value: rule.register.name }] : []),
            ...rule.forbiddenChannels.map(({ channel, because }) => ({ label: t('countries.closed', { channel }), value: <span lang="en">{because}</span> })),
            { label: t('countries.source'), value: <span lang="en">{rule.law}</span> },
            { label: t('countries.checked'), value: instant(`${rule.checkedOn}T12:00:00Z`, { show: 'day' }) },
          ]}
        />
      </div>
    </details>
  );
}

function holidayText({ hours: { holidays } }: CountryRuleSummary, t: (key: string) => string): string {
  if (holidays === 'as_weekday') return t('countries.asWeekday');
  return holidays === null ? t('countries.never') : holidays.join(' – ');
}

function useCountryName(): (code: string) => string {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: 'region' });
  return (code) => names.of(code) ?? code;
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The week in words, neighbours with the same hours together: "Mon to Fri 08:00 – 21:00; Sun never". */
function useHoursText(): (windows: WeekWindows) => string {
  const { t } = useTranslation('settings');
  return (windows) => {
    const groups: { from: number; to: number; text: string }[] = [];
    days.forEach((day, place) => {
      const window = windows[day];
      const text = window === null ? t('countries.never') : window.join(' – ');
      const last = groups.at(-1);
      if (last?.text === text) last.to = place;
      else groups.push({ from: place, to: place, text });
    });
    return groups
      .map(({ from, to, text }) => `${from === to ? t(`days.${from + 1}`) : t('countries.span', { from: t(`days.${from + 1}`), to: t(`days.${to + 1}`) })} ${text}`)
      .join('; ');
  };
}

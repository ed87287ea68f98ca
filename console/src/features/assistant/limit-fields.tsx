import { NumberInput, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AssistantSettings } from '#contract/assistant';
import { useFormats } from '../../ui/formats.tsx';
import { MinorInput } from '../../ui/minor-input.tsx';
import { useOverview } from './assistant-requests.ts';
import classes from './assistant.module.css';
import { useDollars } from './use-dollars.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

const hour = 60;
const day = 24 * hour;
const offered = [hour, 4 * hour, 12 * hour, day, 3 * day, 7 * day];
const numberOf = (value: string | number) => (typeof value === 'number' ? value : Number(value) || 0);

/** How far it may go with the merchant's money and words. */
export function LimitFields({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const { currency } = useFormats();
  const { settings, problems, canEdit, change } = draft;
  const { limits } = settings;
  const set = (part: Partial<AssistantSettings['limits']>) => change({ limits: { ...limits, ...part } });
  return (
    <Stack gap="md">
      <div className={classes.fields}>
        <NumberInput label={t('limits.discount')} description={t('limits.discountHelp')} suffix=" %" min={0} max={100} allowDecimal={false} disabled={!canEdit} value={limits.discountPercent} onChange={(value) => set({ discountPercent: numberOf(value) })} />
        <MinorInput label={t('limits.order', { currency })} description={t('limits.orderHelp')} placeholder={t('limits.noLimit')} currency={currency} minor={limits.orderMinor} isDisabled={!canEdit} onChange={(orderMinor) => set({ orderMinor })} />
        <NumberInput label={t('limits.fewLeft')} description={t('limits.fewLeftHelp')} min={0} max={50} allowDecimal={false} disabled={!canEdit} value={limits.fewLeft} onChange={(value) => set({ fewLeft: numberOf(value) })} />
        <Budget draft={draft} />
      </div>
      {problems['limits'] && <Text c="var(--mch-broken)">{problems['limits']}</Text>}
      <ReturnAfter draft={draft} />
    </Stack>
  );
}

/** In dollars, as models are paid. */
function Budget({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const dollars = useDollars();
  const overview = useOverview().data;
  const { settings, problems, canEdit, change } = draft;
  const help = settings.modelConnectionId === null ? t('limits.budgetUnused') : t('limits.budgetHelp', { spent: dollars(overview?.spentTodayMicros ?? 0) });
  return (
    <NumberInput
      label={t('limits.budget')}
      description={help}
      placeholder={t('limits.noLimit')}
      prefix="US$ "
      min={0}
      decimalScale={2}
      disabled={!canEdit}
      error={problems['dailyBudgetMicros']}
      value={settings.dailyBudgetMicros === null ? '' : settings.dailyBudgetMicros / 1_000_000}
      onChange={(value) => change({ dailyBudgetMicros: value === '' ? null : Math.round(numberOf(value) * 1_000_000) })}
    />
  );
}

function ReturnAfter({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const { number } = useFormats();
  const inWords = (minutes: number) => (minutes % day === 0 ? number(minutes / day, { style: 'unit', unit: 'day', unitDisplay: 'long' }) : minutes % hour === 0 ? number(minutes / hour, { style: 'unit', unit: 'hour', unitDisplay: 'long' }) : number(minutes, { style: 'unit', unit: 'minute', unitDisplay: 'long' }));
  const { settings, problems, canEdit, change } = draft;
  const chosen = settings.returnAfterMinutes;
  const choices = [...new Set([...offered, ...(chosen === null ? [] : [chosen])])].toSorted((left, right) => left - right);
  return (
    <Select
      label={t('limits.return')}
      description={t('limits.returnHelp')}
      disabled={!canEdit}
      allowDeselect={false}
      error={problems['returnAfterMinutes']}
      data={[...choices.map((minutes) => ({ value: String(minutes), label: t('limits.returnAfter', { time: inWords(minutes) }) })), { value: 'never', label: t('limits.returnNever') }]}
      value={chosen === null ? 'never' : String(chosen)}
      onChange={(value) => change({ returnAfterMinutes: value === null || value === 'never' ? null : Number(value) })}
    />
  );
}

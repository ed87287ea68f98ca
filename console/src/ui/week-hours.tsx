import { ActionIcon, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WeekHours } from '#contract/assignment';
import { readClosing, showClosing } from './closing-time.ts';
import { useFormats } from './formats.tsx';
import classes from './week-hours.module.css';

const days = [1, 2, 3, 4, 5, 6, 7];
export const officeHours: WeekHours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' }));

interface WeekHoursFieldsProps {
  /** Null: no hours of one's own. */
  hours: WeekHours | null;
  onChange: (hours: WeekHours | null) => void;
  /** What no hours mean here; left out, there must be some. */
  always?: string;
  isDisabled?: boolean;
}

/** The hours of a week, several spans a day where there is a pause. */
export function WeekHoursFields({ hours, onChange, always, isDisabled = false }: WeekHoursFieldsProps) {
  const { t } = useTranslation('ui');
  const formats = useFormats();
  // 1 January 2024 was a Monday.
  const nameOf = (weekday: number) => new Intl.DateTimeFormat(formats.locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday));
  const set = (spans: WeekHours) => onChange(spans.length === 0 ? null : spans.toSorted((one, two) => one.weekday - two.weekday || one.from.localeCompare(two.from)));
  return (
    <Stack gap="xs">
      {always !== undefined && <Checkbox label={always} disabled={isDisabled} checked={hours === null} onChange={(event) => onChange(event.currentTarget.checked ? null : officeHours)} />}
      {hours &&
        days.map((weekday) => {
          const spans = hours.filter((span) => span.weekday === weekday);
          const others = hours.filter((span) => span.weekday !== weekday);
          const change = (place: number, part: object) => set([...others, ...spans.map((span, index) => (index === place ? { ...span, ...part } : span))]);
          return (
            <Group key={weekday} gap="xs" align="center" className={classes.day} role="group" aria-label={nameOf(weekday)}>
              <Text size="sm" className={classes.dayName}>
                {nameOf(weekday)}
              </Text>
              {spans.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('hours.closed')}
                </Text>
              )}
              {spans.map((span, place) => (
                <Group key={place} gap={4} wrap="nowrap">
                  <TextInput type="time" size="xs" disabled={isDisabled} aria-label={t('hours.from')} value={span.from} onChange={(event) => event.currentTarget.value && change(place, { from: event.currentTarget.value })} />
                  –
                  <TextInput type="time" size="xs" disabled={isDisabled} aria-label={t('hours.to')} error={span.from >= span.to} value={showClosing(span.to)} onChange={(event) => event.currentTarget.value && change(place, { to: readClosing(event.currentTarget.value) })} />
                  <ActionIcon disabled={isDisabled} aria-label={t('hours.removeSpan')} onClick={() => set([...others, ...spans.filter((_span, index) => index !== place)])}>
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              ))}
              {!isDisabled && spans.length < 3 && (
                <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => set([...hours, nextSpan(weekday, spans)])}>
                  {t('hours.addSpan')}
                </Button>
              )}
            </Group>
          );
        })}
    </Stack>
  );
}

/** After the last span of the day, an hour later; on an empty day, office hours. */
function nextSpan(weekday: number, spans: WeekHours): WeekHours[number] {
  const last = spans.at(-1);
  if (!last) return { weekday, from: '09:00', to: '18:00' };
  const from = Math.min(22, Number(last.to.slice(0, 2)) + 1);
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  return { weekday, from: clock(from), to: clock(Math.min(23, from + 4)) };
}

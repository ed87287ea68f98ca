import { ActionIcon, Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OpeningHours, OpenRange } from '#contract/knowledge-structure';
import { readClosing, showClosing } from '../../ui/closing-time.ts';
import { useFormats } from '../../ui/formats.tsx';
import { dayIn, serverNow } from '../../ui/now.ts';
import classes from './knowledge.module.css';

const weekDays = [1, 2, 3, 4, 5, 6, 7];
const usual: OpenRange = { from: '09:00', to: '18:00' };

interface HoursEditorProps {
  hours: OpeningHours;
  canEdit: boolean;
  onChange: (hours: OpeningHours) => void;
}

/** The week, and the days that differ. A day without times is closed. */
export function HoursEditor({ hours, canEdit, onChange }: HoursEditorProps) {
  const { t } = useTranslation('knowledge');
  const { timeZone } = useFormats();
  const rangesOf = (day: number) => hours.week.find((one) => one.day === day)?.ranges ?? [];
  const setDay = (day: number, ranges: OpenRange[]) => onChange({ ...hours, week: [...hours.week.filter((one) => one.day !== day), { day, ranges }].filter((one) => one.ranges.length > 0).toSorted((left, right) => left.day - right.day) });
  const setException = (index: number, part: Partial<OpeningHours['exceptions'][number]>) => onChange({ ...hours, exceptions: hours.exceptions.map((one, place) => (place === index ? { ...one, ...part } : one)) });
  return (
    <Stack gap="md" className={classes.narrow}>
      {weekDays.map((day) => (
        <Ranges key={day} name={t(`days.${day}`)} ranges={rangesOf(day)} canEdit={canEdit} onChange={(ranges) => setDay(day, ranges)} />
      ))}
      <Switch label={t('hours.holidays')} disabled={!canEdit} checked={hours.closedOnHolidays} onChange={(event) => onChange({ ...hours, closedOnHolidays: event.currentTarget.checked })} />
      <Text fw={550}>{t('hours.exceptions')}</Text>
      {hours.exceptions.map((exception, index) => (
        <fieldset key={index} className={classes.line}>
          <legend>{exception.on || t('hours.exception', { number: index + 1 })}</legend>
          <div className={classes.fields}>
            <TextInput type="date" label={t('hours.on')} readOnly={!canEdit} value={exception.on} onChange={(event) => setException(index, { on: event.currentTarget.value })} />
            <TextInput label={t('hours.note')} readOnly={!canEdit} maxLength={120} value={exception.note} onChange={(event) => setException(index, { note: event.currentTarget.value })} />
          </div>
          <Ranges name={exception.on || t('hours.exception', { number: index + 1 })} ranges={exception.ranges} canEdit={canEdit} onChange={(ranges) => setException(index, { ranges })} />
          {canEdit && (
            <Button variant="subtle" color="gray" aria-label={t('hours.removeException', { number: index + 1 })} onClick={() => onChange({ ...hours, exceptions: hours.exceptions.filter((_, place) => place !== index) })}>
              {t('figures.removeLine')}
            </Button>
          )}
        </fieldset>
      ))}
      {canEdit && (
        <Button variant="default" className="mch-start" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => onChange({ ...hours, exceptions: [...hours.exceptions, { on: dayIn(timeZone, serverNow()), ranges: [], note: '' }] })}>
          {t('hours.addException')}
        </Button>
      )}
    </Stack>
  );
}

function Ranges({ name, ranges, canEdit, onChange }: { name: string; ranges: OpenRange[]; canEdit: boolean; onChange: (ranges: OpenRange[]) => void }) {
  const { t } = useTranslation('knowledge');
  const set = (index: number, part: Partial<OpenRange>) => onChange(ranges.map((range, place) => (place === index ? { ...range, ...part } : range)));
  return (
    <div className={classes.dayRow} role="group" aria-label={name}>
      <Text className={classes.dayName}>{name}</Text>
      <Stack gap="xs" className={classes.grow}>
        {ranges.length === 0 && <Text c="dimmed">{t('hours.closed')}</Text>}
        {ranges.map((range, index) => (
          <Group key={index} gap="xs" wrap="nowrap" align="start" className={classes.times}>
            <TextInput type="time" aria-label={t('hours.from', { day: name })} readOnly={!canEdit} value={range.from} onChange={(event) => set(index, { from: event.currentTarget.value })} />
            <TextInput type="time" aria-label={t('hours.to', { day: name })} readOnly={!canEdit} error={range.from >= range.to ? t('hours.backwards') : null} value={showClosing(range.to)} onChange={(event) => set(index, { to: readClosing(event.currentTarget.value) })} />
            {canEdit && (
              <ActionIcon size={36} aria-label={t('hours.removeRange', { day: name, from: range.from })} onClick={() => onChange(ranges.filter((_, place) => place !== index))}>
                <IconX size={18} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
      </Stack>
      {canEdit && ranges.length < 4 && (
        <Button variant="subtle" size="compact-sm" aria-label={t('hours.addRangeOn', { day: name })} onClick={() => onChange([...ranges, ranges.length === 0 ? usual : { from: '16:00', to: '20:00' }])}>
          {t('hours.addRange')}
        </Button>
      )}
    </div>
  );
}

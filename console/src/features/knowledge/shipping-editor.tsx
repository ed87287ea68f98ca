import { Button, Checkbox, NumberInput, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ShippingRow, ShippingTable } from '#contract/knowledge-structure';
import { MinorInput } from '../../ui/minor-input.tsx';
import { emptyRow } from './begin-structure.ts';
import classes from './knowledge.module.css';

interface Editing<Structure> {
  canEdit: boolean;
  onChange: (structure: Structure) => void;
}

const weekDays = [1, 2, 3, 4, 5, 6, 7];

export function ShippingEditor({ table, canEdit, onChange }: Editing<ShippingTable> & { table: ShippingTable }) {
  const { t } = useTranslation('knowledge');
  const setRow = (index: number, row: ShippingRow) => onChange({ ...table, rows: table.rows.map((old, place) => (place === index ? row : old)) });
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" className={classes.narrow}>
        {t('shipping.help')}
      </Text>
      <Checkbox.Group label={t('shipping.dispatchDays')} description={t('shipping.dispatchHelp')} error={table.dispatchDays.length === 0 ? t('shipping.noDay') : null} value={table.dispatchDays.map(String)} onChange={(days) => onChange({ ...table, dispatchDays: days.map(Number).toSorted((left, right) => left - right) })}>
        <div className={classes.days}>
          {weekDays.map((day) => (
            <Checkbox key={day} value={String(day)} label={t(`days.${day}`)} disabled={!canEdit} />
          ))}
        </div>
      </Checkbox.Group>
      {table.rows.map((row, index) => (
        <RowFields key={index} row={row} number={index + 1} currency={table.currency} canEdit={canEdit} onChange={(next) => setRow(index, next)} onRemove={() => onChange({ ...table, rows: table.rows.filter((_, place) => place !== index) })} />
      ))}
      {canEdit && (
        <Button variant="default" className="mch-start" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => onChange({ ...table, rows: [...table.rows, emptyRow()] })}>
          {t('shipping.addRow')}
        </Button>
      )}
    </Stack>
  );
}

interface RowFieldsProps extends Editing<ShippingRow> {
  row: ShippingRow;
  number: number;
  currency: string;
  onRemove: () => void;
}

function RowFields({ row, number, currency, canEdit, onChange, onRemove }: RowFieldsProps) {
  const { t } = useTranslation('knowledge');
  const set = (part: Partial<ShippingRow>) => onChange({ ...row, ...part });
  const days = (value: number | string) => (value === '' ? null : Number(value));
  return (
    <fieldset className={classes.line}>
      <legend>{row.zone || t('shipping.row', { number })}</legend>
      <div className={classes.fields}>
        <TextInput label={t('shipping.zone')} readOnly={!canEdit} maxLength={80} value={row.zone} onChange={(event) => set({ zone: event.currentTarget.value })} />
        <TextInput label={t('shipping.service')} readOnly={!canEdit} maxLength={80} value={row.service} onChange={(event) => set({ service: event.currentTarget.value })} />
        <TagsInput label={t('shipping.postalCodes')} placeholder={t('shipping.codesExample')} disabled={!canEdit} value={row.postalCodes} onChange={(postalCodes) => set({ postalCodes })} />
        <TagsInput label={t('shipping.places')} placeholder={t('shipping.placesExample')} disabled={!canEdit} value={row.places} onChange={(places) => set({ places })} />
        <MinorInput label={t('shipping.priceIn', { currency })} placeholder={t('shipping.atCheckout')} isDisabled={!canEdit} currency={currency} minor={row.priceMinor} onChange={(priceMinor) => set({ priceMinor })} />
        <MinorInput label={t('shipping.freeFromIn', { currency })} placeholder={t('shipping.never')} isDisabled={!canEdit} currency={currency} minor={row.freeFromMinor} onChange={(freeFromMinor) => set({ freeFromMinor })} />
        <NumberInput label={t('shipping.fromDays')} readOnly={!canEdit} min={0} max={120} allowDecimal={false} value={row.fromDays ?? ''} onChange={(value) => set({ fromDays: days(value) })} />
        <NumberInput label={t('shipping.untilDays')} readOnly={!canEdit} min={0} max={120} allowDecimal={false} error={row.fromDays !== null && row.untilDays !== null && row.fromDays > row.untilDays ? t('shipping.backwards') : null} value={row.untilDays ?? ''} onChange={(value) => set({ untilDays: days(value) })} />
        <TextInput type="time" label={t('shipping.cutOff')} description={t('shipping.cutOffHelp')} readOnly={!canEdit} value={row.cutOff ?? ''} onChange={(event) => set({ cutOff: event.currentTarget.value || null })} />
        <Switch label={t('shipping.businessDays')} disabled={!canEdit} checked={row.businessDays} onChange={(event) => set({ businessDays: event.currentTarget.checked })} />
      </div>
      {canEdit && (
        <Button variant="subtle" color="gray" onClick={onRemove} aria-label={t('shipping.removeRow', { number })}>
          {t('figures.removeLine')}
        </Button>
      )}
    </fieldset>
  );
}

import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SizeTable, SizeTables } from '#contract/knowledge-structure';
import classes from './knowledge.module.css';

interface SizesEditorProps {
  sizes: SizeTables;
  canEdit: boolean;
  onChange: (sizes: SizeTables) => void;
}

export function SizesEditor({ sizes, canEdit, onChange }: SizesEditorProps) {
  const { t } = useTranslation('knowledge');
  const setTable = (index: number, table: SizeTable | null) => onChange({ ...sizes, tables: sizes.tables.flatMap((old, place) => (place !== index ? [old] : table ? [table] : [])) });
  return (
    <Stack gap="lg">
      {sizes.tables.map((table, index) => (
        <TableFields key={index} table={table} number={index + 1} canEdit={canEdit} onChange={(next) => setTable(index, next)} />
      ))}
      {canEdit && (
        <Button variant="default" className="mch-start" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => onChange({ ...sizes, tables: [...sizes.tables, { name: '', columns: [...(sizes.tables[0]?.columns ?? ['', ''])], rows: [(sizes.tables[0]?.columns ?? ['', '']).map(() => '')] }] })}>
          {t('sizes.addTable')}
        </Button>
      )}
    </Stack>
  );
}

function TableFields({ table, number, canEdit, onChange }: { table: SizeTable; number: number; canEdit: boolean; onChange: (table: SizeTable | null) => void }) {
  const { t } = useTranslation('knowledge');
  const { columns, rows } = table;
  const setCell = (row: number, column: number, value: string) => onChange({ ...table, rows: rows.map((cells, at) => (at === row ? cells.map((cell, place) => (place === column ? value : cell)) : cells)) });
  const dropColumn = (column: number) => onChange({ ...table, columns: columns.filter((_, place) => place !== column), rows: rows.map((cells) => cells.filter((_, place) => place !== column)) });
  return (
    <fieldset className={classes.line}>
      <legend>{table.name || t('sizes.table', { number })}</legend>
      <TextInput label={t('sizes.name')} readOnly={!canEdit} maxLength={80} value={table.name} onChange={(event) => onChange({ ...table, name: event.currentTarget.value })} />
      <div className={classes.scroll}>
        <table className={classes.grid}>
          <thead>
            <tr>
              {columns.map((column, place) => (
                <th key={place} scope="col">
                  <Group gap={4} wrap="nowrap">
                    <TextInput aria-label={t('sizes.column', { number: place + 1 })} readOnly={!canEdit} maxLength={60} value={column} onChange={(event) => onChange({ ...table, columns: columns.map((old, at) => (at === place ? event.currentTarget.value : old)) })} />
                    {canEdit && columns.length > 2 && (
                      <ActionIcon size={32} aria-label={t('sizes.removeColumn', { name: column || String(place + 1) })} onClick={() => dropColumn(place)}>
                        <IconX size={16} aria-hidden />
                      </ActionIcon>
                    )}
                  </Group>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row}>
                {columns.map((column, place) => (
                  <td key={place}>
                    <TextInput aria-label={t('sizes.cell', { column: column || String(place + 1), row: row + 1 })} readOnly={!canEdit} maxLength={60} value={cells[place] ?? ''} onChange={(event) => setCell(row, place, event.currentTarget.value)} />
                  </td>
                ))}
                {canEdit && rows.length > 1 && (
                  <td>
                    <ActionIcon size={32} aria-label={t('sizes.removeRow', { row: row + 1 })} onClick={() => onChange({ ...table, rows: rows.filter((_, at) => at !== row) })}>
                      <IconX size={16} aria-hidden />
                    </ActionIcon>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {canEdit && (
        <Group gap="xs">
          <Button variant="default" onClick={() => onChange({ ...table, rows: [...rows, columns.map(() => '')] })}>
            {t('sizes.addRow')}
          </Button>
          <Button variant="default" disabled={columns.length >= 12} onClick={() => onChange({ ...table, columns: [...columns, ''], rows: rows.map((cells) => [...cells, '']) })}>
            {t('sizes.addColumn')}
          </Button>
          <Button variant="subtle" color="gray" aria-label={t('sizes.removeTable', { name: table.name || String(number) })} onClick={() => onChange(null)}>
            {t('figures.removeLine')}
          </Button>
        </Group>
      )}
    </fieldset>
  );
}

import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageStructure } from '#contract/knowledge-structure';
import type { ImportPreview } from '#contract/knowledge-import';
import { useFormats } from '../../ui/formats.tsx';
import classes from './knowledge.module.css';
import { MarkdownView, TableView } from './markdown-view.tsx';
import { useCreatePage } from './use-create-page.ts';

/** What an import would become, and row by row what was not understood. */
export function ImportedPage({ preview, onBack }: { preview: ImportPreview; onBack: () => void }) {
  const { t } = useTranslation('knowledge');
  const { create, isBusy } = useCreatePage();
  const { content, problems, warnings } = preview;
  const [title, setTitle] = useState(content.title);
  const isEmpty = content.body.trim() === '' && content.structure === null;
  return (
    <Stack gap="md">
      <Text role="status">{isEmpty ? t('import.nothing') : t('import.understood', { count: preview.understood })}</Text>
      {warnings.includes('instructions') && (
        <Alert className={classes.warning} title={t('warning.instructions.short')}>
          {t('warning.instructions.words')}
        </Alert>
      )}
      {problems.length > 0 && (
        <Alert className={classes.warning} title={t('import.problems', { count: problems.length })}>
          <ul className={classes.problems}>
            {problems.map(({ row, code, text }, index) => (
              <li key={index}>
                {row !== null && <strong>{t('import.row', { row })} </strong>}
                {t(`import.problem.${code}`, { text })}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {!isEmpty && (
        <>
          <TextInput label={t('field.title')} value={title} maxLength={200} onChange={(event) => setTitle(event.currentTarget.value)} />
          <section className={classes.preview} aria-label={t('editor.preview')}>
            {content.structure && <StructureView structure={content.structure} />}
            <MarkdownView markdown={content.body} top={3} />
          </section>
        </>
      )}
      <Group justify="space-between">
        <Button variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>
          {t('import.back')}
        </Button>
        <Button loading={isBusy} disabled={isEmpty || title.trim() === ''} onClick={() => void create({ ...content, title: title.trim(), importedFrom: preview.way })}>
          {t('import.keep')}
        </Button>
      </Group>
    </Stack>
  );
}

function StructureView({ structure }: { structure: PageStructure }) {
  const { t } = useTranslation('knowledge');
  const { money } = useFormats();
  if (structure.kind === 'hours') return null;
  if (structure.kind === 'size_guide') return structure.tables.map(({ name, columns, rows }) => <TableView key={name} columns={columns} rows={rows} />);
  const price = (minor: number | null) => (minor === null ? '' : money(minor, structure.currency));
  return (
    <TableView
      columns={[t('shipping.zone'), t('shipping.postalCodes'), t('shipping.service'), t('shipping.price'), t('shipping.freeFrom'), t('shipping.days')]}
      rows={structure.rows.map((row) => [row.zone, [...row.postalCodes, ...row.places].join(', '), row.service, price(row.priceMinor), price(row.freeFromMinor), row.untilDays === null ? '' : `${row.fromDays ?? row.untilDays}–${row.untilDays}`])}
    />
  );
}

import { Button, FileInput, Group, Modal, SegmentedControl, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageKinds } from '#contract/knowledge';
import type { PageKind } from '#contract/knowledge';
import type { ImportPreview } from '#contract/knowledge-import';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';
import { ImportedPage } from './imported-page.tsx';
import { useKnowledgeChanges } from './knowledge-requests.ts';

const sources = ['text', 'file', 'web'] as const;
type Source = (typeof sources)[number];

/** Two steps: what is to be read, and what it would become. Nothing is kept before the second is agreed to. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['knowledge', 'ui']);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  return (
    <Modal opened onClose={onClose} size="xl" title={t(preview ? 'import.previewTitle' : 'import.title')} closeButtonProps={{ 'aria-label': t('ui:close') }}>
      {preview ? <ImportedPage preview={preview} onBack={() => setPreview(null)} /> : <Ask onRead={setPreview} />}
    </Modal>
  );
}

function Ask({ onRead }: { onRead: (preview: ImportPreview) => void }) {
  const { t } = useTranslation('knowledge');
  const say = useErrorText('knowledge');
  const { previewText, previewFile } = useKnowledgeChanges();
  const [source, setSource] = useState<Source>('text');
  const [kind, setKind] = useState<PageKind>('policy');
  const [format, setFormat] = useState<'text' | 'markdown' | 'csv'>('text');
  const [content, setContent] = useState('');
  const [address, setAddress] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isReady = source === 'file' ? file !== null : (source === 'web' ? address : content).trim() !== '';
  const read = async () => {
    setBusy(true);
    try {
      const reading = source === 'file' && file ? previewFile(kind, file) : previewText({ way: source === 'web' ? 'web' : format, kind, content: source === 'web' ? address : content });
      onRead(await reading);
    } catch (error) {
      notifyFailed(say(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void read();
      }}
    >
      <Stack gap="md">
        <SegmentedControl aria-label={t('import.from')} data={sources.map((value) => ({ value, label: t(`import.source.${value}`) }))} value={source} onChange={setSource} />
        <Select label={t('field.kind')} description={t('import.kindHelp')} allowDeselect={false} data={pageKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} value={kind} onChange={(value) => setKind(pageKinds.find((known) => known === value) ?? kind)} />
        {source === 'text' && (
          <>
            <Select label={t('import.format')} allowDeselect={false} data={(['text', 'markdown', 'csv'] as const).map((value) => ({ value, label: t(`import.formats.${value}`) }))} value={format} onChange={(value) => setFormat(value ?? format)} />
            <Textarea label={t('import.content')} autosize minRows={8} maxRows={20} value={content} onChange={(event) => setContent(event.currentTarget.value)} data-autofocus />
          </>
        )}
        {source === 'web' && <TextInput type="url" label={t('import.address')} description={t('import.addressHelp')} placeholder="https://" value={address} onChange={(event) => setAddress(event.currentTarget.value)} data-autofocus />}
        {source === 'file' && <FileInput label={t('import.file')} description={t('import.fileHelp')} placeholder={t('import.choose')} accept=".pdf,.csv,.tsv,.md,.markdown,.txt,application/pdf,text/*" value={file} onChange={setFile} />}
        <Group justify="flex-end">
          <Button type="submit" loading={isBusy} disabled={!isReady}>
            {t('import.read')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { ActionIcon, Button, Checkbox, Group, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttributeValue, ContactDetail } from '#contract/contact';
import { useFormats } from '../../ui/formats.tsx';
import { dayIn, serverNow } from '../../ui/now.ts';
import { Section } from '../../ui/page.tsx';
import { useAttributeName } from '../../ui/preferences.ts';
import { useAct } from '../../ui/use-act.ts';
import { useSaveContact } from './contact-requests.ts';
import classes from './contacts.module.css';

const types = ['text', 'number', 'boolean', 'date'] as const;
type Type = (typeof types)[number];

function typeOf(value: AttributeValue): Type {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text';
}

const blank: Record<Type, (timeZone: string) => AttributeValue> = { text: () => '', number: () => 0, boolean: () => true, date: (timeZone) => dayIn(timeZone, serverNow()) };

/** Name, tags and attributes: what members know better than the shop. */
export function ContactEdit({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const { timeZone } = useFormats();
  const nameOf = useAttributeName();
  const act = useAct('contacts');
  const save = useSaveContact(contact.id);
  const [name, setName] = useState(contact.name ?? '');
  const [tags, setTags] = useState(contact.tags);
  const [attributes, setAttributes] = useState<Record<string, AttributeValue>>(contact.attributes);
  const submit = () => {
    const removed = Object.keys(contact.attributes).filter((key) => !(key in attributes)).map((key) => [key, null] as const);
    const patch = { tags, attributes: { ...Object.fromEntries(removed), ...attributes }, ...(name.trim() !== (contact.name ?? '') && { name: name.trim() || null }) };
    void act(() => save.mutateAsync(patch), t('saved'));
  };
  return (
    <Section title={t('edit.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="sm" maw={560}>
          <TextInput label={t('edit.name')} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TagsInput label={t('edit.tags')} maxTags={50} value={tags} onChange={setTags} />
          {Object.entries(attributes).map(([key, value]) => (
            <div key={key} className={classes.attribute}>
              <Text fw={500}>{nameOf(key)}</Text>
              <AttributeField name={nameOf(key)} value={value} onChange={(next) => setAttributes({ ...attributes, [key]: next })} />
              <ActionIcon onClick={() => setAttributes(Object.fromEntries(Object.entries(attributes).filter(([other]) => other !== key)))} aria-label={t('edit.remove', { name: nameOf(key) })}>
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          <NewAttribute taken={Object.keys(attributes)} onAdd={(key, type) => setAttributes({ ...attributes, [key]: blank[type](timeZone) })} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('edit.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function AttributeField({ name, value, onChange }: { name: string; value: AttributeValue; onChange: (value: AttributeValue) => void }) {
  // A day that is being typed is text for a moment; the field stays what it began as.
  const [type] = useState<Type>(() => (value === '' ? 'text' : typeOf(value)));
  if (type === 'boolean') return <Checkbox label={name} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
  if (type === 'number') return <NumberInput aria-label={name} hideControls value={typeof value === 'number' ? value : 0} onChange={(next) => onChange(Number(next) || 0)} />;
  return <TextInput aria-label={name} type={type === 'date' ? 'date' : 'text'} maxLength={500} value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function NewAttribute({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string, type: Type) => void }) {
  const { t } = useTranslation('contacts');
  const [name, setName] = useState('');
  const [type, setType] = useState<Type>('text');
  const isReady = name.trim() !== '' && !taken.includes(name.trim());
  return (
    <div className={classes.attribute}>
      <TextInput label={t('edit.newName')} maxLength={60} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Select label={t('edit.type')} allowDeselect={false} data={types.map((value) => ({ value, label: t(`edit.types.${value}`) }))} value={type} onChange={(next) => setType(types.find((one) => one === next) ?? 'text')} />
      <Button
        variant="default"
        disabled={!isReady}
        onClick={() => {
          onAdd(name.trim(), type);
          setName('');
        }}
      >
        {t('edit.add')}
      </Button>
    </div>
  );
}

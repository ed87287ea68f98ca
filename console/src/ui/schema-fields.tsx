import { Button, Fieldset, JsonInput, MultiSelect, NumberInput, PasswordInput, Select, Stack, Switch, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { asValues, startingValues } from './form-schema.ts';
import type { Field, FormValues, Option } from './form-schema.ts';

interface FormState {
  id: string;
  texts: string | null;
  storedSecrets: readonly string[];
  problemAt(path: string): string | null;
}

export const FormContext = createContext<FormState>({ id: '', texts: null, storedSecrets: [], problemAt: () => null });

interface SchemaFieldsProps {
  fields: readonly Field[];
  values: FormValues;
  path: string;
  onChange: (values: FormValues) => void;
}

export function SchemaFields({ fields, values, path, onChange }: SchemaFieldsProps) {
  return fields.map((field) => (
    <SchemaField
      key={field.name}
      field={field}
      path={path ? `${path}.${field.name}` : field.name}
      value={values[field.name]}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  ));
}

interface SchemaFieldProps {
  field: Field;
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function SchemaField({ field, path, value, onChange }: SchemaFieldProps) {
  const words = useFieldWords(field, path);
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'text':
      return <TextInput {...words} type={inputType(field.schema.format)} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'secret':
      return <SecretField words={words} path={path} value={text} onChange={onChange} />;
    case 'multiline':
      return <Textarea {...words} autosize minRows={3} maxRows={12} maxLength={field.schema.maxLength} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'number':
      return (
        <NumberInput
          {...words}
          allowDecimal={!field.isWhole}
          // The whole number is checked on submit; clamping while typing surprises.
          clampBehavior="none"
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
          hideControls
        />
      );
    case 'boolean':
      return <Switch label={words.label} description={words.description} error={words.error} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
    case 'choice':
      return <ChoiceField words={words} options={field.options} isRequired={field.isRequired} value={value} onChange={onChange} />;
    case 'choices':
      return (
        <MultiSelect
          {...words}
          data={field.options.map(asSelectItem)}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(next) => onChange(field.options.filter((option) => next.includes(option.value)).map(({ raw }) => raw))}
        />
      );
    case 'tags':
      return <TagsField words={words} value={value} onChange={onChange} />;
    case 'group':
      return (
        <Fieldset legend={words.label}>
          {words.description && <Text size="xs" c="dimmed" mb="xs">{words.description}</Text>}
          <Stack gap="md">
            <SchemaFields fields={field.fields} values={asValues(value)} path={path} onChange={onChange} />
          </Stack>
        </Fieldset>
      );
    case 'rows':
      return <RowsField label={words.label} row={field.row} path={path} value={value} onChange={onChange} />;
    case 'variants':
      return <VariantsField field={field} words={words} path={path} value={value} onChange={onChange} />;
    case 'json':
      return <JsonInput {...words} autosize minRows={3} formatOnBlur defaultValue={value === undefined ? '' : JSON.stringify(value, null, 2)} onChange={(next) => onChange(parseJson(next))} />;
  }
}

type Words = ReturnType<typeof useFieldWords>;

/** Label, help and problem of a field: translated where the feature has texts, else the schema's own words. */
function useFieldWords(field: Field, path: string) {
  const { id, texts, problemAt } = useContext(FormContext);
  const [namespace = 'ui'] = (texts ?? 'ui').split(':');
  const { t, i18n } = useTranslation(['ui', namespace]);
  // The number of a row is not part of its text's key.
  const key = texts ? `${texts}.${path.replaceAll(/\.\d+(?=\.|$)/g, '')}` : null;
  const say = (part: string, fallback: string | null) => (key && i18n.exists(`${key}.${part}`) ? t(`${key}.${part}`) : fallback);
  const title = say('title', field.title) ?? field.title;
  return {
    id: `${id}${path}`,
    label: field.isRequired || field.schema.default !== undefined || field.kind === 'boolean' || field.kind === 'group' || field.kind === 'rows' ? title : `${title} (${t('ui:form.optional')})`,
    description: say('help', field.help),
    error: problemAt(path),
    'aria-required': field.isRequired || undefined,
  };
}

function SecretField({ words, path, value, onChange }: { words: Words; path: string; value: string; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('ui');
  const { storedSecrets } = useContext(FormContext);
  return (
    <PasswordInput
      {...words}
      autoComplete="off"
      placeholder={storedSecrets.includes(path) ? t('form.stored') : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('form.showSecret', { label: words.label }), tabIndex: 0 }}
    />
  );
}

function ChoiceField({ words, options, isRequired, value, onChange }: { words: Words; options: readonly Option[]; isRequired: boolean; value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('ui');
  return (
    <Select
      {...words}
      placeholder={t('form.choose')}
      data={options.map(asSelectItem)}
      allowDeselect={!isRequired}
      clearable={!isRequired}
      clearButtonProps={{ 'aria-label': t('form.clear', { label: words.label }) }}
      value={value === undefined || value === null ? null : String(value)}
      onChange={(next) => onChange(options.find((option) => option.value === next)?.raw)}
    />
  );
}

function TagsField({ words, value, onChange }: { words: Words; value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('ui');
  const tags = Array.isArray(value) ? value.map(String) : [];
  return <TagsInput {...words} placeholder={tags.length === 0 ? t('form.addTag') : undefined} value={tags} onChange={onChange} />;
}

function RowsField({ label, row, path, value, onChange }: { label: string; row: Field; path: string; value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('ui');
  const rows: unknown[] = Array.isArray(value) ? value : [];
  const blank = row.kind === 'group' ? startingValues(row.fields) : undefined;
  return (
    <Fieldset legend={label}>
      <Stack gap="md">
        {rows.map((one, index) => (
          <Stack key={index} gap="xs">
            <SchemaField
              field={{ ...row, title: t('form.row', { label, number: index + 1 }) }}
              path={`${path}.${index}`}
              value={one}
              onChange={(next) => onChange(rows.with(index, next))}
            />
            <Button
              variant="subtle"
              size="compact-sm"
              className="mch-start"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => onChange(rows.toSpliced(index, 1))}
            >
              {t('form.removeRow', { label, number: index + 1 })}
            </Button>
          </Stack>
        ))}
        <Button variant="default" className="mch-start" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onChange([...rows, blank])}>
          {t('form.addRow')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

type VariantsFieldOf = Extract<Field, { kind: 'variants' }>;

function VariantsField({ field, words, path, value, onChange }: { field: VariantsFieldOf; words: Words; path: string; value: unknown; onChange: (value: unknown) => void }) {
  const values = asValues(value);
  const chosen = field.variants.find(({ option }) => option.raw === values[field.by]);
  const choose = (raw: unknown) => {
    const fields = field.variants.find(({ option }) => option.raw === raw)?.fields ?? [];
    onChange(raw === undefined ? undefined : { ...startingValues(fields), [field.by]: raw });
  };
  return (
    <Stack gap="md">
      <ChoiceField words={words} options={field.variants.map(({ option }) => option)} isRequired={field.isRequired} value={values[field.by]} onChange={choose} />
      {chosen && chosen.fields.length > 0 && <SchemaFields fields={chosen.fields} values={values} path={path} onChange={onChange} />}
    </Stack>
  );
}

function asSelectItem({ value, label }: Option) {
  return { value, label };
}

function inputType(format: string | undefined): string {
  if (format === 'email') return 'email';
  return format === 'uri' ? 'url' : 'text';
}

/** Half-typed JSON stays as text, which the schema then refuses. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

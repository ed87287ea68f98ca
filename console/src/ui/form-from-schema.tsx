import { Button, Group, Stack } from '@mantine/core';
import { useId, useMemo, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findProblems, readFields, startingValues, withoutEmpty } from './form-schema.ts';
import type { FormValues, JsonSchema, Problem } from './form-schema.ts';
import { FormContext, SchemaFields } from './schema-fields.tsx';

export interface FormFromSchemaProps {
  /** An object schema as `z.toJSONSchema(Settings, { io: 'input' })` writes it. */
  schema: JsonSchema;
  /** What is stored now, without its secrets. */
  values?: FormValues;
  /** Names of secrets that are stored and never shown; left empty they stay. */
  storedSecrets?: readonly string[];
  /**
   * Where translated labels are kept: `connections:vendors.shopify` looks up `….shopUrl.title` and `.help` there
   * and falls back to the schema's own words.
   */
  texts?: string;
  /** Refusals of the server by path, from `ApiError.details`. */
  serverProblems?: Readonly<Record<string, string>>;
  submitLabel?: string;
  isBusy?: boolean;
  onSubmit: (values: FormValues) => void;
  /** Called at each change, for a preview beside the form. */
  onChange?: (values: FormValues) => void;
  /** More buttons beside the submit button. */
  actions?: ReactNode;
}

/** A form drawn from a schema, checked by the same schema. Empty fields are not sent. */
export function FormFromSchema(props: FormFromSchemaProps) {
  const { schema, storedSecrets = [], texts = null, serverProblems = {}, submitLabel, isBusy = false, onSubmit, onChange, actions } = props;
  const { t } = useTranslation('ui');
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const fields = useMemo(() => readFields(schema), [schema]);
  const [values, setValues] = useState(() => startingValues(fields, props.values));
  const [wasTried, setTried] = useState(false);
  const problems = wasTried ? findProblems(schema, withoutEmpty(values), storedSecrets) : new Map<string, Problem>();

  const change = (next: FormValues) => {
    setValues(next);
    onChange?.(withoutEmpty(next));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ready = withoutEmpty(values);
    setTried(true);
    if (findProblems(schema, ready, storedSecrets).size === 0) return onSubmit(ready);
    // After the problems are drawn, so that the first one can be found by its mark.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const problemAt = (path: string): string | null => {
    const problem = problems.get(path);
    if (problem) return t(`form.problem.${problem.key}`, { limit: problem.limit });
    return serverProblems[path] ?? null;
  };
  return (
    <FormContext value={{ id, texts, storedSecrets, problemAt }}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="md">
          <SchemaFields fields={fields} values={values} path="" onChange={change} />
          <Group gap="xs">
            <Button type="submit" loading={isBusy}>
              {submitLabel ?? t('form.save')}
            </Button>
            {actions}
          </Group>
        </Stack>
      </form>
    </FormContext>
  );
}

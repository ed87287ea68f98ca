import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vendor } from '#contract/connection';
import { FormFromSchema } from '../../ui/form-from-schema.tsx';
import type { FormValues, JsonSchema } from '../../ui/form-schema.ts';

export interface SettingsFormProps {
  vendor: Vendor;
  values?: FormValues;
  storedSecrets?: readonly string[];
  serverProblems?: Readonly<Record<string, string>>;
  submitLabel: string;
  isBusy: boolean;
  onSubmit: (values: FormValues) => void;
  actions?: ReactNode;
}

/** A connector's own form; what is seldom needed is folded away. */
export function SettingsForm({ vendor, ...rest }: SettingsFormProps) {
  const { t } = useTranslation('connections');
  const [showsAll, setShowsAll] = useState(false);
  const schema = useMemo(() => (showsAll ? vendor.settings : withoutAdvanced(vendor.settings)) as JsonSchema, [vendor, showsAll]);
  const hasMore = Object.values((vendor.settings as JsonSchema).properties ?? {}).some(isAdvanced);
  return (
    <FormFromSchema
      {...rest}
      schema={schema}
      texts={`connections:vendors.${vendor.id}.fields`}
      actions={
        <>
          {hasMore && (
            <Button variant="subtle" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
              {showsAll ? t('form.less') : t('form.more')}
            </Button>
          )}
          {rest.actions}
        </>
      }
    />
  );
}

const isAdvanced = (property: JsonSchema) => property['advanced'] === true;

function withoutAdvanced(given: Vendor['settings']): JsonSchema {
  const schema = given as JsonSchema;
  return { ...schema, properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([, property]) => !isAdvanced(property))) };
}

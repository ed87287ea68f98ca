import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './assistant.module.css';
import type { SettingsDraft } from './use-settings-draft.ts';

/** Stays in sight while something is unsaved. */
export function SaveBar({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const problems = [...new Set(Object.values(draft.problems))];
  return (
    <div className={classes.saveBar} role="region" aria-label={t('save.unsaved')}>
      {problems.length > 0 ? (
        <Alert role="alert" className={classes.warning}>
          {problems.slice(0, 3).join(' ')}
        </Alert>
      ) : (
        <span>{t('save.unsaved')}</span>
      )}
      <Group gap="xs">
        <Button variant="default" onClick={draft.discard}>
          {t('save.discard')}
        </Button>
        <Button loading={draft.isBusy} disabled={problems.length > 0} onClick={() => void draft.save()}>
          {t('save.save')}
        </Button>
      </Group>
    </div>
  );
}

import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './save-bar.module.css';

export interface SaveBarDraft {
  isBusy: boolean;
  /** Somebody else saved meanwhile. */
  isOvertaken?: boolean;
  problems: Record<string, string>;
  discard(): void;
  keepMine?(): void;
  save(): Promise<unknown>;
}

/** Stays in sight while something is unsaved. */
export function SaveBar({ draft, words, saveLabel }: { draft: SaveBarDraft; /** What being unsaved means here. */ words?: string; saveLabel?: string }) {
  const { t } = useTranslation('ui');
  const problems = [...new Set(Object.values(draft.problems))];
  const { isOvertaken = false, keepMine } = draft;
  return (
    <div className={classes.bar} role="region" aria-label={t('save.unsaved')}>
      {isOvertaken || problems.length > 0 ? (
        <Alert role="alert" className={classes.problems}>
          {isOvertaken ? t('save.overtaken') : problems.slice(0, 3).join(' ')}
        </Alert>
      ) : (
        <span>{words ?? t('save.unsaved')}</span>
      )}
      <span className={classes.buttons}>
        <Button variant="default" onClick={draft.discard}>
          {t(isOvertaken ? 'save.takeTheirs' : 'save.discard')}
        </Button>
        {isOvertaken && keepMine ? (
          <Button onClick={keepMine}>{t('save.keepMine')}</Button>
        ) : (
          <Button loading={draft.isBusy} disabled={problems.length > 0} onClick={() => void draft.save()}>
            {saveLabel ?? t('form.save')}
          </Button>
        )}
      </span>
    </div>
  );
}

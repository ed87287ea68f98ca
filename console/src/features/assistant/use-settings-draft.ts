import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AssistantSettings } from '#contract/assistant';
import { ApiError, fieldProblems } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed, notifyUndoable } from '../../ui/undoable.tsx';
import { useChangeSettings } from './assistant-requests.ts';

export interface SettingsDraft {
  settings: AssistantSettings;
  /** As they hold now. */
  saved: AssistantSettings;
  isDirty: boolean;
  isBusy: boolean;
  canEdit: boolean;
  /** What stands in the way of saving, by the first part of its path. */
  problems: Record<string, string>;
  change(part: Partial<AssistantSettings>): void;
  discard(): void;
  save(): Promise<void>;
  /** On or off at once, without the other changes. */
  turn(isOn: boolean): Promise<void>;
}

/** The settings as they are being edited, checked with the server's own schema. */
export function useSettingsDraft(saved: AssistantSettings): SettingsDraft {
  const { t, i18n } = useTranslation('assistant');
  const canEdit = useWorkspace().can('admin');
  const say = useErrorText('assistant');
  const changeSettings = useChangeSettings();
  const [edited, setEdited] = useState<Partial<AssistantSettings>>({});
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const settings = { ...saved, ...edited };
  const put = async (next: AssistantSettings, done: string) => {
    const before = saved;
    setBusy(true);
    try {
      await changeSettings(next);
      notifyUndoable({ done, undo: () => changeSettings(before).catch((error: unknown) => notifyFailed(say(error))) });
      return true;
    } catch (error) {
      setRefused(problemsOf(error, say));
      notifyFailed(say(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const found = Object.entries(edited).length === 0 ? {} : findProblems(settings);
  const inWords = Object.fromEntries(Object.entries(found).map(([field, message]) => [field, i18n.exists(`assistant:problem.${field}`) ? t(`problem.${field}`) : message]));
  return {
    settings,
    saved,
    isDirty: JSON.stringify(settings) !== JSON.stringify(saved),
    isBusy,
    canEdit,
    problems: { ...inWords, ...refused },
    change: (part) => {
      setRefused({});
      setEdited({ ...edited, ...part });
    },
    discard: () => {
      setRefused({});
      setEdited({});
    },
    save: async () => {
      if (await put(settings, t('saved'))) setEdited({});
    },
    turn: async (isOn) => {
      await put({ ...saved, isOn }, t(isOn ? 'switch.doneOn' : 'switch.doneOff', { name: saved.name }));
    },
  };
}

function findProblems(settings: AssistantSettings): Record<string, string> {
  const checked = AssistantSettings.safeParse(settings);
  return checked.success ? {} : Object.fromEntries(checked.error.issues.map(({ path, message }) => [String(path[0] ?? ''), message]));
}

/** A refusal names its field in one of two ways: by the form, or by the rule. */
function problemsOf(error: unknown, say: (error: unknown) => string): Record<string, string> {
  const byForm = Object.fromEntries(Object.entries(fieldProblems(error)).map(([path, message]) => [path.split('.')[0] ?? '', message]));
  const field = error instanceof ApiError && typeof error.details === 'object' && error.details !== null && 'field' in error.details ? String(error.details.field) : null;
  return field === null ? byForm : { ...byForm, [field]: say(error) };
}

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText } from '../ui/states.tsx';
import { notifyDone, notifyFailed } from '../ui/undoable.tsx';
import { ApiError, fieldProblems } from './api.ts';
import { useWorkspace } from './workspace.tsx';

export interface VersionedDraft<Value, Saved> {
  value: Value;
  isDirty: boolean;
  isBusy: boolean;
  /** Somebody else saved since the first change: one of the two has to give way. */
  isOvertaken: boolean;
  /** What stands in the way of saving, by path. */
  problems: Record<string, string>;
  change(part: Partial<Value>): void;
  discard(): void;
  /** Goes on from the version of whoever saved meanwhile; saving then replaces theirs. */
  keepMine(): void;
  /** Gives what was saved; null when it was refused. */
  save(): Promise<Saved | null>;
}

export interface Versioned<Value, Saved> {
  /** The topic and first key of what is edited, and where its texts are. */
  topic: string;
  namespace: string;
  stored: Value;
  version: number;
  check(value: Value): Record<string, string>;
  save(value: Value, basedOn: number): Promise<Saved>;
  /** The code of a refusal because somebody else saved. */
  conflict: string;
  /** What to say of it. */
  done(saved: Saved): string;
}

/**
 * Something with versions as it is being edited. What is stored may be read again at any time; changes stay based on the version at which they
 * began, so that nobody's work is replaced unseen.
 */
export function useVersionedDraft<Value extends object, Saved extends { id: string; version: number }>({ topic, namespace, stored, version, check, save, conflict, done }: Versioned<Value, Saved>): VersionedDraft<Value, Saved> {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const say = useErrorText(namespace);
  const [edited, setEdited] = useState<{ value: Value; basedOn: number } | null>(null);
  const [refused, setRefused] = useState<Record<string, string>>({});
  /** A save was refused because of somebody else's. */
  const [wasOvertaken, setOvertaken] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const value = edited?.value ?? stored;
  return {
    value,
    isDirty: edited !== null,
    isBusy,
    isOvertaken: edited !== null && !isBusy && (wasOvertaken || version > edited.basedOn),
    problems: { ...(edited && check(edited.value)), ...refused },
    change: (part) => {
      setRefused({});
      setEdited((now) => ({ value: { ...(now?.value ?? stored), ...part }, basedOn: now?.basedOn ?? version }));
    },
    discard: () => {
      setRefused({});
      setOvertaken(false);
      setEdited(null);
    },
    keepMine: () => {
      setOvertaken(false);
      setEdited((now) => now && { ...now, basedOn: version });
    },
    save: async () => {
      setBusy(true);
      try {
        const saved = await save(value, edited?.basedOn ?? version);
        queries.setQueryData(workspace.key(topic, saved.id), saved);
        // What was changed while it was being saved is the next draft.
        setEdited((now) => (now === null || now.value === value ? null : { ...now, basedOn: saved.version }));
        notifyDone(done(saved));
        await queries.invalidateQueries({ queryKey: workspace.key(topic) });
        return saved;
      } catch (error) {
        if (error instanceof ApiError && error.code === conflict) {
          setOvertaken(true);
          await queries.invalidateQueries({ queryKey: workspace.key(topic) });
        } else {
          setRefused(fieldProblems(error));
          notifyFailed(say(error));
        }
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}

import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FlowDefinition, FlowNode } from '#contract/flow';
import { FlowDefinition as Definition } from '#contract/flow';
import type { FlowDetail } from '#contract/flow-management';
import { ApiError, fieldProblems } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyDone, notifyFailed } from '../../ui/undoable.tsx';
import { useFlowChanges } from './flow-requests.ts';

export interface Draft {
  name: string;
  priority: number;
  definition: FlowDefinition;
  isDirty: boolean;
  isBusy: boolean;
  /** May this member change it? */
  canEdit: boolean;
  /** What stands in the way of saving, by path in the definition. */
  problems: Record<string, string>;
  rename(name: string): void;
  change(edit: (definition: FlowDefinition) => FlowDefinition): void;
  changeNode(id: string, node: FlowNode): void;
  save(): Promise<void>;
  discard(): void;
}

/** The flow as it is being edited. Checked with the server's own schema at each change. */
export function useDraft(flow: FlowDetail): Draft {
  const { t } = useTranslation('flows');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const say = useErrorText('flows');
  const { save } = useFlowChanges();
  const [edited, setEdited] = useState<{ name: string; priority: number; definition: FlowDefinition } | null>(null);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const shown = edited ?? { name: flow.name, priority: flow.priority, definition: flow.definition };
  const set = (change: Partial<typeof shown>) => {
    setRefused({});
    setEdited({ ...shown, ...change });
  };
  return {
    ...shown,
    isDirty: edited !== null,
    isBusy,
    canEdit: workspace.can('admin'),
    problems: { ...findProblems(shown.definition), ...refused },
    rename: (name) => set({ name }),
    change: (edit) => set({ definition: edit(shown.definition) }),
    changeNode: (id, node) => set({ definition: { ...shown.definition, nodes: { ...shown.definition.nodes, [id]: node } } }),
    discard: () => setEdited(null),
    save: async () => {
      setBusy(true);
      try {
        const saved = await save(flow.id, { ...shown, basedOn: flow.version });
        queries.setQueryData(workspace.key('flow', flow.id), saved);
        setEdited(null);
        notifyDone(t('saved', { version: saved.version }));
        await queries.invalidateQueries({ queryKey: workspace.key('flow') });
      } catch (error) {
        setRefused(withoutRoot(fieldProblems(error)));
        notifyFailed(say(error));
        // Somebody else saved: what is theirs must be seen before it is changed again.
        if (error instanceof ApiError && error.code === 'flow_changed') await queries.invalidateQueries({ queryKey: workspace.key('flow', flow.id) });
      } finally {
        setBusy(false);
      }
    },
  };
}

function findProblems(definition: FlowDefinition): Record<string, string> {
  const checked = Definition.safeParse(definition);
  return checked.success ? {} : Object.fromEntries(checked.error.issues.map(({ path, message }) => [path.join('.'), message]));
}

const withoutRoot = (problems: Record<string, string>) => Object.fromEntries(Object.entries(problems).map(([path, message]) => [path.replace(/^definition\./, ''), message]));

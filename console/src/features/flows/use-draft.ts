import { useTranslation } from 'react-i18next';
import type { FlowDefinition, FlowNode } from '#contract/flow';
import { FlowDefinition as Definition } from '#contract/flow';
import type { FlowDetail } from '#contract/flow-management';
import { useVersionedDraft } from '../../app/use-versioned-draft.ts';
import type { VersionedDraft } from '../../app/use-versioned-draft.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFlowChanges } from './flow-requests.ts';

interface Edited {
  name: string;
  priority: number;
  definition: FlowDefinition;
}

export interface Draft extends Omit<VersionedDraft<Edited, FlowDetail>, 'value' | 'change'>, Edited {
  /** May this member change it? */
  canEdit: boolean;
  rename(name: string): void;
  change(edit: (definition: FlowDefinition) => FlowDefinition): void;
  changeNode(id: string, node: FlowNode): void;
}

/** The flow as it is being edited. Checked with the server's own schema at each change; paths are those of the definition. */
export function useDraft(flow: FlowDetail): Draft {
  const { t } = useTranslation('flows');
  const workspace = useWorkspace();
  const { save } = useFlowChanges();
  const { name, priority, definition } = flow;
  const { value, change, ...draft } = useVersionedDraft<Edited, FlowDetail>({
    topic: 'flow',
    namespace: 'flows',
    stored: { name, priority, definition },
    version: flow.version,
    check: findProblems,
    save: (edited, basedOn) => save(flow.id, { ...edited, basedOn }),
    conflict: 'flow_changed',
    done: ({ version }) => t('saved', { version }),
  });
  return {
    ...draft,
    ...value,
    canEdit: workspace.can('admin'),
    problems: withoutRoot(draft.problems),
    rename: (next) => change({ name: next }),
    change: (edit) => change({ definition: edit(value.definition) }),
    changeNode: (id, node) => change({ definition: { ...value.definition, nodes: { ...value.definition.nodes, [id]: node } } }),
  };
}

function findProblems({ definition }: Edited): Record<string, string> {
  const checked = Definition.safeParse(definition);
  return checked.success ? {} : Object.fromEntries(checked.error.issues.map(({ path, message }) => [path.join('.'), message]));
}

const withoutRoot = (problems: Record<string, string>) => Object.fromEntries(Object.entries(problems).map(([path, message]) => [path.replace(/^definition\./, ''), message]));

import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { useTurns } from './context-requests.ts';
import classes from './context-panel.module.css';
import { ContextPart } from './context-part.tsx';
import { TurnDetails } from './turn-details.tsx';
import { useNames } from './use-names.ts';

/** What the assistant did here and why; nothing where there is none. */
export function AssistantPart({ conversationId }: { conversationId: string }) {
  const { t, i18n } = useTranslation('conversations');
  const names = useNames();
  const workspace = useWorkspace();
  const turns = useTurns(conversationId).data ?? [];
  if (turns.length === 0) return null;
  return (
    <ContextPart title={t('context.assistant')}>
      <ul className={classes.list}>
        {turns.map((turn) => (
          <li key={turn.id} className={classes.item}>
            <span className={classes.quiet}>
              <Instant at={turn.startedAt} show="time" /> · {i18n.exists(`conversations:turn.states.${turn.state}`) ? t(`turn.states.${turn.state}`) : turn.state}
              {turn.state === 'handed_over' && turn.reason && `: ${names.handoff(turn.reason)}`}
            </span>
            {turn.question && <span>«{turn.question}»</span>}
            <TurnDetails turnId={turn.id} />
          </li>
        ))}
      </ul>
      <Anchor size="sm" component={PageLink} to={workspace.href('assistant')} search={{ tab: 'done', conversationId }}>
        {t('context.assistantAll')}
      </Anchor>
    </ContextPart>
  );
}

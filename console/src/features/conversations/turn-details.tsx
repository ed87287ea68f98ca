import { Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconChevronDown, IconTool } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssistantTurnDetail } from '#contract/assistant';
import { useFormats } from '../../ui/formats.tsx';
import { Loaded } from '../../ui/states.tsx';
import classes from './turn-details.module.css';
import { useTurn } from './context-requests.ts';

/** What the assistant looked up for an answer, where it read it, and what was checked before it was sent. */
export function TurnDetails({ turnId }: { turnId: string }) {
  const { t } = useTranslation('conversations');
  const id = useId();
  const [isOpen, details] = useDisclosure(false);
  const query = useTurn(turnId, isOpen);
  return (
    <div className={classes.turn}>
      <UnstyledButton className={classes.toggle ?? ''} aria-expanded={isOpen} aria-controls={id} onClick={details.toggle}>
        {t('turn.why')} <IconChevronDown size={14} aria-hidden className={classes.arrow} data-open={isOpen || undefined} />
      </UnstyledButton>
      <div id={id} hidden={!isOpen}>
        {isOpen && (
          <Loaded query={query} namespace="conversations" rows={1}>
            {(turn) => (turn ? <Steps turn={turn} /> : <Text size="xs">{t('turn.absent')}</Text>)}
          </Loaded>
        )}
      </div>
    </div>
  );
}

function Steps({ turn }: { turn: AssistantTurnDetail }) {
  const { t, i18n } = useTranslation('conversations');
  const formats = useFormats();
  const name = (key: string, otherwise: string) => (i18n.exists(`conversations:${key}`) ? t(key) : otherwise.replaceAll('_', ' '));
  return (
    <ul className={classes.steps}>
      {turn.steps.map((step, place) => (
        <li key={place}>
          {step.kind === 'call' && (
            <>
              <IconTool size={14} aria-hidden /> {name(`turn.tools.${step.name}`, step.name)}
              {step.outcome.kind !== 'done' && `: ${step.outcome.message ?? name(`turn.outcomes.${step.outcome.kind}`, step.outcome.kind)}`}
            </>
          )}
          {step.kind === 'draft' && <Checks verdicts={step.verdicts} />}
          {step.kind === 'note' && name(`turn.notes.${step.note}`, step.note)}
        </li>
      ))}
      {turn.sources.map(({ source, url, text }, place) => (
        <li key={`source-${place}`}>
          {t('turn.source')}{' '}
          {url?.startsWith('https:') ? (
            <a href={url} target="_blank" rel="noreferrer noopener">
              {source}
            </a>
          ) : (
            source
          )}
          <span className={classes.quiet}>{text.slice(0, 200)}</span>
        </li>
      ))}
      {turn.thinkMs !== null && <li className={classes.quiet}>{t('turn.took', { time: formats.number(turn.thinkMs / 1000, { maximumFractionDigits: 1, minimumFractionDigits: 1 }) })}</li>}
    </ul>
  );
}

/** The guards that looked at a draft; those that objected with what they held against it. */
function Checks({ verdicts }: { verdicts: readonly { guard: string; objection: string | null }[] }) {
  const { t } = useTranslation('conversations');
  const objections = verdicts.flatMap(({ objection }) => (objection === null ? [] : [objection]));
  if (objections.length === 0) {
    return (
      <>
        <IconCheck size={14} aria-hidden /> {t('turn.checked', { count: verdicts.length })}
      </>
    );
  }
  return (
    <>
      <IconAlertTriangle size={14} aria-hidden /> {t('turn.objected')} {objections.join(' ')}
    </>
  );
}

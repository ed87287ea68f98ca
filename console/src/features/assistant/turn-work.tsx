import { IconAlertTriangle, IconNote, IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssistantTurnDetail, TurnSource, TurnStep } from '#contract/assistant';
import { RuleLine } from '../../ui/timeline.tsx';
import classes from './turn-work.module.css';
import { ResultView } from './result-view.tsx';
import { readAsked } from './read-result.ts';
import { useAssistantWords } from './use-assistant-words.ts';

/** How an answer came about: what was looked up, what it gave, what was checked, and where it was read. */
export function TurnWork({ turn }: { turn: AssistantTurnDetail }) {
  const { t } = useTranslation('assistant');
  const { steps, sources } = turn;
  return (
    <div className={classes.work}>
      <ol className={classes.steps} aria-label={t('work.steps')}>
        {steps.length === 0 && <li>{t('work.nothing')}</li>}
        {steps.map((step, place) => (
          <li key={place} className={classes.step}>
            <Step step={step} />
          </li>
        ))}
      </ol>
      {sources.length > 0 && <Sources sources={sources} />}
    </div>
  );
}

function Step({ step }: { step: TurnStep }) {
  const words = useAssistantWords();
  if (step.kind === 'call') return <Call call={step} />;
  if (step.kind === 'draft') return <Draft draft={step} />;
  return (
    <div className={classes.line}>
      <IconNote size={16} aria-hidden /> <span>{words.note(step)}</span>
    </div>
  );
}

/** What took less is not worth a word. */
const leastMs = 50;

function Call({ call }: { call: Extract<TurnStep, { kind: 'call' }> }) {
  const words = useAssistantWords();
  const { outcome } = call;
  const asked = readAsked(call.input);
  return (
    <>
      <div className={classes.line} data-tone={outcome.kind === 'refused' ? 'attention' : undefined}>
        {outcome.kind === 'refused' ? <IconAlertTriangle size={16} aria-hidden /> : <IconTool size={16} aria-hidden />}
        <span>
          <strong>{words.tool(call.name)}</strong>
          {asked !== '' && `: «${asked}»`} {call.ms >= leastMs && <span className={classes.quiet}>{words.seconds(call.ms)}</span>}
        </span>
      </div>
      {outcome.kind === 'done' ? <ResultView output={outcome.output} input={call.input} /> : <p className={classes.outcome}>{[words.outcome(call), words.refusal(outcome.code, outcome.message)].filter(Boolean).join(': ')}</p>}
    </>
  );
}

function Draft({ draft }: { draft: Extract<TurnStep, { kind: 'draft' }> }) {
  const { t } = useTranslation('assistant');
  const words = useAssistantWords();
  const objections = draft.verdicts.filter(({ objection }) => objection !== null);
  return (
    <>
      <div className={classes.line} data-tone={objections.length > 0 ? 'attention' : undefined}>
        <RuleLine passed={objections.length === 0}>{objections.length === 0 ? t('work.checked', { count: draft.verdicts.length }) : t('work.objected')}</RuleLine>
      </div>
      {objections.length > 0 && <blockquote className={classes.quote}>{draft.text}</blockquote>}
      {objections.map(({ guard, objection }) => (
        <p key={guard} className={classes.outcome}>
          {t('work.brokeRule', { rule: words.guard(guard).toLocaleLowerCase() })} <span className={classes.quiet}>{objection}</span>
        </p>
      ))}
      {draft.verdicts.length > 0 && (
        <details className={classes.more}>
          <summary>{t('work.allChecks')}</summary>
          {draft.verdicts.map(({ guard, objection }) => (
            <RuleLine key={guard} passed={objection === null}>
              {words.guard(guard)}
            </RuleLine>
          ))}
        </details>
      )}
    </>
  );
}

function Sources({ sources }: { sources: readonly TurnSource[] }) {
  const { t } = useTranslation('assistant');
  return (
    <section aria-label={t('work.sources')}>
      <p className={classes.heading}>{t('work.sources')}</p>
      <ul className={classes.steps}>
        {sources.map(({ passageId, source, url, text }) => (
          <li key={passageId} className={classes.step}>
            {url?.startsWith('https:') ? (
              <a href={url} target="_blank" rel="noreferrer noopener">
                {source}
              </a>
            ) : (
              <strong>{source}</strong>
            )}
            <p className={classes.outcome}>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { Popover, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { FunnelStage } from '#contract/insights';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { useOutcomeText, useReasonText } from '../../ui/reasons.ts';
import { writeUrlSearch } from '../../ui/url-state.ts';
import classes from './funnel.module.css';

/** Every abandoned cart from left to right as one picture; what was lost on the way opens with its reasons. */
export function Funnel({ stages }: { stages: readonly FunnelStage[] }) {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  const all = stages[0]?.carts ?? 0;
  const messaged = stages.find(({ stage }) => stage === 'messaged')?.carts ?? 0;
  if (all === 0) return <Text c="dimmed">{t('funnel.none')}</Text>;
  return (
    <ol className={classes.funnel}>
      {stages.map(({ stage, carts, losses }) => (
        <li key={stage} className={classes.stage} data-stage={stage} style={{ '--share': all > 0 ? carts / all : 0 } as React.CSSProperties}>
          <div className={classes.picture} aria-hidden>
            <div className={classes.bar} />
          </div>
          <div className={classes.words}>
            <Text className={classes.count}>{formats.number(carts)}</Text>
            <Text size="sm">{t(`funnel.stage.${stage}`)}</Text>
            <div className={classes.below}>
              {losses.length > 0 ? (
                <Losses stage={stage} losses={losses} />
              ) : (
                (stage === 'read' || stage === 'replied') && messaged > 0 && (
                  <Text size="xs" c="dimmed">
                    {t('funnel.ofMessaged', { share: formats.share(carts / messaged) })}
                  </Text>
                )
              )}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Losses({ stage, losses }: Pick<FunnelStage, 'stage' | 'losses'>) {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  const workspace = useWorkspace();
  const reasonText = useReasonText();
  const outcomeText = useOutcomeText();
  const [isOpen, { open, close }] = useDisclosure(false);
  const lost = losses.reduce((sum, loss) => sum + loss.carts, 0);
  return (
    <div onMouseEnter={open} onMouseLeave={close} className={classes.lossArea}>
      <Popover opened={isOpen} onChange={(opened) => !opened && close()} width={300} position="bottom" withinPortal={false} offset={2}>
        <Popover.Target>
          <UnstyledButton className={classes.lost} onClick={open} aria-expanded={isOpen}>
            {t('funnel.lost', { count: lost, number: formats.number(lost) })}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={t(`funnel.why.${stage === 'eligible' || stage === 'messaged' ? stage : 'bought'}`)}>
          <Text size="xs" c="dimmed" mb={4}>
            {t(`funnel.why.${stage === 'eligible' || stage === 'messaged' ? stage : 'bought'}`)}
          </Text>
          <ul className={classes.losses}>
            {losses.map(({ outcome, reason, carts }) => (
              <li key={`${outcome} ${reason}`}>
                {/* A plain anchor: the filters of the list stand in the address. */}
                <a href={workspace.href('carts') + writeUrlSearch({ outcome, ...(reason && { reason }) })}>
                  <span>{reason ? reasonText(reason) : outcomeText(outcome)}</span>
                  <span className={classes.lossCount}>{formats.number(carts)}</span>
                </a>
              </li>
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

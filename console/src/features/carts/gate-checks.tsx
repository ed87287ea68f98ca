import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Decision, RuleCheck } from '#contract/send-reason';
import { useFormats } from '../../ui/formats.tsx';
import { useRuleText } from '../../ui/reasons.ts';
import { RuleLine } from '../../ui/timeline.tsx';
import classes from './carts.module.css';

/** Each rule of the gate that applied: what objected first, then the rest on demand. */
export function GateChecks({ decision, checks }: { decision: Decision; checks: readonly RuleCheck[] }) {
  const { t } = useTranslation('carts');
  const formats = useFormats();
  const ruleText = useRuleText();
  const [isOpen, { toggle }] = useDisclosure(false);
  const asked = checks.filter(({ verdict }) => verdict !== 'not_applicable');
  const objected = asked.filter(({ verdict }) => verdict === 'objected');
  // An old decision may have kept its reason without the checks.
  const isBare = decision.kind !== 'send' && objected.length === 0;
  const shown = isOpen ? asked : objected;
  return (
    <>
      {isBare && <RuleLine passed={false}>{ruleText(decision.reason, false)}</RuleLine>}
      <ul className={classes.rules}>
        {shown.map(({ reason, verdict, detail }) => (
          <li key={reason}>
            <RuleLine passed={verdict === 'passed'}>
              {ruleText(reason, verdict === 'passed')}
              {verdict === 'objected' && detail?.['until'] && typeof detail['until'] === 'string' && (
                <Text span size="xs" c="dimmed">
                  {' '}
                  {t('entry.until', { until: formats.instant(detail['until']) })}
                </Text>
              )}
            </RuleLine>
          </li>
        ))}
      </ul>
      {asked.length > objected.length && (
        <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isOpen} className={classes.more}>
          {isOpen ? t('entry.lessRules') : t('entry.allRules', { count: asked.length, number: formats.number(asked.length) })}
        </Button>
      )}
    </>
  );
}

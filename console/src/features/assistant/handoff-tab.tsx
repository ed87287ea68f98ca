import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoffRules } from '#contract/handoff';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Section } from '../../ui/page.tsx';
import { MinorInput } from '../../ui/minor-input.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useHandoffRules } from './assistant-requests.ts';
import classes from './assistant.module.css';
import { RuleRow } from './rule-row.tsx';

const given = ['transcript', 'profile', 'orders', 'cart', 'viewed', 'nextStep'] as const;

/** When a conversation goes to a person, what the person is given, and what the shopper is told. */
export function HandoffTab() {
  const { t } = useTranslation('assistant');
  const workspace = useWorkspace();
  return (
    <Stack gap="lg">
      <div>
        <Text>{t('handoff.given')}</Text>
        <ul className={classes.given}>
          {given.map((part) => (
            <li key={part}>{t(`handoff.parts.${part}`)}</li>
          ))}
        </ul>
      </div>
      <Group gap="xs">
        <Button component={PageLink} to={workspace.href('answers')} variant="default">
          {t('handoff.toAnswers')}
        </Button>
        {workspace.can('agent') && (
          <Button component={PageLink} to={workspace.href('settings/assignment')} variant="default">
            {t('handoff.toAssignment')}
          </Button>
        )}
      </Group>
      <Loaded query={useHandoffRules().query} namespace="assistant">
        {(rules) => (
          <>
            <ul className={classes.rules} aria-label={t('tab.handoff')}>
              {rules.rules.map((rule) => (
                <RuleRow key={rule.trigger} rule={rule}>
                  {rule.trigger === 'high_value' && <HighValue key={rules.highValueMinor} rules={rules} />}
                </RuleRow>
              ))}
            </ul>
            <Section title={t('handoff.order.title')}>
              <Text className={classes.form}>{t('handoff.order.words')}</Text>
            </Section>
          </>
        )}
      </Loaded>
    </Stack>
  );
}

/** From which total on a cart or an order is one for people. */
function HighValue({ rules }: { rules: HandoffRules }) {
  const { t } = useTranslation('assistant');
  const { currency } = useFormats();
  const canEdit = useWorkspace().can('admin');
  const act = useAct('assistant');
  const { change } = useHandoffRules();
  const [minor, setMinor] = useState(rules.highValueMinor);
  const save = () => act(() => change({ rules: {}, highValueMinor: minor }), t('handoff.saved'));
  return (
    <Group align="end" gap="xs">
      <MinorInput label={t('handoff.highValue', { currency })} description={t('handoff.highValueHelp')} placeholder={t('limits.noLimit')} currency={currency} minor={minor} error={minor === 0 ? t('handoff.aboveZero') : null} isDisabled={!canEdit} onChange={setMinor} />
      {minor !== rules.highValueMinor && (
        <Button variant="default" disabled={minor === 0} onClick={() => void save()}>
          {t('save.save')}
        </Button>
      )}
    </Group>
  );
}

import { Button, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberAvailability } from '#contract/assignment';
import { useMe } from '../../app/me.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WeekHoursFields } from '../../ui/week-hours.tsx';
import { useAct } from '../../ui/use-act.ts';
import classes from './assignment.module.css';
import { useAvailability } from './inbox-requests.ts';

/** Who is there now, with how many open conversations, and each one's hours. */
export function TeamAvailability() {
  const { query } = useAvailability();
  return (
    <Loaded query={query} namespace="conversations" rows={2}>
      {({ items }) => (
        <ul className={classes.team}>
          {items.map((member) => (
            <MemberRow key={member.userId} member={member} />
          ))}
        </ul>
      )}
    </Loaded>
  );
}

function MemberRow({ member }: { member: MemberAvailability }) {
  const { t } = useTranslation(['conversations', 'ui']);
  const formats = useFormats();
  const me = useMe()?.member?.userId;
  const canChange = useWorkspace().can('admin') || me === member.userId;
  const { change } = useAvailability();
  const act = useAct('conversations');
  const [isOpen, dialog] = useDisclosure(false);
  const [hours, setHours] = useState(member.hours);
  const save = async () => {
    if (await act(() => change(member.userId, { hours }))) dialog.close();
  };
  const state = member.isThere ? t('availability.there') : member.isAway ? (member.backAt ? t('availability.awayUntil', { at: formats.instant(member.backAt) }) : t('availability.away')) : t('availability.offHours');
  return (
    <li className={classes.member}>
      <div className={classes.wide}>
        <Text fw={600}>{member.name}</Text>
        <Text size="sm" c="dimmed" component="div">
          <StatusBadge tone={member.isThere ? 'accent' : 'neutral'}>{state}</StatusBadge> {t('assignment.open', { count: member.openCount, number: formats.number(member.openCount) })}
        </Text>
      </div>
      {canChange && (
        <>
          <Button variant="subtle" size="compact-sm" onClick={() => void act(() => change(member.userId, { isAway: !member.isAway, backAt: null }))}>
            {t(member.isAway ? 'availability.comeBackOther' : 'availability.setAway')}
          </Button>
          <Button variant="subtle" size="compact-sm" leftSection={<IconClock size={16} aria-hidden />} onClick={dialog.open} aria-label={t('assignment.hoursOf', { name: member.name })}>
            {t('assignment.ownHours')}
          </Button>
          <Modal opened={isOpen} onClose={dialog.close} title={t('assignment.hoursOf', { name: member.name })} size="lg" closeButtonProps={{ 'aria-label': t('ui:close') }}>
            <WeekHoursFields hours={hours} onChange={setHours} always={t('assignment.likeTeam')} />
            <Button mt="md" onClick={() => void save()}>
              {t('ui:form.save')}
            </Button>
          </Modal>
        </>
      )}
    </li>
  );
}

import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCircleCheck, IconMoon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/me.ts';
import { useFormats } from '../../ui/formats.tsx';
import { serverNow } from '../../ui/now.ts';
import { useAct } from '../../ui/use-act.ts';
import { useAvailability } from './inbox-requests.ts';
import { snoozeChoices } from './snooze-choices.ts';

/** Whether the reader takes conversations now. Who is away is given none. */
export function AvailabilitySwitch() {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const act = useAct('conversations');
  const me = useMe()?.member?.userId;
  const { query, change } = useAvailability();
  const mine = query.data?.items.find(({ userId }) => userId === me);
  if (!me || !mine) return null;
  const step = (isAway: boolean, backAt: Date | null) => void act(() => change(me, { isAway, backAt: backAt?.toISOString() ?? null }));
  const words = mine.isAway ? (mine.backAt ? t('availability.awayUntil', { at: formats.instant(mine.backAt) }) : t('availability.away')) : t(mine.isThere ? 'availability.there' : 'availability.offHours');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={mine.isThere ? <IconCircleCheck size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />} rightSection={<IconChevronDown size={16} aria-hidden />}>
          {words}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('availability.help')}</Menu.Label>
        <Menu.Item disabled={!mine.isAway} onClick={() => step(false, null)}>
          {t('availability.comeBack')}
        </Menu.Item>
        <Menu.Divider />
        {snoozeChoices(serverNow(), formats.timeZone).map(({ name, until }) => (
          <Menu.Item key={name} onClick={() => step(true, until)}>
            {t('availability.leaveFor', { time: t(`snooze.${name}`).toLowerCase() })}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => step(true, null)}>{t('availability.leave')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

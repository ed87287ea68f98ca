import { Button, Checkbox, Group, Stack, Switch, Text } from '@mantine/core';
import { IconBellPlus, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { concernKinds } from '#contract/notice';
import type { PushDevice } from '#contract/notice';
import { keepDeviceNotices, playTone, readDeviceNotices } from '../../app/device-notices.ts';
import { RelativeTime } from '../../ui/figures.tsx';
import { IconAction } from '../../ui/icon-action.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { notifyDone } from '../../ui/undoable.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useDevices } from './device-requests.ts';
import classes from './notices.module.css';
import { deviceLabel, pushSupport, subscribe } from './subscribe.ts';

/** What tells the member: the open console, and phones and computers while it is closed. */
export default function NoticesPage() {
  const { t } = useTranslation('notices');
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Section title={t('here.title')} note={t('here.note')}>
        <ThisBrowser />
      </Section>
      <Section title={t('devices.title')} note={t('devices.note')}>
        <Devices />
      </Section>
    </Page>
  );
}

function ThisBrowser() {
  const { t } = useTranslation('notices');
  const [notices, setNotices] = useState(readDeviceNotices);
  const set = (change: Partial<typeof notices>) => {
    const next = { ...notices, ...change };
    keepDeviceNotices(next);
    setNotices(next);
  };
  const show = async (isShown: boolean) => {
    if (isShown && (typeof Notification === 'undefined' || (await Notification.requestPermission()) !== 'granted')) return notifyDone(t('here.refused'));
    set({ isShown });
  };
  return (
    <Stack gap="md">
      <Switch label={t('here.shown')} description={t('here.shownHelp')} checked={notices.isShown} onChange={(event) => void show(event.currentTarget.checked)} />
      <Switch
        label={t('here.heard')}
        checked={notices.isHeard}
        onChange={(event) => {
          set({ isHeard: event.currentTarget.checked });
          if (event.currentTarget.checked) playTone();
        }}
      />
    </Stack>
  );
}

function Devices() {
  const { t } = useTranslation('notices');
  const { query, add } = useDevices();
  const act = useAct('notices');
  const [isAdding, setAdding] = useState(false);
  const support = pushSupport();
  const addThis = async (publicKey: string) => {
    setAdding(true);
    const subscription = await subscribe(publicKey).catch(() => null);
    if (subscription) await act(() => add({ endpoint: subscription.endpoint, keys: subscription.keys, label: deviceLabel() }), t('devices.added'));
    else notifyDone(t('devices.refused'));
    setAdding(false);
  };
  return (
    <Loaded query={query} namespace="notices">
      {({ items, publicKey }) => (
        <Stack gap="md">
          {items.length > 0 && (
            <ul className={classes.devices} aria-label={t('devices.title')}>
              {items.map((device) => (
                <DeviceRow key={device.id} device={device} />
              ))}
            </ul>
          )}
          {support === 'ready' ? (
            <div>
              <Button leftSection={<IconBellPlus size={18} aria-hidden />} loading={isAdding} onClick={() => void addThis(publicKey)}>
                {t('devices.add')}
              </Button>
            </div>
          ) : (
            <Text size="sm" c="dimmed" className={classes.narrow}>
              {t(`devices.${support}`)}
            </Text>
          )}
        </Stack>
      )}
    </Loaded>
  );
}

function DeviceRow({ device }: { device: PushDevice }) {
  const { t } = useTranslation('notices');
  const { change, remove, test } = useDevices();
  const act = useAct('notices');
  const setKind = (kind: (typeof concernKinds)[number], isOn: boolean) => {
    const kinds = concernKinds.filter((known) => (known === kind ? isOn : device.kinds.includes(known)));
    if (kinds.length === 0) return notifyDone(t('devices.oneAtLeast'));
    void act(() => change(device.id, { kinds }));
  };
  return (
    <li className={classes.device}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600}>{device.label}</Text>
          <Text size="xs" c="dimmed">
            {device.toldAt ? (
              <>
                {t('devices.told')} <RelativeTime at={device.toldAt} />
              </>
            ) : (
              t('devices.neverTold')
            )}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <IconAction label={t('devices.testOne', { label: device.label })} hint={t('devices.test')} icon={IconSend} onClick={() => void act(() => test(device.id), t('devices.tested'))} />
          <IconAction label={t('devices.removeOne', { label: device.label })} hint={t('devices.remove')} icon={IconTrash} onClick={() => void act(() => remove(device.id))} />
        </Group>
      </Group>
      <Group gap="md" mt="xs">
        {concernKinds.map((kind) => (
          <Checkbox key={kind} label={t(`kinds.${kind}`)} checked={device.kinds.includes(kind)} onChange={(event) => setKind(kind, event.currentTarget.checked)} />
        ))}
      </Group>
      <Switch mt="sm" label={t('devices.showsText')} description={t('devices.showsTextHelp')} checked={device.showsText} onChange={(event) => void act(() => change(device.id, { showsText: event.currentTarget.checked }))} />
    </li>
  );
}

import { useNetwork } from '@mantine/hooks';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useElapsed } from '../../ui/use-elapsed.ts';
import { useLiveState } from '../live.tsx';
import classes from './connection-banner.module.css';

/** Says that the page is not up to date: the device is offline, or the live stream has been gone for a while. */
export function ConnectionBanner() {
  const { online } = useNetwork();
  const live = useLiveState();
  if (online && live !== 'reconnecting') return null;
  return <Banner key={String(online)} isOffline={!online} />;
}

function Banner({ isOffline }: { isOffline: boolean }) {
  const { t } = useTranslation('app');
  const stage = useElapsed(4_000, 8_000);
  if (!isOffline && stage === 0) return null;
  return (
    <div role="status" className={classes.banner}>
      <IconCloudOff size={18} aria-hidden />
      {t(isOffline ? 'live.offline' : 'live.reconnectingLong')}
    </div>
  );
}

import { Text } from '@mantine/core';
import { IconBrandWhatsapp, IconBuildingStore, IconCreditCard, IconMessageCircle, IconPlus, IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Connection, Vendor } from '#contract/connection';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';
import classes from './connections.module.css';
import { useVendorName } from './vendor-name.ts';

const icons = { storefront: IconBuildingStore, channel: IconMessageCircle, payment: IconCreditCard, model: IconSparkles };

/** How a connection stands, in one word and one tone. */
export function standingOf({ state, health }: Pick<Connection, 'state' | 'health'>): { word: string; tone: Tone } {
  if (state !== 'active') return { word: state, tone: 'neutral' };
  const tones: Record<Connection['health'], Tone> = { unchecked: 'attention', ok: 'accent', warning: 'attention', failed: 'broken' };
  return { word: health, tone: tones[health] };
}

export function ConnectionCards({ connections, empty }: { connections: readonly Connection[]; empty: string }) {
  const workspace = useWorkspace();
  if (connections.length === 0) return <Text c="dimmed">{empty}</Text>;
  return (
    <ul className={classes.cards}>
      {connections.map((connection) => (
        <li key={connection.id}>
          <PageLink to={workspace.href(`settings/connections/${connection.id}`)} className={classes.card}>
            <CardContent connection={connection} />
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

function CardContent({ connection }: { connection: Connection }) {
  const { t } = useTranslation('connections');
  const { relative } = useFormats();
  const nameOf = useVendorName();
  const { word, tone } = standingOf(connection);
  const Icon = connection.vendor === 'cloud-api' ? IconBrandWhatsapp : icons[connection.port];
  return (
    <>
      <span className={classes.cardHead}>
        <Icon size={22} stroke={1.6} aria-hidden />
        <span className={classes.cardName}>{connection.name}</span>
      </span>
      <Text component="span" size="sm" c="dimmed">
        {[nameOf(connection), connection.accountName].filter(Boolean).join(' · ')}
      </Text>
      <StatusBadge tone={tone}>{t(`standing.${word}`)}</StatusBadge>
      <Text component="span" size="sm" c="dimmed">
        {connection.lastEventAt ? t('lastEvent', { when: relative(connection.lastEventAt) }) : t('noEvent')}
      </Text>
      {connection.openFailures > 0 && <StatusBadge tone="attention">{t('openFailures', { count: connection.openFailures })}</StatusBadge>}
    </>
  );
}

export function VendorCards({ vendors }: { vendors: readonly Vendor[] }) {
  const { t } = useTranslation('connections');
  const workspace = useWorkspace();
  return (
    <ul className={classes.cards}>
      {vendors.map((vendor) => (
        <li key={vendor.id}>
          <PageLink to={workspace.href('settings/connections')} search={{ new: vendor.id }} className={classes.card}>
            <span className={classes.cardHead}>
              <IconPlus size={22} stroke={1.6} aria-hidden />
              <span className={classes.cardName}>{t(`vendors.${vendor.id}.name`, { defaultValue: vendor.name })}</span>
            </span>
            <Text component="span" size="sm" c="dimmed">
              {t(`vendors.${vendor.id}.purpose`, { defaultValue: t(`ports.${vendor.port}.note`) })}
            </Text>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

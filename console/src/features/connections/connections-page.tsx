import { Alert, Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/me.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { ConnectionCards, VendorCards } from './connection-cards.tsx';
import { ConnectionView } from './connection-view.tsx';
import { useConnections, useVendors } from './connection-requests.ts';
import { NewConnection } from './new-connection.tsx';

/** The merchant's accounts at vendors: all of them, one of them, or a new one. */
export default function ConnectionsPage() {
  const { connectionId } = useParams({ strict: false }) as { connectionId?: string };
  const vendor = useUrlState().one('new');
  if (connectionId) return <ConnectionView key={connectionId} connectionId={connectionId} />;
  if (vendor) return <NewConnection key={vendor} vendorId={vendor} />;
  return <Overview />;
}

function Overview() {
  const { t } = useTranslation('connections');
  const workspace = useWorkspace();
  const isDemo = useMe()?.demo ?? false;
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        workspace.can('admin') && (
          <Button component={PageLink} to={workspace.href('settings/intake')} variant="default">
            {t('intake')}
          </Button>
        )
      }
    >
      {isDemo && (
        <Alert icon={<IconInfoCircle aria-hidden />} title={t('demo.title')} mb="md">
          {t('demo.words')}
        </Alert>
      )}
      <Loaded query={useConnections()} namespace="connections">
        {({ items }) =>
          (['storefront', 'channel', 'payment', 'model'] as const).map((port) => (
            <Section key={port} title={t(`ports.${port}.title`)} note={t(`ports.${port}.note`)}>
              <ConnectionCards connections={items.filter((connection) => connection.port === port)} empty={t(`ports.${port}.empty`)} />
            </Section>
          ))
        }
      </Loaded>
      {workspace.can('admin') && (
        <Section title={t('add.title')} note={t('add.note')}>
          <Loaded query={useVendors()} namespace="connections">
            {({ items }) => <VendorCards vendors={items} />}
          </Loaded>
        </Section>
      )}
    </Page>
  );
}

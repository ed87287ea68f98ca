import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageLink } from '../ui/page-link.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';

/** What stands in place of a page that failed; the rail stays. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorState error={error} onRetry={retry} />;
}

export function NotFound() {
  const { t } = useTranslation('app');
  return (
    <EmptyState isPage icon={IconMapQuestion} title={t('notFound.title')} action={<Button component={PageLink} to="/">{t('notFound.home')}</Button>}>
      {t('notFound.words')}
    </EmptyState>
  );
}

import { Button, Code, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './states.module.css';
import { useElapsed } from './use-elapsed.ts';

export interface EmptyStateProps {
  icon?: ComponentType<{ size?: number; stroke?: number }>;
  /** What is not here yet, as a short sentence. */
  title: string;
  /** Why, and what will make it appear. */
  children?: ReactNode;
  /** The next step, as a button. */
  action?: ReactNode;
  /** True when it stands for a whole page and its title is the page's heading. */
  isPage?: boolean;
}

export function EmptyState({ icon: Icon, title, children, action, isPage = false }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      {Icon && (
        <span className={classes.icon} aria-hidden>
          <Icon size={28} stroke={1.6} />
        </span>
      )}
      <Text fw={600} component={isPage ? 'h1' : 'p'} m={0}>
        {title}
      </Text>
      {children && (
        <Text c="dimmed" component="div" className={classes.words}>
          {children}
        </Text>
      )}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** The parts of an `ApiError` that are shown; any other error counts as ours. */
interface ShownError {
  code: string;
  message: string | null;
  requestId: string | null;
}

export interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  /** Where the feature keeps the texts of its own error codes: `errors.<code>` in this namespace. */
  namespace?: string;
}

/** Says what went wrong and what to do, and offers to try again. */
export function ErrorState({ error, onRetry, namespace = 'ui' }: ErrorStateProps) {
  const { t } = useTranslation(['ui', namespace]);
  const { requestId } = readError(error);
  const say = useErrorText(namespace);
  return (
    <div className={classes.state} role="alert">
      <span className={classes.icon} data-tone="broken" aria-hidden>
        <IconPlugConnectedX size={28} stroke={1.6} />
      </span>
      <Text fw={600}>{t('ui:error.title')}</Text>
      <Text c="dimmed" className={classes.words}>
        {say(error)}
      </Text>
      {onRetry && (
        <div className={classes.action}>
          <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} onClick={onRetry}>
            {t('ui:error.retry')}
          </Button>
        </div>
      )}
      {requestId && (
        <Text size="xs" c="dimmed" mt="sm">
          {t('ui:error.request')} <Code>{requestId}</Code>
        </Text>
      )}
    </div>
  );
}

/** An error as one sentence in the reader's language: by its code, else the server's sentence, else a general one. */
export function useErrorText(namespace = 'ui'): (error: unknown) => string {
  const { t, i18n } = useTranslation(['ui', namespace]);
  return (error) => {
    const { code, message } = readError(error);
    const keys = [`${namespace}:errors.${code}`, `ui:errors.${code}`].filter((key) => i18n.exists(key));
    return keys[0] ? t(keys[0]) : (message ?? t('ui:errors.server_error'));
  };
}

function readError(error: unknown): ShownError {
  const coded = error instanceof Error && 'code' in error ? (error as Error & { code: unknown; requestId?: unknown }) : null;
  if (!coded) return { code: 'console_error', message: null, requestId: null };
  return {
    code: String(coded.code),
    message: coded.message || null,
    requestId: typeof coded.requestId === 'string' ? coded.requestId : null,
  };
}

/** Nothing at first, rows in grey after 300 ms, and words after two seconds. */
export function LoadingRows({ rows = 4, words }: { rows?: number; words?: string }) {
  const { t } = useTranslation('ui');
  const stage = useElapsed(300, 2000);
  if (stage === 0) return <div className={classes.waiting} aria-busy />;
  return (
    <Stack gap="md" className={classes.waiting} aria-busy>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={14} width={`${70 - ((row * 17) % 35)}%`} radius="sm" />
          <Skeleton height={10} width={`${40 - ((row * 11) % 20)}%`} radius="sm" mt={8} />
        </div>
      ))}
      <Text size="xs" c="dimmed" role="status">
        {stage === 2 ? (words ?? t('loading.words')) : ''}
      </Text>
    </Stack>
  );
}

interface LoadedQuery<Value> {
  data: Value | undefined;
  error: unknown;
  isPending: boolean;
  refetch(): unknown;
}

export interface LoadedProps<Value> {
  query: LoadedQuery<Value>;
  namespace?: string;
  rows?: number;
  children: (value: Value) => ReactNode;
}

/** Shows a query in whichever state it is. Old data stays on the page while it is read again. */
export function Loaded<Value>({ query, namespace, rows, children }: LoadedProps<Value>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <LoadingRows {...(rows !== undefined && { rows })} />;
  return <ErrorState error={query.error} onRetry={() => void query.refetch()} {...(namespace && { namespace })} />;
}

import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundVariant, ProductSearchResult } from '#contract/catalog-search';
import { useWorkspace } from '../../app/workspace.tsx';
import { Money } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { useCatalogSearch } from './catalog-requests.ts';
import classes from './catalog.module.css';
import { Picture } from './picture.tsx';

/** What a shopper who writes this would be shown, and why. The question stands in the address. */
export function TryQuestion() {
  const { t } = useTranslation('catalog');
  const { one, set } = useUrlState();
  const asked = one('ask');
  const [text, setText] = useState(asked);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set({ ask: text.trim() || null });
  };
  return (
    <Stack gap="md" className={classes.try}>
      <div>
        <Title order={2} className={classes.tryTitle}>
          {t('try.title')}
        </Title>
        <Text c="dimmed">{t('try.words')}</Text>
      </div>
      <form onSubmit={submit} className={classes.form}>
        <TextInput className={classes.question} label={t('try.label')} placeholder={t('try.example')} maxLength={4096} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Button type="submit">{t('try.ask')}</Button>
      </form>
      {asked !== '' && <Answer question={asked} />}
    </Stack>
  );
}

function Answer({ question }: { question: string }) {
  const { t } = useTranslation('catalog');
  return (
    <Loaded query={useCatalogSearch({ q: question, limit: 3 })} namespace="catalog" rows={3}>
      {(result) => (
        <section aria-label={t('try.answer')} aria-live="polite">
          <Summary result={result} />
          {result.items.length === 0 && <EmptyState title={t('try.none')}>{t('try.noneWords')}</EmptyState>}
          <ul className={classes.cards}>
            {result.items.map((item) => (
              <Card key={item.productId} item={item} />
            ))}
          </ul>
          {result.ask && (
            <Text size="sm" className={classes.ask}>
              {t('try.wouldAsk', { facet: t(`facets.${result.ask.facet}`), values: result.ask.values.map((value) => (result.ask?.facet === 'forWhom' ? t(`whom.${value}`, { defaultValue: value }) : value)).join(', ') })}
            </Text>
          )}
        </section>
      )}
    </Loaded>
  );
}

function Summary({ result: { understood, relaxed, total } }: { result: ProductSearchResult }) {
  const { t } = useTranslation('catalog');
  const size = [understood.size?.toUpperCase(), understood.sizeSystem].filter(Boolean).join(' ');
  const parts = [t('found', { count: total }), size && t('try.readSize', { size }), relaxed && t('try.relaxed', { filter: t(`filters.${relaxed}`) })];
  return (
    <Text size="sm" c="dimmed" role="status">
      {parts.filter(Boolean).join(' · ')}
    </Text>
  );
}

function Card({ item }: { item: FoundVariant }) {
  const { t } = useTranslation('catalog');
  const workspace = useWorkspace();
  return (
    <li className={classes.card}>
      <Picture url={item.imageUrl} />
      <span className={classes.words}>
        <PageLink to={workspace.href(`catalog/${item.productId}`)} keepSearch className={classes.cardTitle}>
          {item.title}
        </PageLink>
        {item.variantTitle && <Text size="sm">{item.variantTitle}</Text>}
        <span className={classes.standing}>
          <Money minor={item.priceMinor} currency={item.currency} />
          <Text component="span" size="sm" c="dimmed">
            {item.stock === null ? t('notCounted') : t('stock', { count: item.stock })}
          </Text>
        </span>
        {item.reasons.length > 0 && <Text size="sm">{t('try.because', { reasons: item.reasons.join(', ') })}</Text>}
      </span>
    </li>
  );
}

import { Button, Text } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProductPage } from '#contract/catalog';
import type { Product } from '#contract/catalog';
import type { FoundVariant } from '#contract/catalog-search';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { Money } from '../../ui/figures.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { useCatalogSearch } from './catalog-requests.ts';
import classes from './catalog.module.css';
import { Picture } from './picture.tsx';

const facetNames = ['category', 'brand', 'colour', 'size', 'use', 'forWhom'] as const;
type FacetName = (typeof facetNames)[number];

/** Every product, newest change first; with words or filters, as a search finds them. */
export function ProductList({ openId }: { openId: string | null }) {
  const { one } = useUrlState();
  const search = { q: one('q'), ...Object.fromEntries(facetNames.map((name) => [name, one(name)])) };
  const isSearched = Object.values(search).some((value) => value !== '');
  return (
    <>
      <Filters />
      {isSearched ? <Found search={search} openId={openId} /> : <All openId={openId} />}
    </>
  );
}

function Filters() {
  const { t } = useTranslation('catalog');
  const { one } = useUrlState();
  // Counted over what the words find, so that no value leads to nothing.
  const { data } = useCatalogSearch({ q: one('q'), available: false, limit: 1 });
  const labelOf = (facet: FacetName, value: string) => (facet === 'forWhom' ? t(`whom.${value}`) : value);
  const filters = facetNames.flatMap((name) => {
    const counted = data?.facets.find(({ facet }) => facet === name)?.values ?? [];
    const chosen = one(name);
    const known = counted.some(({ value }) => value === chosen) || chosen === '' ? counted : [{ value: chosen, count: 0 }, ...counted];
    if (known.length === 0) return [];
    return [{ name, label: t(`facets.${name}`), options: known.map(({ value, count }) => ({ value, label: count > 0 ? `${labelOf(name, value)} (${count})` : labelOf(name, value) })) }];
  });
  return (
    <FilterBar isInPane searchLabel={t('search')} filters={filters} />
  );
}

function Found({ search, openId }: { search: Record<string, string>; openId: string | null }) {
  const { t } = useTranslation('catalog');
  return (
    <Loaded query={useCatalogSearch({ ...search, available: false, limit: 50 })} namespace="catalog">
      {({ items, total, relaxed }) =>
        items.length === 0 ? (
          <EmptyState title={t('noMatch.title')}>{t('noMatch.words')}</EmptyState>
        ) : (
          <>
            <Text size="sm" c="dimmed" className={classes.count} role="status">
              {relaxed ? t('try.relaxed', { filter: t(`filters.${relaxed}`) }) : t('found', { count: total })}
            </Text>
            <ul aria-label={t('title')} className={classes.rows}>
              {items.map((item) => (
                <li key={item.productId} data-open={item.productId === openId || undefined}>
                  <FoundRow item={item} />
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

function FoundRow({ item }: { item: FoundVariant }) {
  const { t } = useTranslation('catalog');
  return (
    <Row id={item.productId} title={item.title} imageUrl={item.imageUrl} note={[item.variantTitle, item.category].filter(Boolean).join(' · ')}>
      <Money minor={item.priceMinor} currency={item.currency} />
      <StatusBadge tone={item.isAvailable ? 'accent' : 'neutral'}>{item.isAvailable ? t('available') : t('soldOut')}</StatusBadge>
    </Row>
  );
}

function All({ openId }: { openId: string | null }) {
  const { t } = useTranslation('catalog');
  const workspace = useWorkspace();
  return (
    <CursorList
      label={t('title')}
      namespace="catalog"
      queryKey={workspace.key('product', 'list')}
      load={(cursor, signal) => request(ProductPage, workspace.api('/products'), { query: { cursor }, signal })}
      getId={(product) => product.id}
      openId={openId}
      empty={
        <EmptyState
          icon={IconPackage}
          title={t('empty.title')}
          action={workspace.can('admin') && <Button component={PageLink} to={workspace.href('settings/connections')}>{t('empty.action')}</Button>}
        >
          {t('empty.words')}
        </EmptyState>
      }
    >
      {(product) => <ProductRow product={product} />}
    </CursorList>
  );
}

function ProductRow({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const standing = product.state === 'hidden' ? t('hidden') : product.isAvailable ? t('available') : t('soldOut');
  return (
    <Row id={product.id} title={product.title} imageUrl={product.imageUrl} note={[product.category, t('variants', { count: product.variantCount })].filter(Boolean).join(' · ')}>
      {product.fromMinor !== null && <Money minor={product.fromMinor} currency={product.currency} />}
      <StatusBadge tone={product.isAvailable ? 'accent' : 'neutral'}>{standing}</StatusBadge>
    </Row>
  );
}

function Row({ id, title, imageUrl, note, children }: { id: string; title: string; imageUrl: string | null; note: string; children: React.ReactNode }) {
  const workspace = useWorkspace();
  return (
    <PageLink to={workspace.href(`catalog/${id}`)} keepSearch className={classes.row}>
      <span className={classes.rowInside}>
        <Picture url={imageUrl} />
        <span className={classes.words}>
          <Text component="span" fw={550}>
            {title}
          </Text>
          <Text component="span" size="sm" c="dimmed">
            {note}
          </Text>
          <span className={classes.standing}>{children}</span>
        </span>
      </span>
    </PageLink>
  );
}

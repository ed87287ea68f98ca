import { TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/figures.tsx';
import { useProduct, useProducts } from './cart-requests.ts';
import classes from './context-panel.module.css';
import { Nothing } from './context-part.tsx';

/** Finds something of the shop and puts one of it into the cart: first the product, then which of its variants. */
export function AddProduct({ onAdd }: { onAdd: (connectionId: string, variantKey: string) => Promise<boolean> }) {
  const { t } = useTranslation('conversations');
  const [search, setSearch] = useState('');
  const [productId, choose] = useState<string | null>(null);
  const [settled] = useDebouncedValue(search.trim(), 200);
  const found = useProducts(settled).data?.items ?? [];
  const product = useProduct(productId).data;
  const add = async (connectionId: string, variantKey: string) => {
    if (!(await onAdd(connectionId, variantKey))) return;
    setSearch('');
    choose(null);
  };
  return (
    <div className={classes.adding}>
      <TextInput
        size="xs"
        type="search"
        aria-label={t('cart.search')}
        placeholder={t('cart.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          choose(null);
        }}
      />
      {settled.length >= 2 && productId === null && (
        <ul className={classes.found} aria-label={t('cart.found')}>
          {found.map(({ id, title, fromMinor, currency }) => (
            <li key={id}>
              <UnstyledButton className={classes.choice ?? ''} onClick={() => choose(id)}>
                {title} {fromMinor !== null && <Money minor={fromMinor} currency={currency} />}
              </UnstyledButton>
            </li>
          ))}
          {found.length === 0 && <Nothing>{t('cart.nothingFound')}</Nothing>}
        </ul>
      )}
      {product && (
        <ul className={classes.found} aria-label={product.title}>
          {product.variants.map(({ variantKey, title, priceMinor, isAvailable, stock }) => (
            <li key={variantKey}>
              <UnstyledButton className={classes.choice ?? ''} disabled={!isAvailable} onClick={() => void add(product.connectionId, variantKey)}>
                {title} · <Money minor={priceMinor} currency={product.currency} />
                <span className={classes.quiet}>{isAvailable ? (stock === null ? '' : t('cart.stock', { count: stock })) : t('cart.soldOut')}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

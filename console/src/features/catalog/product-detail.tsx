import { Anchor, Stack, Text, Title } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProductDetail, Variant } from '#contract/catalog';
import { Money, RelativeTime } from '../../ui/figures.tsx';
import { Section } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useProduct } from './catalog-requests.ts';
import classes from './catalog.module.css';
import { Picture } from './picture.tsx';

export function ProductDetailPane({ productId }: { productId: string }) {
  return (
    <Loaded query={useProduct(productId)} namespace="catalog">
      {(product) => <Detail product={product} />}
    </Loaded>
  );
}

function Detail({ product }: { product: ProductDetail }) {
  const { t } = useTranslation('catalog');
  const facts = Object.entries(product.attributes);
  return (
    <Stack gap="md" className={classes.pane}>
      <header className={classes.heading}>
        <Picture url={product.imageUrl} />
        <div className={classes.words}>
          <Title order={2}>{product.title}</Title>
          <Text c="dimmed">{[product.vendor, product.category].filter(Boolean).join(' · ')}</Text>
          <Text size="sm" c="dimmed">
            {t('changed')} <RelativeTime at={product.updatedAt} />
          </Text>
        </div>
      </header>
      {product.state !== 'active' && <StatusBadge>{t(product.state)}</StatusBadge>}
      {product.url && (
        <Anchor href={product.url} target="_blank" rel="noreferrer noopener" size="sm">
          {t('inShop')} <IconExternalLink size={14} aria-hidden />
        </Anchor>
      )}
      {product.description && <Text className={classes.description}>{product.description}</Text>}
      {product.tags.length > 0 && (
        <ul className={classes.tags} aria-label={t('tags')}>
          {product.tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <Section title={t('variantsTitle')} note={t('variants', { count: product.variants.length })}>
        <ul className={classes.lines}>
          {product.variants.map((variant) => (
            <VariantLine key={variant.variantKey} variant={variant} currency={product.currency} />
          ))}
        </ul>
      </Section>
    </Stack>
  );
}

function VariantLine({ variant, currency }: { variant: Variant; currency: string }) {
  const { t } = useTranslation('catalog');
  const stock = variant.stock === null ? t('notCounted') : t('stock', { count: variant.stock });
  return (
    <li className={classes.line}>
      <span>
        {variant.title}
        {variant.sku && (
          <Text component="span" size="sm" c="dimmed">
            {' '}
            {variant.sku}
          </Text>
        )}
      </span>
      <span className={classes.standing}>
        <Money minor={variant.priceMinor} currency={currency} />
        <StatusBadge tone={variant.isAvailable ? 'accent' : 'neutral'}>{variant.isAvailable ? stock : t('soldOut')}</StatusBadge>
      </span>
    </li>
  );
}

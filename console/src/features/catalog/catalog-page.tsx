import { Button } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/workspace.tsx';
import { Page } from '../../ui/page.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { ThreePane } from '../../ui/three-pane.tsx';
import { ProductDetailPane } from './product-detail.tsx';
import { ProductList } from './product-list.tsx';
import { TryQuestion } from './try-question.tsx';

/** Opens the box for questions in place of a product, where the middle does not show it by itself. */
const tryId = 'try';

/** What the shops sell: all of it, one product, and what a shopper's question would find. */
export default function CatalogPage() {
  const { t } = useTranslation('catalog');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { productId } = useParams({ strict: false }) as { productId?: string };
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      filled
      actions={
        <Button component={PageLink} to={workspace.href(`catalog/${tryId}`)} keepSearch variant="default" leftSection={<IconMessageQuestion size={18} aria-hidden />}>
          {t('try.open')}
        </Button>
      }
    >
      <ThreePane
        labels={{ list: t('title'), detail: productId && productId !== tryId ? t('product') : t('try.title') }}
        list={<ProductList openId={productId ?? null} />}
        detail={productId === undefined ? null : productId === tryId ? <TryQuestion /> : <ProductDetailPane key={productId} productId={productId} />}
        nothingOpen={<TryQuestion />}
        onBack={() => void navigate({ to: workspace.href('catalog'), search: true })}
      />
    </Page>
  );
}

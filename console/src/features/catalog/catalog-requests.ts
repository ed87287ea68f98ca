import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ProductDetail } from '#contract/catalog';
import { ProductSearchResult } from '#contract/catalog-search';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export interface CatalogSearch {
  q?: string;
  category?: string;
  brand?: string;
  colour?: string;
  size?: string;
  use?: string;
  forWhom?: string;
  available?: boolean;
  limit: number;
}

/** Products as a shopper would find them. Null asks nothing. */
export function useCatalogSearch(search: CatalogSearch | null) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('product', 'search', search),
    queryFn: ({ signal }) => request(ProductSearchResult, workspace.api('/products/search'), { query: { ...search }, signal }),
    enabled: search !== null,
    placeholderData: keepPreviousData,
  });
}

export function useProduct(productId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('product', productId), queryFn: ({ signal }) => request(ProductDetail, workspace.api(`/products/${productId}`), { signal }) });
}

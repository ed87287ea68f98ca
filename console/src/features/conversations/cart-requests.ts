import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { ProductDetail, ProductPage } from '#contract/catalog';
import { ConversationCart } from '#contract/conversation-cart';
import type { CartChangeBody } from '#contract/conversation-cart';
import { CreatedLink, TillList } from '#contract/payment';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useCartOf(conversationId: string) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const queryKey = workspace.key('cart', 'open', conversationId);
  const cartId = queries.getQueryData<z.infer<typeof ConversationCart>>(queryKey)?.cart?.id;
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => request(ConversationCart, workspace.api(`/conversations/${conversationId}/cart`), { signal }),
    // While there is none, any cart's news may be of the one that they begin.
    ...(cartId !== undefined && { meta: { onlyFor: cartId } }),
  });
}

export function useChangeCart(conversationId: string): (body: CartChangeBody, idempotencyKey: string) => Promise<void> {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return async (body, idempotencyKey) => {
    const after = await request(ConversationCart, workspace.api(`/conversations/${conversationId}/cart`), { body, idempotencyKey });
    queries.setQueryData(workspace.key('cart', 'open', conversationId), after);
    void queries.invalidateQueries({ queryKey: workspace.key('conversation') });
  };
}

/** Whether a way to be paid is connected. */
export function useHasTill(): boolean {
  const workspace = useWorkspace();
  const query = useQuery({ queryKey: workspace.key('connection', 'tills'), queryFn: ({ signal }) => request(TillList, workspace.api('/tills'), { signal }), staleTime: 5 * 60_000 });
  return (query.data?.items.length ?? 0) > 0;
}

/** A link to pay the cart as it is now. */
export function useMakePaymentLink(conversationId: string): (cartId: string, idempotencyKey: string) => Promise<z.infer<typeof CreatedLink>> {
  const workspace = useWorkspace();
  return (cartId, idempotencyKey) => request(CreatedLink, workspace.api('/payments'), { body: { cartId, conversationId }, idempotencyKey });
}

export function useProducts(search: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('product', 'search', search),
    queryFn: ({ signal }) => request(ProductPage, workspace.api('/products'), { query: { search, state: 'active', limit: '8' }, signal }),
    enabled: search.length >= 2,
    placeholderData: keepPreviousData,
  });
}

export function useProduct(productId: string | null) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('product', productId),
    queryFn: ({ signal }) => request(ProductDetail, workspace.api(`/products/${productId}`), { signal }),
    enabled: productId !== null,
  });
}

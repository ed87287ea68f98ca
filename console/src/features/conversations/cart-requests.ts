import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ProductDetail, ProductPage } from '#contract/catalog';
import { ConversationCart } from '#contract/conversation-cart';
import type { CartChangeBody } from '#contract/conversation-cart';
import { ApiError, request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useCartOf(conversationId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('cart', 'open', conversationId),
    queryFn: ({ signal }) => request(ConversationCart, workspace.api(`/conversations/${conversationId}/cart`), { signal }),
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

/** Ways to be paid that are connected; none where this server has no payments. */
export function useHasTill(): boolean {
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: workspace.key('till'),
    queryFn: async ({ signal }) => {
      try {
        return (await request(z.object({ items: z.array(z.object({ name: z.string() })) }), workspace.api('/tills'), { signal })).items;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return [];
        throw error;
      }
    },
    staleTime: 5 * 60_000,
  });
  return (query.data?.length ?? 0) > 0;
}

const CreatedLink = z.object({ url: z.string(), amountMinor: z.int(), currency: z.string() });

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

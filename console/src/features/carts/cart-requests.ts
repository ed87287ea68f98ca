import { useQuery } from '@tanstack/react-query';
import { CartStory } from '#contract/cart';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** The whole story of one cart. */
export function useCartStory(cartId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('cart', cartId),
    queryFn: ({ signal }) => request(CartStory, workspace.api(`/carts/${cartId}`), { signal }),
    refetchInterval: 30_000,
  });
}

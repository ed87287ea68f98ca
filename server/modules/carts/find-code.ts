import type { App } from '#context';
import { openShop } from '#modules/connections';
import { ConnectorError } from '#ports/connector';
import type { FoundDiscount } from '#ports/storefront';

/** What a code is worth, asked of the shop. Null: the shop has no such code. `untold`: it cannot be asked, or did not answer. */
export async function findCode(app: App, workspaceId: string, connectionId: string, code: string): Promise<FoundDiscount | null | 'untold'> {
  const shop = await openShop(app, workspaceId, connectionId);
  const find = shop?.definition.discounts?.(shop.client).find;
  if (!find) return 'untold';
  try {
    return await find(code);
  } catch (error) {
    if (error instanceof ConnectorError) return 'untold';
    throw error;
  }
}

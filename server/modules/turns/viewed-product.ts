import { sql } from 'kysely';
import { dayMs } from '#platform/clock';
import { withinParts } from '#platform/partitions';

/** What a person looked at last on the shop's pages and can still be bought, as a query of `"productId"` and `title`: no row when it was nothing in the last week. */
export const viewedProduct = ({ workspaceId, contactId }: { workspaceId: string; contactId: string }, now: Date) => sql<{ productId: string; title: string }>`
    select d.id as "productId", d.title from (
      select connection_id, product_key from activity where workspace_id = ${workspaceId} and contact_id = ${contactId} and product_key is not null and at > ${withinParts(new Date(now.getTime() - 7 * dayMs))}
      order by at desc limit 1) a
    join product d on d.workspace_id = ${workspaceId} and d.connection_id = a.connection_id and d.product_key = a.product_key and d.state = 'active'`;

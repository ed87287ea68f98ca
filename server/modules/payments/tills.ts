import { sql } from 'kysely';
import type { App } from '#context';
import { openConnection } from '#modules/connections';
import type { OpenConnection } from '#modules/connections';
import { AppError } from '#platform/errors';
import type { PaymentDefinition } from '#ports/payment';
import { readPaymentSettings } from './settings.ts';

/** A way to be paid that is connected and ready. */
export interface Till {
  connectionId: string;
  vendor: string;
  name: string;
  /** ISO codes it can charge; empty: any. */
  currencies: readonly string[];
}

export interface OpenTill extends Till {
  connection: OpenConnection;
  definition: PaymentDefinition;
  client: unknown;
}

/** The workspace's tills, the preferred one first, then the oldest. @param currency only those that can charge it; null: all. */
export async function listTills(app: App, workspaceId: string, currency: string | null = null): Promise<Till[]> {
  return (await openTills(app, workspaceId, currency)).map(({ connectionId, vendor, name, currencies }) => ({ connectionId, vendor, name, currencies }));
}

export async function openTills(app: App, workspaceId: string, currency: string | null): Promise<OpenTill[]> {
  const { preferredConnectionId } = await readPaymentSettings(app.db, workspaceId);
  const { rows } = await sql<{ id: string }>`
    select id from connection where workspace_id = ${workspaceId} and port = 'payment' and state = 'active'
    order by (id = ${preferredConnectionId}::uuid) desc nulls last, created_at, id`.execute(app.db);
  const tills: OpenTill[] = [];
  for (const { id } of rows) {
    const till = await openTill(app, workspaceId, id);
    if (till && (currency === null || canCharge(till, currency))) tills.push(till);
  }
  return tills;
}

/** Also a till that was paused since: what was paid there is still looked up and given back. Null: it is gone. */
export async function openTill(app: App, workspaceId: string, connectionId: string): Promise<OpenTill | null> {
  const connection = await openConnection(app, connectionId);
  if (connection?.workspaceId !== workspaceId || connection.port !== 'payment') return null;
  const definition = connection.definition as PaymentDefinition;
  // An account of one country says so when it is checked.
  const only = connection.facts['onlyCurrency'];
  return {
    connectionId,
    vendor: connection.vendor,
    name: definition.name,
    currencies: typeof only === 'string' ? [only] : definition.currencies,
    connection,
    definition,
    client: connection.client(),
  };
}

const canCharge = ({ currencies }: Till, currency: string) => currencies.length === 0 || currencies.includes(currency);

/** The till to use. @param vendor the shopper's choice; null: the preferred one. */
export async function chooseTill(app: App, workspaceId: string, currency: string, vendor: string | null): Promise<{ till: OpenTill; others: Till[] }> {
  const tills = await openTills(app, workspaceId, currency);
  const till = vendor === null ? tills[0] : tills.find((one) => one.vendor === vendor || one.connectionId === vendor);
  if (!till) {
    if (vendor !== null && tills.length > 0) throw new AppError('not_found', 'till_unknown', `"${vendor}" is not connected here, or cannot charge ${currency}.`, { tills: tills.map((one) => one.vendor) });
    throw new AppError('conflict', 'no_till', `No way to be paid in ${currency} is connected. Connect one in Settings, Connections.`);
  }
  return { till, others: tills.filter((one) => one.connectionId !== till.connectionId) };
}

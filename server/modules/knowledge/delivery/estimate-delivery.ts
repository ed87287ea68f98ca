import type { App } from '#context';
import type { DeliveryEstimate, Passage } from '#contract/knowledge';
import type { ShippingRow, ShippingTable } from '#contract/knowledge-structure';
import { languageOf } from '#contract/language';
import type { WorkspaceFacts } from '#modules/workspaces';
import { toPassage } from '../find-passages.ts';
import { openPublishedPages, requireWorkspaceFacts } from '../published-pages.ts';
import type { PublishedPages } from '../published-pages.ts';
import type { PublishedPage } from '../retrieval/cut-passages.ts';
import { countArrival } from './count-days.ts';
import { matchZone } from './match-zone.ts';
import type { Destination } from './match-zone.ts';

export interface DeliveryWish extends Destination {
  now: Date;
  /** Total of the goods, minor units of the shop's currency: some services are free from an amount on. Null or absent: unknown. */
  cartMinor?: number | null | undefined;
}

/**
 * What the shop's published shipping table says of a place, with dates on the shop's own calendar. `needs` says that it cannot be told without the postal
 * code; no options and no need: the shop has no table, or does not send there. `shipsToday` is true only while the cut-off allows it.
 */
export async function estimateDelivery(app: App, workspaceId: string, wish: DeliveryWish): Promise<DeliveryEstimate> {
  const workspace = await requireWorkspaceFacts(app, workspaceId);
  const published = await openPublishedPages(app, workspace);
  const page = shippingPageOf(published, workspace);
  if (!page) return { options: [], needs: null, passages: [] };
  const rows = matchZone(page.table.rows, workspace.country, wish);
  if (rows === null) return { options: [], needs: 'postal_code', passages: [] };
  const options = rows.map((row) => ({ ...priceOf(row, page.table, wish.cartMinor ?? null), ...arrivalOf(row, page.table, workspace, wish.now), name: row.service, zone: row.zone }));
  return { options, needs: null, passages: passagesOf(published, page.pageId, rows) };
}

/** The page in the shop's language, else the newest. */
function shippingPageOf({ pages }: PublishedPages, { locale }: WorkspaceFacts): { pageId: string; table: ShippingTable } | null {
  const found = pages.flatMap(({ pageId, language, structure }: PublishedPage) => (structure?.kind === 'shipping' ? [{ pageId, language, table: structure }] : []));
  return found.find(({ language }) => language === languageOf(locale)) ?? found[0] ?? null;
}

function priceOf(row: ShippingRow, { currency }: ShippingTable, cartMinor: number | null) {
  const isFree = row.freeFromMinor !== null && cartMinor !== null && cartMinor >= row.freeFromMinor;
  return { priceMinor: isFree ? 0 : row.priceMinor, currency, freeFromMinor: row.freeFromMinor };
}

function arrivalOf(row: ShippingRow, { dispatchDays }: ShippingTable, { country, timeZone }: WorkspaceFacts, now: Date) {
  const { dispatchOn, shipsToday, fromOn, untilOn } = countArrival(row, { country, timeZone, dispatchDays }, now.getTime());
  return { dispatchOn, shipsToday, fromOn, untilOn };
}

/** Where it is written: the zone's part of the page. */
function passagesOf({ index }: PublishedPages, pageId: string, rows: readonly ShippingRow[]): Passage[] {
  const zones = new Set(rows.map(({ zone }) => zone));
  return index.passages.filter((passage) => passage.pageId === pageId && [...zones].some((zone) => passage.headings.at(-1)?.endsWith(`: ${zone}`))).slice(0, 3).map((passage) => toPassage(passage, 1));
}

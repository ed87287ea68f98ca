import type { z } from 'zod';
import type { ShipmentChanged } from '#contract/inbound-event';
import { clip, textOrNull, toInstant } from '#kit';
import { readUrl } from './map-cart.ts';
import { readVersion } from './version-of.ts';
import type { Fulfillment, FulfillmentEvent } from './webhook-shapes.ts';

type ShipmentInput = z.input<typeof ShipmentChanged>;
type ShipmentStatus = ShipmentInput['status'];

/** `fulfillments/*`, also inside an order. */
export function mapFulfillment(fulfillment: Fulfillment, seenAt: string | null): ShipmentInput {
  return {
    type: 'shipment.changed',
    shipmentKey: fulfillment.id,
    orderKey: fulfillment.order_id,
    version: readVersion(fulfillment.updated_at ?? fulfillment.created_at, seenAt),
    status: readFulfillmentStatus(fulfillment),
    carrier: clip(textOrNull(fulfillment.tracking_company), 100),
    trackingNumber: clip(textOrNull(fulfillment.tracking_number ?? fulfillment.tracking_numbers?.[0]), 120),
    trackingUrl: readUrl(fulfillment.tracking_url ?? fulfillment.tracking_urls?.[0]),
  };
}

/**
 * `fulfillment_events/create`: one scan of the carrier. Its version is the moment the shop recorded it, not that of the
 * scan: the fulfilment, changed by the same scan, is versioned by the shop's clock too. Null for a status we do not know.
 */
export function mapFulfillmentEvent(event: FulfillmentEvent, seenAt: string | null): ShipmentInput | null {
  const status = readScan(event.status);
  if (!status) return null;
  return {
    type: 'shipment.changed',
    shipmentKey: event.fulfillment_id,
    orderKey: event.order_id,
    version: readVersion(event.updated_at ?? event.created_at ?? event.happened_at, seenAt),
    status,
    estimatedAt: toInstant(event.estimated_delivery_at),
  };
}

const scans: Record<string, ShipmentStatus> = {
  label_purchased: 'preparing',
  label_printed: 'preparing',
  ready_for_pickup: 'preparing',
  confirmed: 'preparing',
  carrier_picked_up: 'in_transit',
  picked_up: 'in_transit',
  in_transit: 'in_transit',
  delayed: 'delayed',
  out_for_delivery: 'out_for_delivery',
  attempted_delivery: 'attempted',
  delivered: 'delivered',
  failure: 'failed',
};

/** A carrier's scan in either spelling ("in_transit", "IN_TRANSIT"); null when it is none. */
export function readScan(status: string | null | undefined): ShipmentStatus | null {
  return scans[status?.toLowerCase() ?? ''] ?? null;
}

/** Whether the fulfilment failed or was called off decides first, then the carrier's last scan; shipped without scans is under way. */
export function readFulfillmentStatus({ status, shipment_status }: Pick<Fulfillment, 'status' | 'shipment_status'>): ShipmentStatus {
  const word = status?.toLowerCase();
  if (word === 'cancelled') return 'cancelled';
  if (word === 'error' || word === 'failure') return 'failed';
  return readScan(shipment_status) ?? (word === 'success' ? 'in_transit' : 'preparing');
}

import { definePayment } from '#ports/payment';
import { checkMercadoPago } from './check.ts';
import { createLinks } from './links.ts';
import { readPayments } from './lookup.ts';
import type { MercadoPagoApi } from './mercadopago-api.ts';
import { createMercadoPagoApi } from './mercadopago-api.ts';
import { createRefunds } from './refunds.ts';
import { MercadoPagoSettings } from './settings.ts';
import { mercadopagoHooks } from './webhooks.ts';

export const mercadopago = definePayment<MercadoPagoSettings, MercadoPagoApi>({
  id: 'mercadopago',
  name: 'Mercado Pago',
  currencies: ['ARS', 'BRL', 'CLP', 'COP', 'MXN', 'PEN', 'UYU'],
  settings: MercadoPagoSettings,
  connect: createMercadoPagoApi,
  hooks: mercadopagoHooks,
  check: checkMercadoPago,
  link: createLinks,
  lookup: readPayments,
  refund: createRefunds,
});

/** What the page tells the script. Amounts are decimals as shown to the shopper, or minor units. */

export interface Options {
  /** Address of the connection, such as "https://marchante.example/hooks/cn_1". */
  endpoint: string;
  /** The public key of the connection. */
  key: string;
  /** Currency of carts that name none, such as "ARS". */
  currency: string;
  /** False leaves `dataLayer` alone. */
  dataLayer?: boolean;
}

export interface Line {
  variantKey?: string | number | undefined;
  productKey?: string | number | undefined;
  title: string;
  variantTitle?: string | undefined;
  sku?: string | undefined;
  quantity?: number | undefined;
  unitPrice?: number | string | undefined;
  unitPriceMinor?: number | undefined;
  imageUrl?: string | undefined;
  productUrl?: string | undefined;
}

export interface Cart {
  /** The shop's own key of the cart; one is made up for this browser when absent. */
  cartKey?: string | undefined;
  currency?: string | undefined;
  total?: number | string | undefined;
  totalMinor?: number | undefined;
  lines: Line[];
  checkoutUrl?: string | undefined;
  attributes?: Record<string, string> | undefined;
}

export interface Consent {
  channel?: 'whatsapp' | 'sms' | 'email' | 'push' | undefined;
  /** The exact words beside the box or button. Without them nothing is sent. */
  wording: string;
  /** Where it was given: "popup", "footer", "checkout" … */
  source?: string | undefined;
}

export interface Identity {
  phone?: string | undefined;
  /** ISO 3166-1 alpha-2, for a phone without an international prefix. */
  phoneCountry?: string | undefined;
  email?: string | undefined;
  firstName?: string | undefined;
  name?: string | undefined;
  consent?: Consent | undefined;
}

export interface View {
  productKey: string | number;
  variantKey?: string | number | undefined;
}

export interface OutgoingEvent {
  id: string;
  type: string;
  [field: string]: unknown;
}

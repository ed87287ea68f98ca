// Custom pixel of Marchante. Paste it under Settings › Customer events › Add custom pixel, after putting your own two values here:
const ENDPOINT = 'https://marchante.example/hooks/YOUR_CONNECTION';
const KEY = 'YOUR_PUBLIC_KEY';

// Shoppers decide whether they are followed; the shop's banner tells us, at the start and when they change their mind.
let isAllowed = init.customerPrivacy?.analyticsProcessingAllowed !== false;
api.customerPrivacy?.subscribe('visitorConsentCollected', ({ customerPrivacy }) => {
  isAllowed = customerPrivacy?.analyticsProcessingAllowed !== false;
});

// Text needs no preflight, and keepalive lets the request outlive the page. The event's own id makes a repeat harmless.
function send(event, fields) {
  if (!isAllowed) return;
  const { person, ...rest } = fields;
  const known = Object.fromEntries(Object.entries(person ?? {}).filter(([, value]) => value));
  const activity = { id: `pixel-${event.id}`, type: 'activity.recorded', at: event.timestamp, person: { visitorKey: event.clientId, ...known }, ...rest };
  const body = JSON.stringify({ key: KEY, events: [activity] });
  fetch(ENDPOINT, { method: 'POST', keepalive: true, headers: { 'content-type': 'text/plain' }, body }).catch(() => {});
}

// Webhooks know products by number: "gid://shopify/ProductVariant/4455" is 4455 there.
const number = (id) => (id ? String(id).split('/').pop() : null);
const product = (variant) => ({ productKey: number(variant?.product?.id), variantKey: number(variant?.id) });

function person({ phone, email, shippingAddress, billingAddress } = {}) {
  const address = [shippingAddress, billingAddress].find((one) => one?.phone) ?? shippingAddress;
  return { phone: phone ?? address?.phone, phoneCountry: address?.countryCode, email, firstName: address?.firstName };
}

// The token of the checkout is what its webhooks call it too: it ties this browser to that cart.
const checkout = ({ data }) => ({ cartKey: data.checkout?.token, person: person(data.checkout) });

analytics.subscribe('product_viewed', (event) => send(event, { kind: 'product_viewed', ...product(event.data.productVariant) }));
analytics.subscribe('product_added_to_cart', (event) => send(event, { kind: 'added_to_cart', ...product(event.data.cartLine?.merchandise) }));
analytics.subscribe('checkout_started', (event) => send(event, { kind: 'checkout_started', ...checkout(event) }));
analytics.subscribe('checkout_contact_info_submitted', (event) => send(event, { kind: 'custom', name: 'contact_submitted', ...checkout(event) }));
analytics.subscribe('checkout_address_info_submitted', (event) => send(event, { kind: 'custom', name: 'address_submitted', ...checkout(event) }));
analytics.subscribe('checkout_completed', (event) =>
  send(event, { kind: 'custom', name: 'purchase', ...checkout(event), attributes: event.data.checkout?.order?.id ? { order: number(event.data.checkout.order.id) } : {} }),
);

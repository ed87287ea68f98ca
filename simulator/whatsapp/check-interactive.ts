import { checkMedia, limitText, requireText } from './check-parts.ts';
import { GraphError } from './graph-errors.ts';
import { asObject, asObjects, asText, isObject, lengthOf, type Json } from './json.ts';

const BODY_LIMIT = 1024;

/** Throws the platform's error for an interactive message that it would refuse. */
export function checkInteractive(interactive: Json): void {
  const type = asText(interactive.type);
  const check = CHECKS[type];
  if (!check) throw new GraphError(131009, `Interactive type "${type}" is not valid`);
  const bodyLimit = type === 'list' ? 4096 : BODY_LIMIT;
  const body = asObject(interactive.body).text;
  if (type === 'product') limitText('interactive.body.text', body, bodyLimit);
  else requireText('interactive.body.text', body, bodyLimit);
  limitText('interactive.footer.text', asObject(interactive.footer).text, 60);
  checkHeader(type, interactive.header);
  if (!isObject(interactive.action)) throw new GraphError(131008, 'Parameter interactive.action is required');
  check(interactive.action, interactive);
}

const WITHOUT_HEADER = new Set(['product', 'catalog_message', 'carousel', 'location_request_message', 'request_contact_info']);
const TEXT_HEADER_ONLY = new Set(['list', 'product_list']);

function checkHeader(type: string, header: unknown): void {
  if (type === 'product_list' && !isObject(header)) throw new GraphError(131008, 'Parameter interactive.header is required');
  if (header === undefined) return;
  if (!isObject(header)) throw new GraphError(131009, 'interactive.header is not valid');
  if (WITHOUT_HEADER.has(type)) throw new GraphError(131009, `Interactive type "${type}" does not support a header`);
  const kind = asText(header.type);
  if (kind === 'text') return requireText('interactive.header.text', header.text, 60);
  if (TEXT_HEADER_ONLY.has(type) || !['image', 'video', 'document'].includes(kind)) {
    throw new GraphError(131009, `Header of type "${kind}" is not supported for interactive type "${type}"`);
  }
  if (!isObject(header[kind])) throw new GraphError(131008, `Parameter interactive.header.${kind} is required`);
  checkMedia(kind, header[kind]);
}

type Check = (action: Json, interactive: Json) => void;

const CHECKS: Record<string, Check> = {
  button: ({ buttons }) => checkReplyButtons(asObjects(buttons), 3),
  list: checkList,
  cta_url: ({ name, parameters }) => checkCtaUrl(asText(name), asObject(parameters)),
  product({ catalog_id: catalogId, product_retailer_id: productId }) {
    requireText('interactive.action.catalog_id', catalogId, 100);
    requireText('interactive.action.product_retailer_id', productId, 256);
  },
  product_list: checkProductList,
  catalog_message: ({ name }) => requireName(name, 'catalog_message'),
  carousel: ({ cards }) => checkCarousel(asObjects(cards)),
  flow: ({ name, parameters }) => checkFlow(name, asObject(parameters)),
  location_request_message: ({ name }) => requireName(name, 'send_location'),
  request_contact_info: ({ name }) => requireName(name, 'request_contact_info'),
  address_message: ({ name }) => requireName(name, 'address_message'),
  order_details: ({ name, parameters }) => checkOrderDetails(name, asObject(parameters)),
  order_status: ({ name, parameters }) => {
    requireName(name, 'review_order');
    requireText('interactive.action.parameters.reference_id', asObject(parameters).reference_id, 60);
  },
};

function requireName(name: unknown, expected: string): void {
  if (name !== expected) throw new GraphError(131009, `interactive.action.name must be "${expected}"`);
}

function checkReplyButtons(buttons: Json[], limit: number): void {
  if (buttons.length < 1 || buttons.length > limit) {
    throw new GraphError(131009, `Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${limit}`);
  }
  const replies = buttons.map((button) => asObject(button.reply));
  for (const reply of replies) {
    requireText('interactive.action.buttons.reply.id', reply.id, 256);
    requireText('interactive.action.buttons.reply.title', reply.title, 20);
  }
  requireUnique('button id', replies.map((reply) => asText(reply.id)));
  requireUnique('button title', replies.map((reply) => asText(reply.title)));
}

function requireUnique(what: string, values: string[]): void {
  if (new Set(values).size < values.length) throw new GraphError(131009, `Duplicated ${what}`);
}

function checkList(action: Json): void {
  requireText('interactive.action.button', action.button, 20);
  const sections = asObjects(action.sections);
  if (sections.length < 1 || sections.length > 10) throw new GraphError(131009, 'A list has 1 to 10 sections');
  const rows = sections.flatMap((section) => asObjects(section.rows));
  if (rows.length < 1 || rows.length > 10) throw new GraphError(131009, 'Total row count exceed max allowed count: 10');
  for (const section of sections) {
    if (sections.length > 1) requireText('interactive.action.sections.title', section.title, 24);
    else limitText('interactive.action.sections.title', section.title, 24);
  }
  for (const row of rows) {
    requireText('interactive.action.sections.rows.id', row.id, 200);
    requireText('interactive.action.sections.rows.title', row.title, 24);
    limitText('interactive.action.sections.rows.description', row.description, 72);
  }
  requireUnique('row id', rows.map((row) => asText(row.id)));
}

function checkCtaUrl(name: string, { display_text: displayText, url }: Json): void {
  requireName(name, 'cta_url');
  requireText('interactive.action.parameters.display_text', displayText, 20);
  requireText('interactive.action.parameters.url', url, 2000);
  if (!/^https?:\/\/[^\s]+$/.test(asText(url))) throw new GraphError(131009, 'interactive.action.parameters.url is not a valid URI');
}

function checkProductList({ catalog_id: catalogId, sections }: Json): void {
  requireText('interactive.action.catalog_id', catalogId, 100);
  const items = asObjects(sections).flatMap((section) => asObjects(section.product_items));
  if (asObjects(sections).length > 10 || items.length < 1 || items.length > 30) {
    throw new GraphError(131009, 'A product list has 1 to 10 sections and 1 to 30 products');
  }
}

function checkCarousel(cards: Json[]): void {
  if (cards.length < 2 || cards.length > 10) throw new GraphError(131009, 'A carousel has 2 to 10 cards');
  const forms = new Set(cards.map(checkCard));
  if (forms.size > 1) throw new GraphError(131009, 'All cards of a carousel must have the same components');
}

/** Returns the form of the card, which must be the same on all. */
function checkCard(card: Json): string {
  const action = asObject(card.action);
  if (card.type === 'product') {
    requireText('card.action.product_retailer_id', action.product_retailer_id, 256);
    return 'product';
  }
  const header = asObject(card.header);
  const kind = asText(header.type);
  if (kind !== 'image' && kind !== 'video') throw new GraphError(131009, 'A card needs an image or video header');
  checkMedia(kind, asObject(header[kind]));
  const text = asObject(card.body).text;
  limitText('card.body.text', text, 160);
  if (asText(text).split('\n').length > 3) throw new GraphError(131009, 'A card body has at most 2 line breaks');
  const buttons = asObjects(action.buttons);
  if (buttons.length > 0) {
    // The inner object is named like its type; "reply" is refused here.
    if (buttons.some((button) => button.type !== 'quick_reply')) throw new GraphError(131009, 'card.action.buttons.type must be "quick_reply"');
    checkReplyButtons(buttons.map((button) => ({ reply: button.quick_reply })), 3);
    return `${kind}:reply${buttons.length}`;
  }
  checkCtaUrl(asText(action.name), asObject(action.parameters));
  return `${kind}:cta_url`;
}

function checkFlow(name: unknown, parameters: Json): void {
  requireName(name, 'flow');
  if (asText(parameters.flow_message_version) !== '3') throw new GraphError(131009, 'flow_message_version must be "3"');
  if (asText(parameters.flow_id) === '' && asText(parameters.flow_name) === '') {
    throw new GraphError(131008, 'Parameter flow_id or flow_name is required');
  }
  requireText('flow_cta', parameters.flow_cta, 30);
}

interface Amount {
  value: number;
  offset: number;
}

const amountOf = (value: unknown): Amount => {
  const { value: amount, offset } = asObject(value);
  if (!Number.isSafeInteger(amount) || offset !== 100) throw new GraphError(131009, 'An amount is an integer value with offset 100');
  return { value: amount as number, offset: 100 };
};

function checkOrderDetails(name: unknown, parameters: Json): void {
  requireName(name, 'review_and_pay');
  const reference = asText(parameters.reference_id);
  if (!/^[A-Za-z0-9_.-]+$/.test(reference) || lengthOf(reference) > 60) throw new GraphError(131009, 'reference_id is not valid');
  const total = amountOf(parameters.total_amount);
  if (!isObject(parameters.order)) return;
  const order = parameters.order;
  if (!isObject(order.tax)) throw new GraphError(131008, 'Parameter order.tax is required');
  const items = asObjects(order.items).map((item) => amountOf(item.sale_amount ?? item.amount).value * Number(item.quantity));
  const subtotal = amountOf(order.subtotal).value;
  if (items.reduce((sum, value) => sum + value, 0) !== subtotal) throw new GraphError(131009, 'order.subtotal is not the sum of the items');
  const part = (key: string) => (order[key] === undefined ? 0 : amountOf(order[key]).value);
  if (subtotal + part('tax') + part('shipping') - part('discount') !== total.value) {
    throw new GraphError(131009, 'total_amount must be subtotal + tax + shipping - discount');
  }
}

import { startTracker, type Tracker } from './tracker.ts';
import type { Cart, Options } from './types.ts';

/**
 * `marchante('cart', {...})`. A page may call it before this file has arrived: the stub of the README keeps the calls in
 * `marchante.q`, and they are made here in their order.
 */
type Call = [command: string, ...parameters: unknown[]];
interface Marchante {
  (...call: Call): void;
  q?: ArrayLike<unknown>[];
}

let tracker: Tracker | null = null;
const early: Call[] = [];

function run(...call: Call): void {
  const [command, ...parameters] = call;
  if (command === 'init') return start(parameters[0] as Options);
  if (!tracker) return void early.push(call);
  const act = (tracker as unknown as Record<string, ((...values: unknown[]) => void) | undefined>)[command];
  if (act) act(...parameters);
  else console.warn(`marchante: unknown command ${command}`);
}

function start(options: Options): void {
  if (tracker || !options?.endpoint || !options.key) return;
  tracker = startTracker(options);
  for (const call of early.splice(0)) run(...call);
  readPage();
}

/** What the page's own markup says: the product shown and the cart. */
function readPage(): void {
  const product = document.querySelector<HTMLElement>('[data-marchante-product]')?.dataset;
  const productKey = product?.['marchanteProduct'];
  if (productKey) tracker?.view({ productKey, variantKey: product['marchanteVariant'] });
  const cart = document.querySelector<HTMLElement>('[data-marchante-cart]')?.dataset['marchanteCart'];
  if (!cart) return;
  try {
    tracker?.cart(JSON.parse(cart) as Cart);
  } catch {
    console.warn('marchante: data-marchante-cart is not JSON.');
  }
}

const holder = window as unknown as { marchante?: Marchante };
const waiting = holder.marchante?.q ?? [];
const own = document.currentScript?.dataset;
holder.marchante = run;
for (const call of waiting) run(...(Array.from(call) as Call));
const { endpoint, key, currency } = own ?? {};
if (endpoint && key) {
  const begin = () => start({ endpoint, key, currency: currency ?? 'USD', dataLayer: own?.['dataLayer'] !== 'off' });
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin);
  else begin();
}

import { mountChat } from './chat.ts';
import { openLine } from './line.ts';
import { readProduct } from './product.ts';

/**
 * `<script src="https://chat.example.com/chat.js?c=CONNECTION&k=KEY" async></script>`. Waits until the page has loaded and the browser has time; asks for
 * nothing, stores nothing and shows a button.
 */
const source = (document.currentScript as HTMLScriptElement | null)?.src ?? '';

function start(): void {
  const url = new URL(source);
  const [connectionId, publicKey] = [url.searchParams.get('c'), url.searchParams.get('k')];
  if (!connectionId || !publicKey || document.getElementById('marchante-chat')) return;
  const line = openLine({ origin: url.origin, connectionId, publicKey });
  line.config().then(
    (config) => {
      const { offerHelp } = mountChat(line, config);
      watchProduct(config.helpAfterSeconds, config.helpFromMajor, offerHelp);
    },
    // Switched off, or this page is none of the shop's: a page without a chat is no fault that shoppers should see.
    () => undefined,
  );
}

/** Offers help once, to whoever has looked at one product that asks for thought for so long; only time in which the page is seen counts. */
function watchProduct(afterSeconds: number, fromMajor: number, offerHelp: () => void): void {
  const product = readProduct();
  if (afterSeconds === 0 || !product || (fromMajor > 0 && (product.priceMajor ?? 0) < fromMajor)) return;
  let seconds = 0;
  const timer = setInterval(() => {
    if (document.visibilityState !== 'visible') return;
    seconds += 1;
    if (seconds < afterSeconds) return;
    clearInterval(timer);
    offerHelp();
  }, 1000);
}

const whenIdle = () => ('requestIdleCallback' in window ? requestIdleCallback(start, { timeout: 3000 }) : setTimeout(start, 200));
if (source !== '') {
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle, { once: true });
}

import { tidy } from './browser.ts';
import type { Consent, Identity } from './types.ts';

const fields = {
  phone: '[data-marchante="phone"],input[type="tel"],input[autocomplete~="tel"],input[name*="phone" i],input[name*="telefono" i],input[name*="celular" i]',
  email: '[data-marchante="email"],input[type="email"]',
  firstName: '[data-marchante="first-name"],input[autocomplete~="given-name"]',
};

/**
 * Listens to a form marked `data-marchante-form`. Only a ticked consent box lets the phone leave the page, together with
 * the words that stand beside the box at that moment.
 */
export function watchForms(identify: (identity: Identity) => void): void {
  addEventListener(
    'submit',
    ({ target }) => {
      if (!(target instanceof HTMLFormElement) || !target.matches('[data-marchante-form]')) return;
      const identity = readForm(target);
      if (identity) identify(identity);
    },
    true,
  );
}

export function readForm(form: HTMLFormElement): Identity | null {
  const box = form.querySelector<HTMLInputElement>('input[data-marchante="consent"]');
  if (!box?.checked) return null;
  const value = (selector: string) => tidy(form.querySelector<HTMLInputElement>(selector)?.value) || undefined;
  const identity = { phone: value(fields.phone), email: value(fields.email), firstName: value(fields.firstName) };
  if (!identity.phone && !identity.email) return null;
  const phoneCountry = form.dataset['country'];
  const channel = (box.dataset['channel'] ?? 'whatsapp') as Consent['channel'];
  const source = form.dataset['marchanteForm'] || form.id || 'form';
  return { ...identity, phoneCountry, consent: { channel, source, wording: readWording(box) } };
}

/** What the shopper reads beside the box: its label, or what names it for a screen reader. */
export function readWording(box: HTMLInputElement): string {
  const labels = [...(box.labels ?? [])].map((label) => tidy(label.textContent)).filter(Boolean);
  if (labels.length > 0) return labels.join(' ').slice(0, 2000);
  const named = (box.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => tidy(document.getElementById(id)?.textContent));
  return (tidy(named.join(' ')) || tidy(box.getAttribute('aria-label'))).slice(0, 2000);
}

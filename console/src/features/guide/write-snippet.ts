import type { Guide } from '#contract/guide';

/** What a shop of one's own pastes into its pages: the script, and a form with the box. */
export function writeSnippet(script: NonNullable<Guide['script']>, label: string): string {
  const currency = script.currency === null ? '' : ` data-currency="${script.currency}"`;
  return `<script>window.marchante = window.marchante || function () { (marchante.q = marchante.q || []).push(arguments) }</script>
<script async src="${script.scriptUrl}"
  data-endpoint="${script.endpoint}" data-key="${script.publicKey}"${currency}></script>

<form data-marchante-form="checkout">
  <input type="tel" data-marchante="phone">
  <label><input type="checkbox" data-marchante="consent" data-channel="whatsapp"> ${label}</label>
</form>`;
}

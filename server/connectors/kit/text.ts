/** The text cut to `max` UTF-16 units without breaking a surrogate pair; null stays null. */
export function clip(text: string, max: number): string;
export function clip(text: string | null | undefined, max: number): string | null;
export function clip(text: string | null | undefined, max: number): string | null {
  if (text === null || text === undefined) return null;
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHighSurrogate ? max - 1 : max);
}

/** The trimmed text, or null when nothing is left: shops send "" where they mean nothing. */
export function textOrNull(text: string | null | undefined): string | null {
  const trimmed = text?.trim();
  return trimmed ? trimmed : null;
}

/** Replaces every secret in a text that people will read. Secrets under 6 characters would blank out ordinary words. */
export function hideSecrets(text: string, secrets: readonly (string | null | undefined)[]): string {
  let result = text;
  for (const secret of secrets) {
    if (secret && secret.length >= 6) result = result.replaceAll(secret, '[hidden]');
  }
  return result;
}

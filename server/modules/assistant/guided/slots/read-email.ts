import { emailPattern } from '../features/fold-text.ts';

/** The first e-mail address, in small letters; null: none. */
export function readEmail(raw: string): string | null {
  const address = raw.match(emailPattern)?.[0];
  return address ? address.toLowerCase().replace(/^[.+-]+|[.-]+$/g, '') : null;
}

/** Short texts that stay on this device: an answer that was begun. Forgotten after a month, and with the sign-out. */

const prefix = 'marchante.text.';
const keepMs = 30 * 86_400_000;

export function readDeviceText(name: string): string {
  const [, text] = parse(localStorage.getItem(prefix + name)) ?? [];
  return text ?? '';
}

/** An empty text is forgotten. A full device keeps nothing, which is no failure. */
export function keepDeviceText(name: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify([Date.now(), text]));
  } catch {
    // Private windows and full devices refuse; what was typed is still in the field.
  }
}

/** @param olderThanMs 0: all of them. */
export function forgetDeviceTexts(olderThanMs = 0): void {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
    const [keptAtMs] = parse(localStorage.getItem(key)) ?? [0];
    if (olderThanMs === 0 || Date.now() - keptAtMs > olderThanMs) localStorage.removeItem(key);
  }
}

export const forgetOldDeviceTexts = (): void => forgetDeviceTexts(keepMs);

function parse(stored: string | null): [number, string] | null {
  try {
    const value: unknown = JSON.parse(stored ?? '');
    return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string' ? [value[0], value[1]] : null;
  } catch {
    return null;
  }
}

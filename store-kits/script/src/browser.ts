/** Storage that may be forbidden: every access can throw in a private window or a sandboxed frame. */
export function remember(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    memory[name] = value;
  }
}

export function recall(name: string): string | null {
  try {
    return sessionStorage.getItem(name) ?? memory[name] ?? null;
  } catch {
    return memory[name] ?? null;
  }
}

const memory: Record<string, string> = {};

export function recallJson<Value>(name: string, fallback: Value): Value {
  try {
    return (JSON.parse(recall(name) ?? 'null') as Value | null) ?? fallback;
  } catch {
    return fallback;
  }
}

export function randomId(): string {
  return crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
}

export function nowText(): string {
  return new Date().toISOString();
}

interface PrivacySignals {
  globalPrivacyControl?: boolean;
  doNotTrack?: string | null;
}

/** The shopper's browser asks not to be followed. */
export function isPrivacyAsked(): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as unknown as PrivacySignals;
  return globalPrivacyControl === true || doNotTrack === '1';
}

export function tidy(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

export function textOf(key: string | number | null | undefined): string | undefined {
  return key === null || key === undefined || key === '' ? undefined : String(key).slice(0, 200);
}

import { readPreference } from './sayings.ts';
import { ask, say } from './turn.ts';
import type { Script, Turn } from './turn.ts';

/** Keeps what shoppers say of themselves in passing, without a word about it. Its outcome changes nothing that is said. */
export function* rememberScript(turn: Turn, text: string): Script {
  const { preferences } = turn.view.shopper;
  const { slots } = turn.understanding;
  const told = [readPreference(text, slots.size), slots.postalCode ? { name: 'postal_code', value: slots.postalCode } : null];
  for (const preference of told) {
    if (preference && preferences[preference.name] !== preference.value) yield* ask('remember_preference', { name: preference.name, value: preference.value.slice(0, 120) });
  }
  return say('remembered', '');
}

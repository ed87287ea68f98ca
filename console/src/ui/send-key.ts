import { useRef } from 'react';
import { makeKey } from './make-id.ts';

/**
 * The key of one attempt to send: the same words keep it until they went, so that trying again after a lost answer sends them once; other
 * words get another. `forget` after a success: the same words said again are a new message.
 */
export function useSendKey(): { keyFor(content: unknown): string; forget(): void } {
  const last = useRef<{ words: string; key: string } | null>(null);
  return {
    keyFor: (content) => {
      const words = JSON.stringify(content);
      if (last.current?.words !== words) last.current = { words, key: makeKey() };
      return last.current.key;
    },
    forget: () => {
      last.current = null;
    },
  };
}

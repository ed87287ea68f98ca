import { foldText } from '#platform/fold-text';

/** The words alone, without case, accents and signs: "¿Sí, dále!" gives ["si", "dale"]. */
export function splitWords(text: string): string[] {
  return foldText(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

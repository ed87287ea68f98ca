import { foldText } from '#platform/fold-text';

/** Words without case, accents and signs: "¿Sí, dále!" gives ["si", "dale"]. */
export function foldWords(text: string): string[] {
  return foldText(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

export { foldText };

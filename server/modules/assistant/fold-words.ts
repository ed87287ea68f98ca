/** Words without case, accents and signs: "¿Sí, dále!" gives ["si", "dale"]. */
export function foldWords(text: string): string[] {
  return foldText(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** The text without case and accents, as long as it was where no sign falls apart. */
export function foldText(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

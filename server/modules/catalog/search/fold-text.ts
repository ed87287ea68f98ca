/** Lower case without accents; letters that no accent explains are spelled out. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (isPlain(lower)) return lower;
  return lower.normalize('NFKD').replaceAll(/\p{M}+/gu, '').replaceAll('ß', 'ss').replaceAll('æ', 'ae').replaceAll('ø', 'o').replaceAll('⁄', '/').replaceAll(/[’`´]/g, "'");
}

/** Only ASCII: normalising is the dearest step of reading a text, and most need none. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

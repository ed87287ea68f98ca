import type { Language } from '#contract/language';

/**
 * What a folded word shares with its plural, its other gender and its common endings in one language. Light on purpose: titles are full of names,
 * and a name that loses half its letters meets strangers.
 */
export function stemWord(word: string, language: Language): string {
  if (word.length < 4 || !/^\p{L}+$/u.test(word)) return word;
  return stemmers[language](word);
}

const stemmers: Record<Language, (word: string) => string> = { en: stemEnglish, es: stemSpanish, pt: stemPortuguese };

function stemEnglish(word: string): string {
  const single = singular(word);
  const base = /^(.*[aeiouy].*?)(ing|ed)$/.exec(single)?.[1];
  const bare = base !== undefined && base.length >= 3 ? base.replace(/([bdfgmnprt])\1$/, '$1') : single;
  return bare.length > 4 ? bare.replace(/e$/, '').replace(/y$/, 'i') : bare.replace(/y$/, 'i');
}

function singular(word: string): string {
  if (/(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ch|sh|ss|x|zz)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('ves') && word.length > 5) return `${word.slice(0, -3)}f`;
  return word.replace(/s$/, '');
}

function stemSpanish(word: string): string {
  let stem = word;
  if (stem.endsWith('ces')) stem = `${stem.slice(0, -3)}z`;
  else if (/[^aeiou]es$/.test(stem) && stem.length > 5) stem = stem.slice(0, -2);
  else if (stem.endsWith('s') && !/(is|us)$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length >= 7) stem = stem.replace(/c?it[oa]$/, '');
  return stem.length > 4 ? stem.replace(/[aeo]$/, '') : stem;
}

function stemPortuguese(word: string): string {
  let stem = word;
  if (/(oes|aes)$/.test(stem)) stem = `${stem.slice(0, -3)}ao`;
  else if (/[aeo]is$/.test(stem) && stem.length > 4) stem = `${stem.slice(0, -2)}l`;
  else if (stem.endsWith('ns')) stem = `${stem.slice(0, -2)}m`;
  else if (/[rzs]es$/.test(stem) && stem.length > 5) stem = stem.slice(0, -2);
  else if (stem.endsWith('s') && !/(is|us)$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length >= 7) stem = stem.replace(/z?inh[oa]$/, '');
  return stem.length > 4 ? stem.replace(/[aeo]$/, '') : stem;
}

import type { Language } from '#contract/language';

/** Numbers in words, without accents. Those that are other words in another language are read in their own alone. */
const small: Record<string, number> = {
  dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, doce: 12, trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18,
  diecinueve: 19, veinte: 20, veintiun: 21, veintiuno: 21, veintiuna: 21, veintidos: 22, veintitres: 23, veinticuatro: 24, veinticinco: 25, veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29,
  treinta: 30, cuarenta: 40, cincuenta: 50, sesenta: 60, setenta: 70, ochenta: 80, noventa: 90, cien: 100, ciento: 100, doscientos: 200, doscientas: 200, trescientos: 300, trescientas: 300,
  cuatrocientos: 400, cuatrocientas: 400, quinientos: 500, quinientas: 500, seiscientos: 600, seiscientas: 600, setecientos: 700, setecientas: 700, ochocientos: 800, ochocientas: 800, novecientos: 900, novecientas: 900,
  dois: 2, duas: 2, quatro: 4, sete: 7, oito: 8, nove: 9, dez: 10, onze: 11, doze: 12, treze: 13, quatorze: 14, quinze: 15, dezesseis: 16, dezasseis: 16, dezessete: 17, dezassete: 17, dezoito: 18, dezenove: 19, dezanove: 19,
  vinte: 20, trinta: 30, quarenta: 40, cinquenta: 50, oitenta: 80, cento: 100, duzentos: 200, duzentas: 200, trezentos: 300, trezentas: 300, quatrocentos: 400, quatrocentas: 400,
  quinhentos: 500, quinhentas: 500, seiscentos: 600, seiscentas: 600, setecentos: 700, setecentas: 700, oitocentos: 800, oitocentas: 800, novecentos: 900, novecentas: 900,
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
  twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100,
};
const ofLanguage: Record<Language, Record<string, number>> = { es: { once: 11 }, pt: { sessenta: 60, cem: 100 }, en: { ten: 10 } };
/** Said alone they are articles; before a greater word they count. */
const ones = new Set(['un', 'uno', 'una', 'um', 'uma', 'one', 'a']);
const thousands = new Set(['mil', 'thousand']);
const millions = new Set(['millon', 'millones', 'milhao', 'milhoes', 'million', 'millions']);
const joints = new Set(['y', 'e', 'and']);

interface Word {
  text: string;
  start: number;
  end: number;
}

/** The folded text with numbers in words written as digits: "dos mil quinientos pesos" gives "2500 pesos". "Mil gracias" stays thanks. */
export function digitsForWords(folded: string, language: Language): string {
  const words = [...folded.matchAll(/[a-z]+/g)].map((match): Word => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
  let result = '';
  let copied = 0;
  for (let index = 0; index < words.length; ) {
    const run = readRun(words, index, folded, language);
    if (run === null) {
      index += 1;
      continue;
    }
    result += folded.slice(copied, words[index]?.start) + String(run.value);
    copied = words[run.next - 1]?.end ?? folded.length;
    index = run.next;
  }
  return result + folded.slice(copied);
}

/** A run of number words that begins here; null: none does. */
function readRun(words: Word[], from: number, text: string, language: Language): { value: number; next: number } | null {
  let [total, group, next, isNumber] = [0, 0, from, false];
  for (let index = from; index < words.length; index += 1) {
    const word = words[index] as Word;
    if (index > from && !/^[\s-]*$/.test(text.slice(words[index - 1]?.end, word.start))) break;
    const value = isPercent(words[index - 1], word) ? undefined : (small[word.text] ?? ofLanguage[language][word.text]);
    if (value !== undefined) {
      if (word.text === 'hundred') group = Math.max(1, group) * 100;
      else group += value;
    } else if (thousands.has(word.text) || millions.has(word.text)) {
      if (index === from && /^\s*(gracias|perdones|disculpas|obrigad[oa]s?|desculpas|thanks)/.test(text.slice(word.end))) return null;
      total += Math.max(1, group) * (thousands.has(word.text) ? 1000 : 1_000_000);
      group = 0;
    } else if (ones.has(word.text) && leadsOn(words[index + 1], word.text)) {
      group += 1;
      continue;
    } else if (joints.has(word.text) && isNumber && isValue(words[index + 1], language)) {
      continue;
    } else break;
    isNumber = true;
    next = index + 1;
  }
  return isNumber ? { value: total + group, next } : null;
}

/** "por ciento", "por cento": the word belongs to the percentage. */
const isPercent = (before: Word | undefined, word: Word) => before?.text === 'por' && (word.text === 'ciento' || word.text === 'cento');

const isValue = (word: Word | undefined, language: Language) => word !== undefined && (small[word.text] !== undefined || ofLanguage[language][word.text] !== undefined || thousands.has(word.text));

function leadsOn(next: Word | undefined, article: string): boolean {
  if (next === undefined) return false;
  return millions.has(next.text) || (article !== 'un' && thousands.has(next.text)) || next.text === 'hundred' || next.text === 'thousand';
}

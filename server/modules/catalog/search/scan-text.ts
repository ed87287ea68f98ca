/** A stretch of a folded text. `inch` is a double prime after a number; `joiner` holds two words together; `end` ends a clause. */
export interface Piece {
  kind: 'word' | 'number' | 'joiner' | 'inch' | 'gap' | 'end';
  text: string;
}

const isLetterOrDigit = /[\p{L}\p{N}]/u;
const digit = (code: number) => code >= 48 && code <= 57;
function isWordCode(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (code >= 97 && code <= 122) || digit(code) || (code >= 65 && code <= 90);
  // A surrogate pair is judged whole; its halves go together.
  if (code >= 0xd800 && code <= 0xdfff) return isLetterOrDigit.test(code <= 0xdbff ? text.slice(at, at + 2) : text.slice(at - 1, at + 1));
  return isLetterOrDigit.test(text.charAt(at));
}

/** Cuts a folded text into its stretches, in order. */
export function* scanText(text: string): Generator<Piece> {
  let at = 0;
  while (at < text.length) {
    if (digit(text.charCodeAt(at))) {
      const end = endOfNumber(text, at);
      if (end > at) {
        yield { kind: 'number', text: text.slice(at, end) };
        at = end;
        continue;
      }
    }
    if (text.charCodeAt(at) === 119 && text.startsWith('w/o ', at)) {
      yield { kind: 'word', text: 'without' };
      at += 3;
      continue;
    }
    if (isWordCode(text, at)) {
      const end = endOfWord(text, at);
      yield { kind: 'word', text: withoutPossessive(text.slice(at, end)) };
      at = end;
      continue;
    }
    yield { kind: kindOfSign(text, at), text: '' };
    at += 1;
  }
}

/** The end of "1,5", "1/2" or "12"; the start itself when letters follow and it is a word such as "3d". */
function endOfNumber(text: string, start: number): number {
  let end = start;
  while (digit(text.charCodeAt(end))) end += 1;
  while ((text[end] === '.' || text[end] === ',') && digit(text.charCodeAt(end + 1))) {
    end += 1;
    while (digit(text.charCodeAt(end))) end += 1;
  }
  if (text[end] === '/' && digit(text.charCodeAt(end + 1)) && text[end + 1] !== '0') {
    end += 1;
    while (digit(text.charCodeAt(end))) end += 1;
  }
  const isPlainRun = !/[.,/]/.test(text.slice(start, end));
  return isPlainRun && end < text.length && isWordCode(text, end) ? start : end;
}

function endOfWord(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && (isWordCode(text, end) || (text[end] === "'" && end + 1 < text.length && isWordCode(text, end + 1)))) end += 1;
  return end;
}

const withoutPossessive = (word: string) => (word.includes("'") ? word.replace(/'s$/, '').replaceAll("'", '') : word);

function kindOfSign(text: string, at: number): Piece['kind'] {
  const sign = text[at] ?? '';
  if (sign === ' ' || sign === '\n' || sign === '\t' || sign === '\r' || sign === '\u00A0') return 'gap';
  if (sign === '-' || sign === '&' || sign === '+' || sign === "'") return text[at - 1] === ' ' ? 'gap' : 'joiner';
  if (sign === '"' || sign === '″' || sign === '”') return 'inch';
  if (sign === '.' && at + 1 < text.length && isWordCode(text, at + 1)) return 'joiner';
  return 'end';
}

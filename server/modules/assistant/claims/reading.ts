/** A text that is read piece by piece: what one reader took, the next does not see. */
export interface Reading {
  /** Folded, numbers as digits. */
  readonly text: string;
  /** Gives what `make` makes of each match, and blanks the match; null leaves it for others. `before`: the forty signs in front of it. */
  take<Found>(pattern: RegExp, make: (match: RegExpMatchArray, before: string, after: string) => Found | null): Found[];
}

const contextLength = 40;

export function makeReading(folded: string): Reading {
  let text = folded;
  return {
    get text() {
      return text;
    },
    take(pattern, make) {
      const source = text;
      return [...source.matchAll(pattern)].flatMap((match) => {
        const start = match.index;
        const end = start + match[0].length;
        const found = make(match, source.slice(Math.max(0, start - contextLength), start), source.slice(end, end + contextLength));
        if (found === null) return [];
        text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
        return [found];
      });
    },
  };
}

import { readWords } from './read-words.ts';
import { findKeys, narrowerKeys } from './word-table.ts';

const footwear = new Set(['shoe', ...narrowerKeys('shoe'), ...narrowerKeys('shoe').flatMap((key) => narrowerKeys(key)), 'slipper']);

/** The words name something that is worn on feet. */
export const isFootwear = (text: string) => findKeys(readWords(text, 80).map((word) => word.text)).some(({ key }) => footwear.has(key));

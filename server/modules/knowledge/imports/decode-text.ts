export interface DecodedText {
  text: string;
  /** The bytes were no UTF-8 and were read as Windows-1252, which spreadsheets here write: accents deserve a look. */
  wasGuessed: boolean;
}

/** Bytes of a text file: by their mark, else as UTF-8, else as Windows-1252. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), wasGuessed: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), wasGuessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), wasGuessed: false };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), wasGuessed: true };
  }
}

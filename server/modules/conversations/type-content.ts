/** What a file is, read from its bytes. */
export interface ContentType {
  mimeType: string;
  /** Endings that a name of this type may have; the first is given to one that has none of them. */
  endings: readonly string[];
}

interface TypeRule extends ContentType {
  matches(bytes: Buffer): boolean;
}

const startsWith =
  (start: string | number[], offset = 0) =>
  (bytes: Buffer) => {
    const wanted = typeof start === 'string' ? Buffer.from(start, 'latin1') : Buffer.from(start);
    return bytes.subarray(offset, offset + wanted.length).equals(wanted);
  };

const isBoxed = startsWith('ftyp', 4);
/** The brand of the ISO container that films, sounds and some pictures share. */
const hasBrand = (brands: RegExp) => (bytes: Buffer) => isBoxed(bytes) && brands.test(bytes.toString('latin1', 8, 12));

const isZip = startsWith([0x50, 0x4b, 0x03, 0x04]);
const isZipWith = (name: string) => (bytes: Buffer) => isZip(bytes) && bytes.includes('[Content_Types].xml') && bytes.includes(name);

const isCompound = startsWith([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const isCompoundWith = (stream: string) => (bytes: Buffer) => isCompound(bytes) && bytes.includes(Buffer.from(stream, 'utf16le'));

/** An MPEG audio frame begins with eleven set bits; two bits further tell the layer, where AAC has none. */
const isFrameOfLayer = (layer: number) => (bytes: Buffer) => bytes.length > 2 && bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0 && (((bytes[1] ?? 0) >> 1) & 3) === layer;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Words and nothing else: UTF-8 without control characters. Pages, drawings and scripts are words too, and are never shown as more. */
function isText(bytes: Buffer): boolean {
  if (bytes.length === 0) return false;
  try {
    // oxlint-disable-next-line no-control-regex -- control characters are what tells a program from a text
    return !/[\u0000-\u0008\u000b\u000e-\u001f]/.test(utf8.decode(bytes));
  } catch {
    return false;
  }
}

const office = 'application/vnd.openxmlformats-officedocument';

/** The first that matches decides. */
const rules: readonly TypeRule[] = [
  { mimeType: 'image/jpeg', endings: ['jpg', 'jpeg'], matches: startsWith([0xff, 0xd8, 0xff]) },
  { mimeType: 'image/png', endings: ['png'], matches: startsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { mimeType: 'image/gif', endings: ['gif'], matches: (bytes) => startsWith('GIF87a')(bytes) || startsWith('GIF89a')(bytes) },
  { mimeType: 'image/webp', endings: ['webp'], matches: (bytes) => startsWith('RIFF')(bytes) && startsWith('WEBP', 8)(bytes) },
  { mimeType: 'image/heic', endings: ['heic', 'heif'], matches: hasBrand(/^(hei|hev|mif1|msf1)/) },
  { mimeType: 'image/avif', endings: ['avif'], matches: hasBrand(/^avi/) },
  { mimeType: 'video/3gpp', endings: ['3gp'], matches: hasBrand(/^3g/) },
  { mimeType: 'audio/mp4', endings: ['m4a'], matches: hasBrand(/^M4[AB]/) },
  { mimeType: 'video/quicktime', endings: ['mov'], matches: hasBrand(/^qt/) },
  { mimeType: 'video/mp4', endings: ['mp4', 'm4v'], matches: isBoxed },
  { mimeType: 'video/webm', endings: ['webm'], matches: startsWith([0x1a, 0x45, 0xdf, 0xa3]) },
  { mimeType: 'audio/ogg', endings: ['ogg', 'opus', 'oga'], matches: startsWith('OggS') },
  { mimeType: 'audio/amr', endings: ['amr'], matches: startsWith('#!AMR') },
  { mimeType: 'audio/mpeg', endings: ['mp3'], matches: (bytes) => startsWith('ID3')(bytes) || isFrameOfLayer(1)(bytes) },
  { mimeType: 'audio/aac', endings: ['aac'], matches: isFrameOfLayer(0) },
  { mimeType: 'application/pdf', endings: ['pdf'], matches: startsWith('%PDF-') },
  { mimeType: `${office}.wordprocessingml.document`, endings: ['docx'], matches: isZipWith('word/') },
  { mimeType: `${office}.spreadsheetml.sheet`, endings: ['xlsx'], matches: isZipWith('xl/') },
  { mimeType: `${office}.presentationml.presentation`, endings: ['pptx'], matches: isZipWith('ppt/') },
  { mimeType: 'application/msword', endings: ['doc'], matches: isCompoundWith('WordDocument') },
  { mimeType: 'application/vnd.ms-excel', endings: ['xls'], matches: isCompoundWith('Workbook') },
  { mimeType: 'application/vnd.ms-powerpoint', endings: ['ppt'], matches: isCompoundWith('PowerPoint Document') },
  { mimeType: 'application/zip', endings: ['zip'], matches: isZip },
  { mimeType: 'text/plain', endings: ['txt', 'csv', 'md', 'log'], matches: isText },
];

const unknown: ContentType = { mimeType: 'application/octet-stream', endings: ['bin'] };

/** The type of a file by its content. What a vendor or a browser said of it plays no part. */
export function typeContent(bytes: Buffer): ContentType {
  const { mimeType, endings } = rules.find((rule) => rule.matches(bytes)) ?? unknown;
  return { mimeType, endings };
}

/** A WebP with more than one picture in it. */
export function isAnimatedWebp(bytes: Buffer): boolean {
  return startsWith('VP8X', 12)(bytes) && ((bytes[20] ?? 0) & 2) !== 0;
}

/** A name that fits the type and that no system takes for a path or a program: "factura.pdf.exe" as text becomes "factura.pdf.exe.txt". */
export function nameFile(wished: string | null, mimeType: string): string {
  const { endings } = rules.find((rule) => rule.mimeType === mimeType) ?? unknown;
  const clean = (wished ?? '').normalize('NFC').replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]/gu, ' ').replaceAll(/\s+/g, ' ').replaceAll(/^[. ]+|[. ]+$/g, '');
  const name = [...clean].slice(-120).join('').trim() || 'file';
  return endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`)) ? name : `${name}.${endings[0]}`;
}

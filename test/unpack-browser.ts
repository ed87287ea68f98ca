import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';

const locate = createRequire(import.meta.url);

export interface UnpackedBrowser {
  executable: string;
  /** What the browser needs in its environment to find its libraries and fonts. */
  env: Record<string, string>;
}

/** Unpacks the browser of the npm package once per user and version, safe against other test processes doing the same. */
export async function unpackBrowser(): Promise<UnpackedBrowser> {
  const folder = join(tmpdir(), `marchante-browser-${userInfo().uid}-${await packageVersion()}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    executable: join(folder, 'chromium'),
    env: {
      FONTCONFIG_PATH: join(folder, 'fonts'),
      // Last in the path: only for machines that lack these libraries themselves.
      LD_LIBRARY_PATH: [process.env['LD_LIBRARY_PATH'], folder, join(folder, 'al2023', 'lib')].filter(Boolean).join(':'),
    },
  };
}

async function packageVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder(), 'package.json'), 'utf8')) as { version: string };
  return version;
}

function packageFolder(): string {
  return dirname(dirname(locate.resolve('@sparticuz/chromium')));
}

async function unpackInto(folder: string): Promise<void> {
  const draft = await mkdtemp(`${folder}-`);
  await inflateAll(draft);
  await writeFonts(draft, folder);
  try {
    await rename(draft, folder);
  } catch (error) {
    // Another process was first; its copy is as good.
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

async function inflateAll(into: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium');
  const before = process.env['TMPDIR'];
  // The package unpacks into the temporary folder and nowhere else.
  process.env['TMPDIR'] = into;
  try {
    for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) await inflate(join(packageFolder(), 'bin', name));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** The fonts of the package and an emoji font, listed under the folder's final name. */
async function writeFonts(draft: string, folder: string): Promise<void> {
  const emoji = locate.resolve('@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff');
  await mkdir(join(draft, 'fonts', 'emoji'), { recursive: true });
  await writeFile(join(draft, 'fonts', 'emoji', 'NotoColorEmoji.ttf'), woffToSfnt(await readFile(emoji)));
  const config = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family><family>Noto Color Emoji</family></prefer></alias>
  <alias><family>emoji</family><prefer><family>Noto Color Emoji</family></prefer></alias>
</fontconfig>
`;
  await writeFile(join(draft, 'fonts', 'fonts.conf'), config);
}

/** Turns a WOFF font into the plain form that every font library reads: https://www.w3.org/TR/WOFF/ */
export function woffToSfnt(woff: Buffer): Buffer {
  const tableCount = woff.readUInt16BE(12);
  const tables = Array.from({ length: tableCount }, (_, index) => readWoffTable(woff, 44 + index * 20));
  const directorySize = 12 + tableCount * 16;
  const directory = Buffer.alloc(directorySize);
  const largestPower = 2 ** Math.floor(Math.log2(tableCount));
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(tableCount, 4);
  directory.writeUInt16BE(largestPower * 16, 6);
  directory.writeUInt16BE(Math.log2(largestPower), 8);
  directory.writeUInt16BE((tableCount - largestPower) * 16, 10);
  let offset = directorySize;
  const bodies = tables.map(({ tag, checksum, content }, index) => {
    const at = 12 + index * 16;
    tag.copy(directory, at);
    directory.writeUInt32BE(checksum, at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(content.length, at + 12);
    const padded = Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4)]);
    offset += padded.length;
    return padded;
  });
  return Buffer.concat([directory, ...bodies]);
}

function readWoffTable(woff: Buffer, at: number) {
  const [offset, packedSize, size] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
  const packed = woff.subarray(offset, offset + packedSize);
  return { tag: woff.subarray(at, at + 4), checksum: woff.readUInt32BE(at + 16), content: packedSize < size ? inflateSync(packed) : packed };
}

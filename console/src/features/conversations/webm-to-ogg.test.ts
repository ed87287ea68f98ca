import { expect, test } from 'vitest';
import { checksum, samplesOf, webmToOgg } from './webm-to-ogg.ts';

const element = (id: number[], content: number[]) => [...id, 0x40 | (content.length >> 8), content.length & 0xff, ...content];
const unknownSize = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const head = [...new TextEncoder().encode('OpusHead'), 1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0];
// 20 ms of CELT in one frame each: config 31.
const packet = (size: number) => [0xf8, ...Array.from({ length: size - 1 }, (_, index) => index & 0xff)];
const webm = (packets: number[][]) =>
  Uint8Array.from([
    ...element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x86, 0x81, 1]),
    0x18, 0x53, 0x80, 0x67, ...unknownSize,
    ...element([0x16, 0x54, 0xae, 0x6b], element([0xae], [...element([0xd7], [1]), ...element([0x63, 0xa2], head)])),
    0x1f, 0x43, 0xb6, 0x75, ...unknownSize, ...element([0xe7], [0]),
    ...packets.flatMap((bytes) => element([0xa3], [0x81, 0, 0, 0x80, ...bytes])),
  ]);

test('every packet comes out as it went in, with the length of the sound', () => {
  const packets = [packet(40), packet(255), packet(600)];
  const ogg = webmToOgg(webm(packets));
  const read = readOgg(ogg ?? new Uint8Array());
  expect(read.packets.map((bytes) => [...bytes])).toEqual([head, expect.any(Array), ...packets]);
  expect(read.granule).toBe(3 * 960);
  expect(read.isWhole).toBe(true);
});

test('a long recording becomes several pages', () => {
  const read = readOgg(webmToOgg(webm(Array.from({ length: 600 }, () => packet(50)))) ?? new Uint8Array());
  expect(read.packets).toHaveLength(602);
  expect(read.pages).toBe(5);
});

test('what is no recording gives nothing', () => {
  expect(webmToOgg(new Uint8Array())).toBeNull();
  expect(webmToOgg(Uint8Array.from([1, 2, 3, 4, 5]))).toBeNull();
});

test('lengths by the table of the codec, and the checksum of the format', () => {
  expect([samplesOf(Uint8Array.of(0xf8)), samplesOf(Uint8Array.of(0x78)), samplesOf(Uint8Array.of(0x08)), samplesOf(Uint8Array.of(0xfb, 3))]).toEqual([960, 960, 960, 2880]);
  // CRC-32/POSIX without its length and final inversion: the known value of "123456789" for 0x04C11DB7, init 0, no reflection.
  expect(checksum(new TextEncoder().encode('123456789'))).toBe(0x89a1897f);
});

/** An Ogg file taken apart again, by the letter of RFC 3533. */
function readOgg(bytes: Uint8Array): { packets: Uint8Array[]; granule: number; pages: number; isWhole: boolean } {
  const packets: Uint8Array[] = [];
  let [at, pages, granule, isWhole] = [0, 0, 0, true];
  while (at < bytes.length) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    const segments = bytes[at + 26] ?? 0;
    let bodyAt = at + 27 + segments;
    let size = 0;
    for (let place = 0; place < segments; place += 1) {
      const length = bytes[at + 27 + place] ?? 0;
      size += length;
      if (length === 255) continue;
      packets.push(bytes.subarray(bodyAt, bodyAt + size));
      bodyAt += size;
      size = 0;
    }
    const page = bytes.slice(at, bodyAt);
    page.fill(0, 22, 26);
    isWhole &&= checksum(page) === view.getUint32(22, true) && view.getUint32(18, true) === pages;
    granule = Number(view.getBigUint64(6, true));
    pages += 1;
    at = bodyAt;
  }
  return { packets, granule, pages, isWhole };
}

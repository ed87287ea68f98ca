/**
 * Puts the Opus packets of a WebM recording into an Ogg file, unchanged. Chrome records WebM alone; phones play voice notes from Ogg alone.
 * WebM: https://www.matroska.org/technical/elements.html. Ogg: RFC 3533. Opus in Ogg: RFC 7845.
 */
export function webmToOgg(webm: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const { head, packets } = readPackets(webm);
  if (!head || packets.length === 0) return null;
  return writeOgg(head, packets);
}

const ids = { segment: 0x18538067, cluster: 0x1f43b675, tracks: 0x1654ae6b, track: 0xae, codecPrivate: 0x63a2, block: 0xa1, blockGroup: 0xa0, simpleBlock: 0xa3 };
const holders = new Set([ids.segment, ids.cluster, ids.tracks, ids.track, ids.blockGroup]);

/** A number of one to eight bytes whose length stands in its first bits. `keepsMark` for ids, whose mark belongs to them. */
function readVint(bytes: Uint8Array, at: number, keepsMark: boolean): { value: number; size: number; isUnknown: boolean } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const size = Math.clz32(first) - 23;
  if (at + size > bytes.length) return null;
  let value = keepsMark ? first : first & (0xff >> size);
  let isUnknown = !keepsMark && value === 0xff >> size;
  for (let place = 1; place < size; place += 1) {
    const byte = bytes[at + place] ?? 0;
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { value, size, isUnknown };
}

function readPackets(bytes: Uint8Array): { head: Uint8Array | null; packets: Uint8Array[] } {
  const packets: Uint8Array[] = [];
  let head: Uint8Array | null = null;
  for (let at = 0; at < bytes.length; ) {
    const id = readVint(bytes, at, true);
    const length = id && readVint(bytes, at + id.size, false);
    if (!id || !length) break;
    at += id.size + length.size;
    // A recording is written as it comes: what holds others is entered, whether its length is known or not.
    if (holders.has(id.value)) continue;
    if (length.isUnknown) break;
    const content = bytes.subarray(at, at + length.value);
    if (id.value === ids.codecPrivate) head ??= content;
    if (id.value === ids.simpleBlock || id.value === ids.block) {
      const track = readVint(content, 0, false);
      // After the track come a time of two bytes and the flags; recorders write one packet to a block.
      if (track) packets.push(content.subarray(track.size + 3));
    }
    at += length.value;
  }
  return { head, packets };
}

/** How long a packet plays, in samples of 48 kHz (RFC 6716 §3.1). */
export function samplesOf(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  const frameSamples = config < 12 ? [480, 960, 1920, 2880][config & 3] : config < 16 ? [480, 960][config & 1] : [120, 240, 480, 960][config & 3];
  const code = toc & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 1) & 63 : 2;
  return (frameSamples ?? 960) * frames;
}

function writeOgg(head: Uint8Array, packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const serial = 0x6d617263;
  const pages = [writePage({ packets: [head], granule: 0, serial, sequence: 0, flags: 2 }), writePage({ packets: [opusTags()], granule: 0, serial, sequence: 1, flags: 0 })];
  let granule = 0;
  let gathered: Uint8Array[] = [];
  let segments = 0;
  const flush = (isLast: boolean) => {
    pages.push(writePage({ packets: gathered, granule, serial, sequence: pages.length, flags: isLast ? 4 : 0 }));
    [gathered, segments] = [[], 0];
  };
  packets.forEach((packet, place) => {
    const needed = Math.floor(packet.length / 255) + 1;
    if (segments + needed > 255) flush(false);
    gathered.push(packet);
    segments += needed;
    granule += samplesOf(packet);
    if (place === packets.length - 1) flush(true);
  });
  return concat(pages);
}

function opusTags(): Uint8Array {
  const vendor = new TextEncoder().encode('marchante');
  const tags = new Uint8Array(16 + vendor.length);
  const view = new DataView(tags.buffer);
  tags.set(new TextEncoder().encode('OpusTags'));
  view.setUint32(8, vendor.length, true);
  tags.set(vendor, 12);
  return tags;
}

function writePage({ packets, granule, serial, sequence, flags }: { packets: readonly Uint8Array[]; granule: number; serial: number; sequence: number; flags: number }): Uint8Array {
  const lacing = packets.flatMap(({ length }) => [...Array.from({ length: Math.floor(length / 255) }, () => 255), length % 255]);
  const body = concat(packets);
  const page = new Uint8Array(27 + lacing.length + body.length);
  const view = new DataView(page.buffer);
  page.set(new TextEncoder().encode('OggS'));
  page[5] = flags;
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  page[26] = lacing.length;
  page.set(lacing, 27);
  page.set(body, 27 + lacing.length);
  view.setUint32(22, checksum(page), true);
  return page;
}

/** The checksum of an Ogg page: CRC-32 without reflection, beginning at zero. */
export function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

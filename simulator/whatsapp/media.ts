import { createHash } from 'node:crypto';
import type { World } from '../kit/index.ts';
import type { Account } from './accounts.ts';

export interface Media {
  id: string;
  owner: Account;
  mimeType: string;
  filename: string | null;
  bytes: Buffer;
  /** Hexadecimal. */
  sha256: string;
}

export interface MediaStore {
  add(owner: Account, file: { mimeType: string; filename?: string | null; bytes: Buffer }): Media;
  /** Undefined once deleted or pushed out by newer files. */
  find(id: string): Media | undefined;
  remove(id: string): boolean;
  /** A download address of this file, good for five minutes of world time. */
  linkTo(media: Media): string;
  /** The file that a download address stands for; undefined when it is wrong or too old. */
  open(query: Record<string, string>): Media | undefined;
}

const LINK_LIFE_MS = 300_000;
/** The oldest files go when all of them together are larger. */
const CAPACITY_BYTES = 256 * 1024 * 1024;

export function createMediaStore(world: World): MediaStore {
  const byId = new Map<string, Media>();
  let sizeBytes = 0;
  let lastId = 0;
  world.onReset(() => {
    byId.clear();
    sizeBytes = 0;
  });
  const remove = (id: string) => {
    sizeBytes -= byId.get(id)?.bytes.length ?? 0;
    return byId.delete(id);
  };
  const seal = (id: string, expires: string) => createHash('sha256').update(`${world.seed}:${id}:${expires}`).digest('base64url').slice(0, 24);
  return {
    add(owner, { mimeType, filename = null, bytes }) {
      lastId += 1;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const media: Media = { id: String(880_000_000_000 + lastId), owner, mimeType, filename, bytes, sha256 };
      byId.set(media.id, media);
      sizeBytes += bytes.length;
      for (const id of byId.keys()) {
        if (sizeBytes <= CAPACITY_BYTES) break;
        remove(id);
      }
      return media;
    },
    find: (id) => byId.get(id),
    remove,
    linkTo({ id }) {
      const expires = String(world.now() + LINK_LIFE_MS);
      return `${world.url}/graph-media/attachments/?mid=${id}&ext=${expires}&hash=${seal(id, expires)}`;
    },
    open({ mid = '', ext = '', hash }) {
      const isFresh = Number(ext) > world.now() && hash === seal(mid, ext);
      return isFresh ? byId.get(mid) : undefined;
    },
  };
}

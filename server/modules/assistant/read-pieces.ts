import { z } from 'zod';
import type { IncomingContent } from '#contract/message-content';
import { summarizeContent } from '#contract/message-content';
import { readReplyId } from '#modules/sends';
import { readChoiceId } from './choice-ids.ts';
import type { IncomingPiece } from './engine.ts';
import type { SituationRow } from './situation-queries.ts';

const Choices = z.array(z.object({ action: z.string() }));

export interface PieceContext {
  earlier: SituationRow['earlier'];
  sendIds: readonly string[];
  /** The shop that has each variant of a returned cart. */
  shopOf: ReadonlyMap<string, string>;
}

/** What the shopper sent, as an engine sees it. Pure. */
export function readPieces(rows: SituationRow['pieces'], context: PieceContext): IncomingPiece[] {
  return rows.flatMap((row): IncomingPiece[] => {
    const base = { messageId: row.messageId, at: row.at, tap: null, items: [], media: null };
    const piece = readContent(row.content, row, context);
    return piece === null ? [] : [{ ...base, ...piece }];
  });
}

type Piece = Pick<IncomingPiece, 'kind' | 'text'> & Partial<IncomingPiece>;

function readContent(content: IncomingContent, row: SituationRow['pieces'][number], context: PieceContext): Piece | null {
  switch (content.type) {
    case 'text':
      return { kind: 'text', text: content.text };
    case 'reply':
      return { kind: 'tap', text: content.title, tap: readTap(content.id, context) };
    case 'audio':
      return { kind: 'voice', text: row.transcript ?? '' };
    case 'image':
      return { kind: 'image', text: content.media.caption ?? '', media: row.mediaId !== null && row.mediaState === 'stored' ? { mediaId: row.mediaId, mimeType: row.mediaType ?? 'image/jpeg' } : null };
    case 'order':
      return { kind: 'order', text: content.text ?? '', items: itemsOf(content.items, context) };
    case 'location':
      return { kind: 'location', text: [content.name, content.address].filter((part) => part !== null).join(', ') };
    case 'video':
    case 'document':
      return { kind: 'file', text: content.media.caption ?? '' };
    case 'reaction':
      return null;
    default:
      return { kind: 'other', text: summarizeContent(content) };
  }
}

const isConsent = new Set(['confirm', 'cancel']);

/** A tap counts only for what we offered to this very person; a forged or foreign id is read like the words on its button. */
function readTap(id: string, { earlier, sendIds }: PieceContext): IncomingPiece['tap'] {
  const named = readChoiceId(id);
  const turn = named && earlier.find((each) => each.id === named.turnId);
  const choice = turn && Choices.safeParse(turn.choices).data?.[named.place];
  // A yes is one to what was asked last, not to whatever older button was found again.
  if (choice && isConsent.has(choice.action)) return turn === earlier[0] ? { action: choice.action } : null;
  if (choice) return { action: choice.action };
  // Under a message of a flow.
  const reply = readReplyId(id);
  return reply && sendIds.includes(reply.sendId) ? { action: reply.action } : null;
}

function itemsOf(items: { variantKey: string; quantity: number }[], { shopOf }: PieceContext): IncomingPiece['items'] {
  return items.flatMap(({ variantKey, quantity }) => {
    const connectionId = shopOf.get(variantKey);
    return connectionId ? [{ connectionId, variantKey, quantity }] : [];
  });
}

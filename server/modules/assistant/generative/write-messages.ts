import type { ModelMessage, ModelPart } from '#ports/model';
import type { IncomingPiece, ToolResult, TurnView } from '../engine.ts';

/** Pictures of this turn by their media id, loaded beforehand; those that could not be loaded are left out. */
export type Pictures = ReadonlyMap<string, { bytes: Uint8Array; mimeType: string }>;

/** The conversation as a model reads it: what was said, this turn's words, then the calls so far with their results. Pure. */
export function writeMessages(view: TurnView, pictures: Pictures): ModelMessage[] {
  const objections = view.objections.length === 0 ? [] : [said('user', `[The shop’s own check refused your last message. Mend it and reply again:\n- ${view.objections.join('\n- ')}]`)];
  return mergeNeighbours([...view.history.map(({ from, text }) => said(from === 'shopper' ? 'user' : 'assistant', from === 'person' ? `[a person of the shop] ${text}` : text)), { role: 'user' as const, parts: view.incoming.flatMap((piece) => partsOf(piece, pictures)) }, ...view.results.flatMap(toCallAndResult), ...objections]);
}

const said = (role: 'user' | 'assistant', text: string): ModelMessage => (role === 'user' ? { role, parts: [{ kind: 'text', text }] } : { role, text, calls: [] });

function partsOf(piece: IncomingPiece, pictures: Pictures): ModelPart[] {
  const picture = piece.media && pictures.get(piece.media.mediaId);
  return [{ kind: 'text', text: wordsOf(piece, picture !== undefined && picture !== null) }, ...(picture ? [{ kind: 'image' as const, ...picture }] : [])];
}

function wordsOf({ kind, text, tap, items }: IncomingPiece, isSeen: boolean): string {
  switch (kind) {
    case 'tap':
      return `[tapped] ${text}${tap ? ` (${tap.action})` : ''}`;
    case 'voice':
      return text === '' ? '[a voice note that could not be read]' : `[voice note] ${text}`;
    case 'image':
      return `${isSeen ? '[picture]' : '[a picture that you cannot see]'} ${text}`.trim();
    case 'order':
      return `[sent a cart from the catalogue] ${JSON.stringify(items)} ${text}`.trim();
    case 'location':
    case 'file':
    case 'other':
      return `[${kind}] ${text}`.trim();
    case 'text':
      return text;
  }
}

function toCallAndResult({ id, name, input, outcome }: ToolResult): ModelMessage[] {
  return [
    { role: 'assistant', text: '', calls: [{ id, name, input }] },
    { role: 'tool', callId: id, name, result: outcome.kind === 'done' ? outcome.output : outcome.kind === 'refused' ? { refused: outcome.code, why: outcome.message } : { askTheShopperFirst: outcome.summary } },
  ];
}

/** Some makers refuse two messages of one role in a row, and all want the shopper first. */
function mergeNeighbours(messages: ModelMessage[]): ModelMessage[] {
  const merged: ModelMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role === 'user' && message.role === 'user') last.parts.push(...message.parts);
    else if (last?.role === 'assistant' && message.role === 'assistant' && last.calls.length === 0 && message.calls.length === 0) last.text += `\n${message.text}`;
    else merged.push(message.role === 'user' ? { ...message, parts: [...message.parts] } : message.role === 'assistant' ? { ...message } : message);
  }
  return merged[0]?.role === 'assistant' ? [said('user', '[the shop wrote first]'), ...merged] : merged;
}

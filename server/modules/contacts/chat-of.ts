/**
 * The chat of a page in which a `visitor` identity speaks: the same for every browser there. Null: a browser in the shop itself.
 * @param visitor the connection's id, a colon, and the browser's key, which for a chat is `chatIdentity` of its secret.
 */
export const chatOf = (visitor: string): string | null => (visitor.startsWith(chatMark, connectionLength) ? visitor.slice(0, connectionLength + chatMark.length) : null);

const chatMark = ':chat-';
/** Of a UUID as text. */
const connectionLength = 36;

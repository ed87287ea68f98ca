/** Names this page among all that are open, until it is loaded anew. */
export const tabId = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36)).join('').slice(0, 16);

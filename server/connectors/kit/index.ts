/** What connectors share: calls, signatures, reading bodies, tokens, paging. It knows no vendor. */
export { createNodeIo, createPools } from './create-node-io.ts';
export type { NodeIoOptions } from './create-node-io.ts';
export { normaliseHeaders, readRetryAfterMs } from './headers.ts';
export { fingerprint, isSameText, isSignedBy, signHmac } from './hmac.ts';
export type { SignatureEncoding } from './hmac.ts';
export { epochToInstant, laterInstant, toInstant } from './instants.ts';
export { createJsonClient } from './json-client.ts';
export type { JsonCall, JsonClient, JsonClientOptions, VendorProblem } from './json-client.ts';
export { describeIssues, parseJson, readEvent, readJsonBody, readWith } from './read-body.ts';
export { readPages } from './read-pages.ts';
export { replayExchanges } from './replay-exchanges.ts';
export type { Exchange } from './replay-exchanges.ts';
export { clip, hideSecrets, textOrNull } from './text.ts';
export { createTokenCache } from './token-cache.ts';
export type { IssuedToken, TokenCache } from './token-cache.ts';
export { hostOf, toConnectorError } from './request-errors.ts';

import { createJsonClient, type JsonClient, type VendorProblem } from '#kit';
import type { ConnectorErrorKind, ConnectorIo } from '#ports/connector';
import type { SendAdvice } from '#contract/inbound-event';
import { findErrorRule, readMetaError } from './advise-error.ts';
import { readRecord, readText } from './read-json.ts';
import type { CloudApiSettings } from './settings.ts';

/** One merchant's number at the Graph API. */
export interface GraphApi {
  settings: CloudApiSettings;
  io: ConnectorIo;
  /** Calls carry the access token. Paths start with a slash and lack the version. */
  http: JsonClient;
  /** Paths of the number and of the account. */
  numberPath: string;
  wabaPath: string;
}

export function connectGraphApi(settings: CloudApiSettings, io: ConnectorIo): GraphApi {
  const http = createJsonClient({
    io,
    name: 'WhatsApp',
    baseUrl: `${settings.apiBaseUrl.replace(/\/+$/, '')}/${settings.graphVersion}`,
    headers: async () => ({ authorization: `Bearer ${settings.accessToken}` }),
    readProblem: readGraphProblem,
    secrets: [settings.accessToken, settings.appSecret, settings.verifyToken],
  });
  return { settings, io, http, numberPath: `/${settings.phoneNumberId}`, wabaPath: `/${settings.wabaId}` };
}

const kindByAdvice: Partial<Record<SendAdvice, ConnectorErrorKind>> = {
  reconnect: 'credentials',
  retry: 'unavailable',
  slow_number: 'rate_limited',
  slow_pair: 'rate_limited',
};

/** Reads Meta's error body, whose code decides; its HTTP status says little. */
function readGraphProblem(body: unknown): VendorProblem | null {
  const raw = readRecord(readRecord(body)?.['error']);
  const error = readMetaError(raw);
  if (!raw || !error || error.code === null) return null;
  const rule = findErrorRule(error.code);
  const advice = readText(raw['error_user_msg'], 300);
  return {
    kind: kindByAdvice[rule.advice] ?? 'rejected',
    code: String(error.code),
    message: [error.words, advice].filter((words) => words !== null && words !== '').join(' '),
    ...(rule.retryAfterMs === undefined ? {} : { retryAfterMs: rule.retryAfterMs }),
  };
}

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ErrorReply, InvalidInput } from '#contract/error';
import { isDatabaseAway } from './database.ts';
import { AppError, statusByKind } from './errors.ts';

const partByContext: Record<string, InvalidInput['fields'][number]['in']> = { body: 'body', querystring: 'query', params: 'params', headers: 'headers' };

/** Fastify's own refusals of a request, in our words. */
const refusalByCode: Record<string, AppError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new AppError('too_large', 'body_too_large', 'This request is larger than the route accepts. Send less at once.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new AppError('invalid', 'media_type_unknown', 'Send the body as "application/json".'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new AppError('invalid', 'body_not_json', 'The body is empty; send JSON or leave the content type out.'),
  FST_ERR_CTP_INVALID_JSON_BODY: new AppError('invalid', 'body_not_json', 'The body cannot be read as JSON.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new AppError('invalid', 'body_cut_off', 'The body ended before its stated length. Send it again.'),
};

/**
 * The one place where a failure becomes a reply. Foreseen ones keep their sentence; anything else is a bug: a 500 that tells nothing
 * but its request id, and a full log entry.
 */
export function makeErrorHandler(translate: (error: unknown) => AppError | null) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const foreseen = foresee(error) ?? translate(error);
    if (foreseen?.kind === 'unavailable') {
      request.log.warn({ err: error, route: request.routeOptions.url }, 'A request met something that is away');
      reply.header('retry-after', '5');
    }
    if (foreseen) return reply.status(statusByKind[foreseen.kind]).send(replyOf(foreseen, request.id));
    request.log.error({ err: error, route: request.routeOptions.url, method: request.method }, 'A request failed');
    const bug: ErrorReply['error'] = {
      code: 'server_error',
      message: `Something went wrong on our side. Try again; if it stays, give the operator this number: ${request.id}`,
      details: null,
      requestId: request.id,
    };
    return reply.status(500).send({ error: bug } satisfies ErrorReply);
  };
}

export function replyOf(error: AppError, requestId: string): ErrorReply {
  return { error: { code: error.code, message: error.message, details: error.details, requestId } };
}

function foresee(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return describeInvalid(error);
  if (isDatabaseAway(error)) return new AppError('unavailable', 'database_away', 'The database cannot be reached just now. Nothing was lost; try again in a moment.');
  if (!isFastifyError(error)) return null;
  const known = refusalByCode[error.code];
  if (known) return known;
  const isRefusal = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  return isRefusal ? new AppError(error.statusCode === 413 ? 'too_large' : 'invalid', 'request_unreadable', error.message) : null;
}

/** Names each field and what it should be. */
function describeInvalid(error: { validation: { instancePath: string; message?: string | undefined }[]; validationContext?: string | undefined }): AppError {
  const part = partByContext[error.validationContext ?? 'body'] ?? 'body';
  const fields = error.validation.map((issue) => ({ in: part, path: issue.instancePath.slice(1).replaceAll('/', '.'), message: issue.message ?? 'is not accepted' }));
  const list = fields.map((field) => `${field.path === '' ? `the ${part}` : field.path} (${field.message})`).join('; ');
  return new AppError('invalid', 'invalid_input', `Some fields cannot be accepted: ${list}.`, { fields } satisfies InvalidInput);
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && (error.code.startsWith('FST_') || 'statusCode' in error);
}

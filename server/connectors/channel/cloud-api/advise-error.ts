import type { SendProblem } from '#contract/inbound-event';
import { errorRules, type ErrorRule } from './error-table.ts';
import { readNumber, readRecord, readText } from './read-json.ts';

/** An error as Meta reports it, in an answer or in a status. */
export interface MetaError {
  code: number | null;
  /** Meta's own words: for logs and the operator. */
  words: string;
}

const ruleByCode = new Map<number, ErrorRule>(errorRules.flatMap((rule) => rule.codes.map((code) => [code, rule] as const)));

/** Codes 200 to 299 are one family: a permission was not granted or was taken back. */
const permissionRule: ErrorRule = {
  codes: [],
  advice: 'reconnect',
  message: 'The access token lacks a permission. Check the system user and its assets.',
};
/** A code we do not know is tried once more, never more often: repeats of a refused marketing message are punished. */
const unknownRule: ErrorRule = { codes: [], advice: 'retry_once', message: 'WhatsApp refused the message for a reason we do not know.' };
const unknownTemplateRule: ErrorRule = { ...unknownRule, advice: 'fix_message' };

export function findErrorRule(code: number | null, options: { isTemplate?: boolean } = {}): ErrorRule {
  const known = code === null ? undefined : ruleByCode.get(code);
  if (known) return known;
  if (code !== null && code >= 200 && code <= 299) return permissionRule;
  return options.isTemplate === true ? unknownTemplateRule : unknownRule;
}

export function readMetaError(value: unknown): MetaError | null {
  const error = readRecord(value);
  if (!error) return null;
  const details = readText(readRecord(error['error_data'])?.['details'], 500);
  const words = [readText(error['message'], 300) ?? readText(error['title'], 300), details].filter((part) => part !== null);
  const code = readNumber(error['code']);
  return code === null && words.length === 0 ? null : { code, words: [...new Set(words)].join(' ') };
}

/** `isTemplate`: the refused message was a template, so that an unknown code is not tried again. */
export function describeProblem(error: MetaError, options: { isTemplate?: boolean } = {}): SendProblem {
  const rule = findErrorRule(error.code, options);
  return {
    code: error.code === null ? 'unknown' : String(error.code),
    message: error.words === '' ? rule.message : `${rule.message} (${error.words})`,
    advice: rule.advice,
  };
}

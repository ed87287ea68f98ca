import type { InboundEventOf } from '#contract/inbound-event';
import type { KeyedEvent } from '#ports/connector';
import { ignore, joinKey, makeKeyed, type HookChange } from './hook-context.ts';
import { readKey, readRecord, readText, type JsonRecord } from './read-json.ts';
import { readCategory, readQuality, readTemplateStatus } from './template-words.ts';

type TemplateNews = Pick<InboundEventOf<'template.changed'>, 'status' | 'category' | 'quality' | 'reason'>;

/** Status, quality, text or category of a template changed. Only what the news says is given. */
export function mapTemplateNews(change: HookChange): KeyedEvent {
  const { value } = change;
  const key = joinKey('template', change.fingerprint());
  const name = readText(value['message_template_name'], 512);
  const language = readText(value['message_template_language'], 20);
  if (name === null || language === null) return ignore(change, key, 'Template news that names no template.');
  return makeKeyed(change, key, {
    type: 'template.changed',
    templateKey: readKey(value['message_template_id']),
    name,
    language,
    at: change.at,
    ...readNews(change.field, value),
  });
}

/** Told by its members, because Meta's own sample of a quality update carries the name of another field. */
function readNews(field: string, value: JsonRecord): TemplateNews {
  if (value['new_quality_score'] !== undefined) return { quality: readQuality(value['new_quality_score']) };
  if (field === 'message_template_components_update') return { reason: 'The approved text changed: read the template again.' };
  if (value['new_category'] !== undefined || value['correct_category'] !== undefined) return readCategoryNews(value);
  const event = readText(value['event'], 60);
  const category = readCategory(value['message_template_category']);
  const status = readTemplateStatus(event);
  return {
    ...(status === null ? {} : { status }),
    ...(category === null ? {} : { category }),
    reason: explain(event, value),
  };
}

/** `new_category` is the one that counts now, also while another (`correct_category`) is only announced. */
function readCategoryNews(value: JsonRecord): TemplateNews {
  const category = readCategory(value['new_category']);
  const announced = readCategory(value['correct_category']);
  return {
    ...(category === null ? {} : { category }),
    reason: announced === null ? 'Meta changed the category.' : `Meta will change the category to ${announced}.`,
  };
}

function explain(event: string | null, value: JsonRecord): string | null {
  const other = readRecord(value['other_info']);
  const rejection = readRecord(value['rejection_info']);
  const reason = readText(value['reason'], 200);
  const parts = [
    readTemplateStatus(event) === null ? event : null,
    reason === 'NONE' ? null : reason,
    readText(other?.['title'], 100),
    readText(other?.['description'], 300),
    readText(rejection?.['reason'], 200),
    readText(rejection?.['recommendation'], 200),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' · ').slice(0, 1000);
}

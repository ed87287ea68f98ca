import { GraphError } from './graph-errors.ts';
import { asText, lengthOf, type Json } from './json.ts';

const CAPTION_LIMIT = 1024;

/** Present, text, not empty and not too long; lengths in characters. */
export function requireText(name: string, value: unknown, limit: number): void {
  if (value === undefined || value === null || value === '') throw new GraphError(131008, `Parameter ${name} is required`);
  if (typeof value !== 'string') throw new GraphError(100, `Param ${name} must be a string`);
  if (value.length > limit && lengthOf(value) > limit) {
    throw new GraphError(100, `Param ${name} must be at most ${limit} characters long`);
  }
}

/** Absent is fine. */
export function limitText(name: string, value: unknown, limit: number): void {
  if (value !== undefined) requireText(name, value, limit);
}

/** `id` of something uploaded or a public `link`, and a caption within its limit. */
export function checkMedia(type: string, media: Json): void {
  const { id, link } = media;
  if (asText(id) === '' && asText(link) === '') throw new GraphError(131008, `Parameter ${type}.id or ${type}.link is required`);
  if (asText(id) === '' && !/^https?:\/\/[^\s]+$/.test(asText(link))) {
    throw new GraphError(131009, `Param ${type}['link'] is not a valid URI.`);
  }
  if (type === 'audio' || type === 'sticker') {
    if (media.caption !== undefined) throw new GraphError(100, `Unexpected key "caption" on param "${type}".`);
  } else if (media.caption !== undefined && media.caption !== '') {
    limitText(`${type}.caption`, media.caption, CAPTION_LIMIT);
  }
}

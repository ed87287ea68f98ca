import type { SentMessage } from '#test/whatsapp';

/** One message of ours as the shopper sees it. */
export interface ReadAnswer {
  /** Everything that can be read, a line for each part. */
  text: string;
  /** What stands together: the main text by lines, each card, each row. */
  parts: string[];
  buttons: { id: string; title: string }[];
  urls: string[];
}

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a body of the platform's API without knowing how we build it: words by their fields, wherever they are. */
export function readAnswer({ body }: Pick<SentMessage, 'body'>): ReadAnswer {
  const answer: ReadAnswer = { text: '', parts: [], buttons: [], urls: [] };
  walk(body[String(body['type'])], answer);
  answer.text = [...answer.parts, ...answer.buttons.map(({ title }) => title), ...answer.urls].join('\n');
  return answer;
}

function walk(value: unknown, answer: ReadAnswer): void {
  if (Array.isArray(value)) for (const each of value) walk(each, answer);
  if (!isRecord(value)) return;
  if (typeof value['id'] === 'string' && typeof value['title'] === 'string') {
    answer.buttons.push({ id: value['id'], title: value['title'] });
    if (typeof value['description'] === 'string') answer.parts.push(`${value['title']}\n${value['description']}`);
    return;
  }
  const words = value['text'] ?? (typeof value['body'] === 'string' ? value['body'] : null);
  // A card is one thing, its price under its name; the lines of an ordinary text are not.
  if (typeof words === 'string') answer.parts.push(words);
  if (typeof value['url'] === 'string') answer.urls.push(value['url']);
  if (typeof value['display_text'] === 'string') answer.parts.push(value['display_text']);
  for (const [name, inner] of Object.entries(value)) if (name !== 'image') walk(inner, answer);
  if (typeof words === 'string') answer.urls.push(...(words.match(/https?:\/\/\S+/g) ?? []));
}

import { GraphError } from './graph-errors.ts';
import { asObject, asObjects, asText, lengthOf, type Json } from './json.ts';
import { findComponent, variablesOf } from './template-shape.ts';

/** Throws what the platform answers to a template that it would not even review. */
export function checkTemplate(draft: Json): void {
  const name = asText(draft.name);
  if (!/^[a-z0-9_]{1,512}$/.test(name)) throw new GraphError(100, 'name: lowercase letters, digits and _ only', { subcode: 2388023 });
  if (asText(draft.language) === '') throw new GraphError(100, 'language is required');
  if (!['MARKETING', 'UTILITY', 'AUTHENTICATION'].includes(asText(draft.category))) {
    throw new GraphError(100, 'category must be one of AUTHENTICATION, MARKETING, UTILITY');
  }
  checkComponents(asObjects(draft.components), asText(draft.category));
}

/** The same for the parts alone, as an edit brings them. */
export function checkComponents(components: Json[], category: string): void {
  if (category !== 'AUTHENTICATION') checkBody(components);
  checkHeader(components);
  checkFooter(components);
  checkButtons(asObjects(findComponent(components, 'BUTTONS')?.buttons));
  checkCards(asObjects(findComponent(components, 'CAROUSEL')?.cards));
}

function checkBody(components: Json[]): void {
  const body = findComponent(components, 'BODY');
  const text = asText(body?.text);
  if (text === '') throw new GraphError(100, 'The body is missing', { subcode: 2388043 });
  const limit = findComponent(components, 'LIMITED_TIME_OFFER') ? 600 : 1024;
  if (lengthOf(text) > limit) throw new GraphError(100, `The body is longer than ${limit} characters`, { subcode: 2388040 });
  const variables = variablesOf(text);
  if (variables.names.length === 0) return;
  if (/^\s*\{\{|\}\}\s*$/.test(text)) throw new GraphError(100, 'Variables may not start or end the body', { subcode: 2388299 });
  if (/\}\}\s*\{\{/.test(text)) throw new GraphError(100, 'Variables may not stand side by side', { subcode: 2388299 });
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ').split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  if (words.length < variables.names.length * 2 + 1) throw new GraphError(100, 'Too many variables for so few words', { subcode: 2388293 });
  checkVariableNames(variables.names, variables.isNamed);
  checkExample(asObject(body?.example), variables.names.length, variables.isNamed);
}

function checkVariableNames(names: string[], isNamed: boolean): void {
  const fits = isNamed ? names.every((name) => /^[a-z_][a-z0-9_]*$/.test(name)) : names.every((name, index) => name === String(index + 1));
  if (!fits) throw new GraphError(100, 'Variables are {{1}}, {{2}} ... or lowercase names', { subcode: 2388047 });
}

function checkExample(example: Json, count: number, isNamed: boolean): void {
  const positional = Array.isArray(example.body_text) ? (example.body_text[0] as unknown) : undefined;
  const given = isNamed ? asObjects(example.body_text_named_params).length : Array.isArray(positional) ? positional.length : 0;
  if (given !== count) throw new GraphError(100, `The body needs ${count} example values, ${given} were given`, { subcode: 2388043 });
}

function checkHeader(components: Json[]): void {
  const header = findComponent(components, 'HEADER');
  if (!header) return;
  const format = asText(header.format).toUpperCase();
  if (format === 'TEXT') {
    const text = asText(header.text);
    if (text === '' || lengthOf(text) > 60) throw new GraphError(100, 'A header has 1 to 60 characters', { subcode: 2388047 });
    if (variablesOf(text).names.length > 1) throw new GraphError(100, 'A header has at most one variable', { subcode: 2388047 });
    return;
  }
  if (!['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF', 'LOCATION', 'PRODUCT'].includes(format)) {
    throw new GraphError(100, `Header format ${format} is unknown`, { subcode: 2388047 });
  }
  const handles = asObject(header.example).header_handle;
  const needsHandle = ['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF'].includes(format);
  if (needsHandle && !(Array.isArray(handles) && handles.length > 0)) {
    throw new GraphError(100, 'A media header needs example.header_handle', { subcode: 2388273 });
  }
}

function checkFooter(components: Json[]): void {
  const footer = findComponent(components, 'FOOTER');
  const text = asText(footer?.text);
  if (footer && text === '' && footer.code_expiration_minutes === undefined) throw new GraphError(100, 'The footer is empty', { subcode: 2388073 });
  if (lengthOf(text) > 60 || variablesOf(text).names.length > 0) {
    throw new GraphError(100, 'A footer has at most 60 characters and no variables', { subcode: 2388073 });
  }
}

const LIMITS: Record<string, number> = { URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1, QUICK_REPLY: 10 };

function checkButtons(buttons: Json[]): void {
  if (buttons.length > 10) throw new GraphError(100, 'A template has at most 10 buttons');
  const kinds = buttons.map((button) => asText(button.type).toUpperCase());
  for (const [kind, limit] of Object.entries(LIMITS)) {
    if (kinds.filter((each) => each === kind).length > limit) throw new GraphError(100, `At most ${limit} buttons of type ${kind}`);
  }
  const first = kinds.indexOf('QUICK_REPLY');
  const last = kinds.lastIndexOf('QUICK_REPLY');
  if (first >= 0 && kinds.slice(first, last + 1).some((kind) => kind !== 'QUICK_REPLY')) {
    throw new GraphError(100, 'Quick replies must stand together');
  }
  for (const button of buttons) checkButton(button);
}

function checkButton(button: Json): void {
  const kind = asText(button.type).toUpperCase();
  const text = asText(button.text);
  const needsText = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'].includes(kind);
  if (lengthOf(text) > 25 || (needsText && text === '')) throw new GraphError(100, 'A button has 1 to 25 characters');
  if (kind !== 'URL') return;
  const url = asText(button.url);
  if (!/^https?:\/\//.test(url) || url.length > 2000) throw new GraphError(100, 'The URL of a button is not valid');
  if (variablesOf(url).names.length === 0) return;
  if (!url.endsWith('{{1}}')) throw new GraphError(100, 'A URL has one variable, at its end');
  if (!Array.isArray(button.example) || button.example.length === 0) throw new GraphError(100, 'A URL with a variable needs an example');
}

function checkCards(cards: Json[]): void {
  if (cards.length === 0) return;
  if (cards.length < 2 || cards.length > 10) throw new GraphError(100, 'A carousel has 2 to 10 cards');
  const forms = cards.map((card) => asObjects(card.components).map((part) => asText(part.type).toUpperCase()).sort().join());
  if (new Set(forms).size > 1) throw new GraphError(100, 'All cards of a carousel must have the same components');
}

import type { TemplateButton, TemplateDraft } from '#ports/channel';
import { ConnectorError } from '#ports/connector';

/** The body of a template's creation. `imageHandle` names the uploaded sample picture that reviewers see. */
export function buildTemplateDraft(draft: TemplateDraft, imageHandle: string | null): Record<string, unknown> {
  return {
    name: draft.name,
    language: draft.language,
    category: draft.category.toUpperCase(),
    parameter_format: 'NAMED',
    components: [
      ...buildHeader(draft, imageHandle),
      buildBody(draft),
      ...(draft.footer === null ? [] : [{ type: 'FOOTER', text: draft.footer }]),
      ...buildButtons(draft.buttons),
    ],
  };
}

function buildHeader({ header, variables }: TemplateDraft, imageHandle: string | null): Record<string, unknown>[] {
  switch (header.kind) {
    case 'none':
      return [];
    case 'text': {
      const examples = buildExamples(header.text, variables);
      const example = examples.length === 0 ? {} : { example: { header_text_named_params: examples } };
      return [{ type: 'HEADER', format: 'TEXT', text: header.text, ...example }];
    }
    case 'image':
      if (imageHandle === null) throw new ConnectorError('rejected', 'WhatsApp wants a sample of the picture above the template.', { code: 'sample_missing' });
      return [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: [imageHandle] } }];
  }
}

function buildBody({ body, variables }: TemplateDraft): Record<string, unknown> {
  const examples = buildExamples(body, variables);
  return { type: 'BODY', text: body, ...(examples.length === 0 ? {} : { example: { body_text_named_params: examples } }) };
}

/** Examples of the variables that stand in a text, each once, in the order of the text. */
function buildExamples(text: string, variables: TemplateDraft['variables']) {
  const exampleByName = new Map(variables.map(({ name, example }) => [name, example]));
  return findVariables(text).map((name) => {
    const example = exampleByName.get(name);
    if (example === undefined || example === '') {
      throw new ConnectorError('rejected', `The variable {{${name}}} has no example, which WhatsApp asks for.`, { code: 'example_missing' });
    }
    return { param_name: name, example };
  });
}

/** Names of variables in order of first appearance. */
export function findVariables(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g)].map((match) => match[1] ?? ''))];
}

function buildButtons(buttons: TemplateButton[]): Record<string, unknown>[] {
  return buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buildButton) }];
}

function buildButton({ kind, title, url, urlExample }: TemplateButton): Record<string, unknown> {
  switch (kind) {
    case 'reply':
      return { type: 'QUICK_REPLY', text: title };
    case 'link':
      return { type: 'URL', text: title, url, ...(urlExample !== null && url?.includes('{{') ? { example: [urlExample] } : {}) };
    case 'code':
      // The text of this button is Meta's own; the title serves as the sample code.
      return { type: 'COPY_CODE', example: title };
    case 'phone':
      return { type: 'PHONE_NUMBER', text: title, phone_number: url };
  }
}

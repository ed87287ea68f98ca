import { GraphError } from './graph-errors.ts';
import { asObject, asObjects, asText, isObject, lengthOf, type Json } from './json.ts';
import { fillVariables, findComponent, valuesOf, type ButtonShape, type TemplateShape, type Variables } from './template-shape.ts';
import type { Template } from './templates.ts';

/** Throws the error that the platform gives when the values of a send do not fit the approved template. */
export function checkTemplateSend(template: Template, sent: Json): void {
  checkStatus(template);
  const components = asObjects(sent.components);
  checkHeader(template.shape, componentOf(components, 'header'));
  const body = componentOf(components, 'body');
  checkText('body', template.shape.body, asObjects(body?.parameters));
  checkFilledLength(template, asObjects(body?.parameters));
  checkButtons(template.shape.buttons, components);
  checkCards(template.shape, asObjects(componentOf(components, 'carousel')?.cards));
  if (template.shape.hasLimitedTimeOffer && !componentOf(components, 'limited_time_offer')) {
    throw new GraphError(132000, 'limited_time_offer: an expiration is expected');
  }
}

const componentOf = (components: Json[], type: string) =>
  components.find((component) => asText(component.type).toLowerCase() === type);

function checkStatus({ name, language, status }: Template): void {
  if (status === 'PAUSED') throw new GraphError(132015, `template ${name} (${language}) is paused for low quality`);
  if (status === 'DISABLED') throw new GraphError(132016, `template ${name} (${language}) was disabled`);
  if (status !== 'APPROVED') throw new GraphError(132001, `template name (${name}) does not exist in ${language}`);
}

function checkHeader({ header }: TemplateShape, sent: Json | undefined): void {
  const parameters = asObjects(sent?.parameters);
  if (header.kind === 'none' || header.kind === 'text') {
    checkText('header', header.variables, parameters);
    return;
  }
  if (parameters.length !== 1) {
    throw new GraphError(132012, `header: Format mismatch, expected ${header.kind.toUpperCase()}, received UNKNOWN`);
  }
  const kind = asText(parameters[0]?.type).toLowerCase();
  const value = parameters[0]?.[kind];
  if (kind !== header.kind || !isObject(value)) {
    throw new GraphError(132012, `header: Format mismatch, expected ${header.kind.toUpperCase()}, received ${kind.toUpperCase()}`);
  }
}

/** New lines, tabs and more than four spaces in a row are refused in values of texts. */
const BAD_WHITESPACE = /[\n\r\t]| {5,}/;

function checkText(part: string, expected: Variables, parameters: Json[]): void {
  if (parameters.length !== expected.names.length) {
    const counts = `number of localizable_params (${parameters.length}) does not match the expected number of params`;
    throw new GraphError(132000, `${part}: ${counts} (${expected.names.length})`);
  }
  for (const parameter of parameters) {
    const name = asText(parameter.parameter_name);
    if (expected.isNamed && !expected.names.includes(name)) {
      throw new GraphError(100, `${part}: Parameter name is missing or unknown: ${name || '(none)'}`);
    }
    if (asText(parameter.type) !== 'text') continue;
    const text = parameter.text;
    if (typeof text !== 'string' || text === '') throw new GraphError(131008, `${part}: Parameter of type text is missing text value`);
    if (BAD_WHITESPACE.test(text)) {
      throw new GraphError(132018, `${part}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`);
    }
  }
}

function checkFilledLength(template: Template, parameters: Json[]): void {
  const text = asText(findComponent(template.components, 'BODY')?.text);
  const limit = template.shape.hasLimitedTimeOffer ? 600 : 1024;
  const filledLength = lengthOf(fillVariables(text, valuesOf(parameters)));
  if (filledLength > limit) throw new GraphError(132005, `body: the text is ${filledLength} characters long, ${limit} are allowed`);
}

function checkButtons(expected: ButtonShape[], components: Json[]): void {
  const sent = components.filter((component) => asText(component.type).toLowerCase() === 'button');
  for (const button of sent) {
    const index = Number(asText(button.index));
    const shape = expected[index];
    if (!shape) throw new GraphError(132000, `button: there is no button at index ${asText(button.index)}`);
    const kind = asText(button.sub_type).toLowerCase();
    if (kind !== shape.kind) throw new GraphError(132012, `button at index ${index}: expected ${shape.kind}, received ${kind}`);
    checkButtonValue(kind, index, asObjects(button.parameters)[0]);
  }
  expected.forEach((shape, index) => {
    const isSent = sent.some((button) => Number(asText(button.index)) === index);
    if (shape.needsValue && !isSent) {
      throw new GraphError(131008, `buttons: Button at index ${index} of type ${shape.kind} requires a parameter`);
    }
  });
}

function checkButtonValue(kind: string, index: number, parameter: Json | undefined): void {
  if (kind === 'quick_reply' && asText(parameter?.payload) === '') {
    throw new GraphError(131008, `button at index ${index}: payload is missing`);
  }
  if (kind === 'url' && asText(parameter?.text) === '') throw new GraphError(131008, `button at index ${index}: text is missing`);
  if (kind === 'copy_code' && !/^[A-Za-z0-9]{1,20}$/.test(asText(parameter?.coupon_code))) {
    throw new GraphError(132012, `button at index ${index}: coupon_code must be 1 to 20 letters or digits`);
  }
}

function checkCards({ cards }: TemplateShape, sent: Json[]): void {
  if (cards.length === 0) return;
  const isProduct = cards[0]?.header === 'product';
  const fits = isProduct ? sent.length >= 2 && sent.length <= 10 : sent.length === cards.length;
  if (!fits) throw new GraphError(132012, `carousel: ${cards.length} cards were approved, ${sent.length} were sent`);
  sent.forEach((card, index) => {
    const shape = cards[isProduct ? 0 : index];
    if (!shape) return;
    const parts = asObjects(card.components);
    const media = asObject(asObjects(componentOf(parts, 'header')?.parameters)[0]);
    if (asText(media.type).toLowerCase() !== shape.header) {
      throw new GraphError(132012, `carousel card ${index}: expected a ${shape.header} header`);
    }
    checkText(`carousel card ${index} body`, shape.body, asObjects(componentOf(parts, 'body')?.parameters));
    checkButtons(isProduct ? [] : shape.buttons, isProduct ? [] : parts);
  });
}

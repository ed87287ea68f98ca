import { asObject, asObjects, asText, type Json } from './json.ts';

/** What values a template expects at each send, worked out once when it is approved. */
export interface TemplateShape {
  /** `none`, `text` (with that many variables) or a kind of media that each send must bring. */
  header: { kind: string; variables: Variables };
  body: Variables;
  buttons: ButtonShape[];
  /** One shape for each card, empty when the template is no carousel. */
  cards: { header: string; body: Variables; buttons: ButtonShape[] }[];
  hasLimitedTimeOffer: boolean;
}

/** Positional variables are named `1`, `2` ... in order. */
export interface Variables {
  isNamed: boolean;
  names: string[];
}

export interface ButtonShape {
  /** `url`, `quick_reply`, `copy_code`, `mpm` ... as in `sub_type`. */
  kind: string;
  text: string;
  url: string;
  /** The send must bring a value for this button. */
  needsValue: boolean;
}

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** Variables of a text in order of first appearance. */
export function variablesOf(text: string): Variables {
  const names = [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ''))];
  const isNamed = names.some((name) => !/^\d+$/.test(name));
  return { isNamed, names: isNamed ? names : names.sort((left, right) => Number(left) - Number(right)) };
}

/** Puts values into a text; a variable without a value stays visible. */
export const fillVariables = (text: string, values: Record<string, string>): string =>
  text.replace(VARIABLE, (whole, name: string) => values[name] ?? whole);

export function findComponent(components: Json[], type: string): Json | undefined {
  return components.find((component) => asText(component.type).toUpperCase() === type);
}

export function shapeOf(components: Json[]): TemplateShape {
  const header = headerShape(components);
  return {
    header,
    body: variablesOf(asText(findComponent(components, 'BODY')?.text)),
    buttons: buttonShapes(components),
    cards: asObjects(findComponent(components, 'CAROUSEL')?.cards).map((card) => {
      const parts = asObjects(card.components);
      return {
        header: headerShape(parts).kind,
        body: variablesOf(asText(findComponent(parts, 'BODY')?.text)),
        buttons: buttonShapes(parts),
      };
    }),
    hasLimitedTimeOffer: findComponent(components, 'LIMITED_TIME_OFFER') !== undefined,
  };
}

function headerShape(components: Json[]): TemplateShape['header'] {
  const header = findComponent(components, 'HEADER');
  const format = asText(header?.format).toLowerCase();
  return { kind: format || 'none', variables: variablesOf(format === 'text' ? asText(header?.text) : '') };
}

const NEEDS_VALUE = new Set(['copy_code', 'mpm', 'spm', 'order_details', 'payment_request']);

function buttonShapes(components: Json[]): ButtonShape[] {
  return asObjects(findComponent(components, 'BUTTONS')?.buttons).map((button) => {
    const kind = asText(button.type).toLowerCase();
    const url = asText(button.url);
    const isOneTimeCode = kind === 'otp';
    const needsValue = isOneTimeCode || NEEDS_VALUE.has(kind) || (kind === 'url' && variablesOf(url).names.length > 0);
    return { kind: isOneTimeCode ? 'url' : kind, text: asText(button.text), url, needsValue };
  });
}

/** The values that one send brings for a component, by variable name. */
export function valuesOf(parameters: Json[]): Record<string, string> {
  const values: Record<string, string> = {};
  parameters.forEach((parameter, index) => {
    const nested = asObject(parameter[asText(parameter.type)]);
    const value = asText(parameter.text) || asText(nested.fallback_value);
    values[asText(parameter.parameter_name) || String(index + 1)] = value;
  });
  return values;
}

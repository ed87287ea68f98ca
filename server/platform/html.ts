/** Markup that is safe to send: everything put into it was escaped, unless it was markup already. For the few pages that the server writes itself. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlPart = Html | string | number | null | undefined | false | HtmlPart[];

/** Builds markup from a template; null, undefined and false leave nothing. */
export function html(strings: TemplateStringsArray, ...parts: HtmlPart[]): Html {
  const text = parts.reduce<string>((done, part, index) => done + render(part) + (strings[index + 1] ?? ''), strings[0] ?? '');
  return new Html(text);
}

function render(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join('');
  return String(part).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

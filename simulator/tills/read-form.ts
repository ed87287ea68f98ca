/** `line_items[0][price_data][currency]=mxn` as nested objects, as form-encoded APIs read it. */
export type Form = { [name: string]: string | Form };

export function readForm(text: string): Form {
  const root: Form = Object.create(null) as Form;
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.replaceAll(']', '').split('[');
    if (path.includes('__proto__')) continue;
    let here = root;
    for (const part of path.slice(0, -1)) {
      const next = here[part];
      here = typeof next === 'object' ? next : ((here[part] = Object.create(null) as Form) as Form);
    }
    here[path.at(-1) ?? ''] = value;
  }
  return root;
}

export const textAt = (form: Form, ...path: string[]): string | null => {
  const found = path.reduce<string | Form | undefined>((here, part) => (typeof here === 'object' ? here[part] : undefined), form);
  return typeof found === 'string' ? found : null;
};

export const listAt = (form: Form, ...path: string[]): (string | Form)[] => {
  const found = path.reduce<string | Form | undefined>((here, part) => (typeof here === 'object' ? here[part] : undefined), form);
  return typeof found === 'object' ? Object.values(found) : [];
};

export const recordAt = (form: Form, name: string): Record<string, string> => {
  const found = form[name];
  return typeof found === 'object' ? Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {};
};

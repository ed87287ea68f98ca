import { readFile, writeFile } from 'node:fs/promises';
import { describeEnvironment } from '#config';

const page = new URL('../docs/operations.md', import.meta.url);
const part = /(<!-- environment: written by scripts\/update-docs\.ts -->\n)[\s\S]*?(\n<!-- end -->)/;

/** The operators' table of settings, as `server/config.ts` describes them. */
export function environmentTable(): string {
  const rows = describeEnvironment().map(({ name, default: value, help }) => `| \`${name}\` | ${value === '' ? '' : `\`${value}\``} | ${help} |`);
  return ['| Variable | Default | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Writes the table into `docs/operations.md`. Safe to repeat. */
async function updateDocs(): Promise<void> {
  const text = await readFile(page, 'utf8');
  await writeFile(page, text.replace(part, (_whole, begin: string, end: string) => `${begin}${environmentTable()}${end}`));
}

if (import.meta.main) await updateDocs();

import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { handoffTriggers } from '#contract/handoff';
import { Language } from '#contract/language';
import { toolNames } from '../../server/modules/assistant/tool-shapes.ts';

/** What the shopper does in one step of a conversation. Several in one step come as a burst, before anybody answers. */
export const Act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** A voice note with these words. */
  z.object({ kind: z.literal('voice'), text: z.string() }),
  /** A picture with these words under it. */
  z.object({ kind: z.literal('image'), text: z.string() }),
  /** A tap on the button of the last answer whose title begins so; "#2" is the second. */
  z.object({ kind: z.literal('tap'), text: z.string() }),
  /** A tap with an id that we never gave. */
  z.object({ kind: z.literal('forged'), id: z.string(), text: z.string() }),
  /** A cart that comes back from the channel's own catalogue. */
  z.object({ kind: z.literal('order'), items: z.array(z.object({ key: z.string(), quantity: z.int() })) }),
]);
export type Act = z.infer<typeof Act>;

const Lines = z.array(z.object({ key: z.string(), quantity: z.int() }));

/** What must be so after a step. */
export const Check = z.discriminatedUnion('kind', [
  /** Tools called in this step; with "!" in front one that must not be. */
  z.object({ kind: z.literal('tools'), used: z.array(z.enum(toolNames)), unused: z.array(z.enum(toolNames)) }),
  /** One of these is in what the shopper reads. Compared without accents and capitals. */
  z.object({ kind: z.literal('says'), anyOf: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('never'), noneOf: z.array(z.string()).min(1) }),
  /** The open cart has exactly these lines. */
  z.object({ kind: z.literal('cart'), lines: Lines }),
  /** Products of which at least one is shown; none: no product may be. */
  z.object({ kind: z.literal('shows'), keys: z.array(z.string()) }),
  z.object({ kind: z.literal('handoff'), trigger: z.enum(handoffTriggers), others: z.array(z.enum(handoffTriggers)) }),
  z.object({ kind: z.literal('link'), to: z.string() }),
  z.object({ kind: z.literal('language'), language: Language }),
  z.object({ kind: z.literal('opted_out') }),
  z.object({ kind: z.literal('subscribed'), key: z.string() }),
  z.object({ kind: z.literal('return'), what: z.enum(['return', 'exchange']) }),
  z.object({ kind: z.literal('preference'), name: z.string(), value: z.string() }),
  z.object({ kind: z.literal('quiet') }),
]);
export type Check = z.infer<typeof Check>;

/** What is so before the shopper writes. */
export const Given = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cart'), lines: Lines.min(1) }),
  z.object({ kind: z.literal('order'), number: z.string(), daysAgo: z.int(), state: z.enum(['pending', 'paid', 'shipped', 'delivered', 'cancelled']), lines: Lines.min(1) }),
  z.object({ kind: z.literal('viewed'), key: z.string() }),
]);
export type Given = z.infer<typeof Given>;

export const Scenario = z.object({
  title: z.string().min(1),
  file: z.string(),
  language: Language,
  job: z.string().min(1),
  given: z.array(Given),
  steps: z.array(z.object({ acts: z.array(Act).min(1), checks: z.array(Check) })).min(1),
});
export type Scenario = z.infer<typeof Scenario>;

/** Every scenario of `scenarios/<language>/*.txt`; how they are written is in `docs/evaluation.md`. Throws with file and line of what it cannot read. */
export function readScenarios(): Scenario[] {
  const folder = new URL('scenarios/', import.meta.url);
  return Language.options.flatMap((language) =>
    readdirSync(new URL(`${language}/`, folder))
      .filter((name) => name.endsWith('.txt'))
      .toSorted()
      .flatMap((name) => parseScenarios(readFileSync(new URL(`${language}/${name}`, folder), 'utf8'), `${language}/${name}`, language)),
  );
}

type Open = Omit<Scenario, 'steps'> & { steps: { acts: Act[]; checks: Check[] }[] };

export function parseScenarios(text: string, file: string, language: Language): Scenario[] {
  const scenarios: Open[] = [];
  let job = '';
  text.split('\n').forEach((line, index) => {
    try {
      if (line.startsWith('job: ')) job = line.slice(5).trim();
      else if (line.startsWith('# ')) scenarios.push({ title: line.slice(2).trim(), file, language, job, given: [], steps: [] });
      else if (line.trim() !== '') readLine(line.trim(), scenarios.at(-1));
    } catch (error) {
      const words = error instanceof z.ZodError ? z.prettifyError(error) : String(error instanceof Error ? error.message : error);
      throw new Error(`${file}:${index + 1}: ${words}`, { cause: error });
    }
  });
  return scenarios.map((scenario) => Scenario.parse(scenario));
}

function readLine(line: string, scenario: Open | undefined): void {
  if (!scenario) throw new Error('A scenario begins with "# " and its title.');
  const [, mark = '', rest = ''] = /^(given:|[>+=]|voice:|image:|tap:|forged:|order:)\s*(.*)$/u.exec(line) ?? [];
  if (mark === 'given:') scenario.given.push(readGiven(rest));
  else if (mark === '=') lastStep(scenario).checks.push(readCheck(rest));
  else if (mark === '+') lastStep(scenario).acts.push({ kind: 'text', text: rest });
  else if (mark) scenario.steps.push({ acts: [readAct(mark, rest)], checks: [] });
  else fail('A line begins with given:, >, +, =, voice:, image:, tap:, forged: or order:.');
}

const lastStep = ({ steps }: Open) => steps.at(-1) ?? fail('An expectation or a "+" follows what the shopper did.');

function fail(words: string): never {
  throw new Error(words);
}

function readAct(mark: string, rest: string): Act {
  if (mark === 'forged:') {
    const [id = '', text = ''] = rest.split('|').map((part) => part.trim());
    return { kind: 'forged', id, text };
  }
  if (mark === 'order:') return { kind: 'order', items: readLines(rest) };
  if (mark === 'voice:' || mark === 'image:' || mark === 'tap:') return { kind: mark.slice(0, -1) as 'voice' | 'image' | 'tap', text: rest };
  // "nonsense * 40" repeats, for messages that are too long to write down.
  const repeated = /^(.+) \* (\d{2,4})$/u.exec(rest);
  return { kind: 'text', text: repeated?.[1] ? `${repeated[1]} `.repeat(Number(repeated[2])).slice(0, 4096) : rest };
}

/** "norte-42-negro 2, medias". */
function readLines(text: string): { key: string; quantity: number }[] {
  return text.split(',').map((part) => {
    const [key = '', quantity = '1'] = part.trim().split(/\s+/);
    return { key, quantity: Number(quantity) };
  });
}

function readGiven(text: string): Given {
  const [, kind = '', rest = ''] = /^(\w+) (.*)$/u.exec(text) ?? [];
  if (kind === 'cart') return Given.parse({ kind, lines: readLines(rest) });
  if (kind === 'viewed') return Given.parse({ kind, key: rest });
  const [, number, state, daysAgo, lines = ''] = /^(\S+) (\w+) (\d+) days ago: (.+)$/u.exec(rest) ?? fail('An order is written "given: order 1001 delivered 5 days ago: norte-42-negro".');
  return Given.parse({ kind, number, state, daysAgo: Number(daysAgo), lines: readLines(lines) });
}

function readCheck(text: string): Check {
  const [, kind = '', rest = ''] = /^(\w+)\s*(.*)$/u.exec(text) ?? [];
  const words = rest.split(/\s+/).filter(Boolean);
  const anyOf = rest.split('|').map((part) => part.trim()).filter(Boolean);
  switch (kind) {
    case 'tools':
      return Check.parse({ kind, used: words.filter((word) => !word.startsWith('!')), unused: words.filter((word) => word.startsWith('!')).map((word) => word.slice(1)) });
    case 'says':
      return Check.parse({ kind, anyOf });
    case 'never':
      return Check.parse({ kind, noneOf: anyOf });
    case 'cart':
      return Check.parse({ kind, lines: rest === 'empty' ? [] : readLines(rest) });
    case 'shows':
      return Check.parse({ kind, keys: rest === 'none' ? [] : words });
    case 'handoff':
      return Check.parse({ kind, trigger: words[0], others: words.slice(1) });
    case 'link':
      return Check.parse({ kind, to: rest });
    case 'language':
      return Check.parse({ kind, language: rest });
    case 'subscribed':
      return Check.parse({ kind, key: rest });
    case 'return':
      return Check.parse({ kind, what: rest });
    case 'preference':
      return Check.parse({ kind, name: words[0], value: words.slice(1).join(' ') });
    default:
      return Check.parse({ kind });
  }
}

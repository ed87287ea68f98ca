import { mandatoryTriggers } from '#contract/handoff';
import type { Moment, Played } from './play.ts';
import type { Check } from './scenario.ts';
import type { EvaluationShop } from './shops/shop.ts';
import { findUngrounded } from './find-ungrounded.ts';
import type { Ungrounded } from './find-ungrounded.ts';
import { guessLanguage } from './guess-language.ts';
import { foldText } from './read-claims.ts';

/** What became of one scenario. */
export interface Judged {
  played: Played;
  faults: string[];
  ungrounded: Ungrounded[];
  /** A person was called and should not have been, or the other way round. */
  handoff: 'right' | 'wrong' | 'missed' | 'missed_mandatory';
  messages: number;
  costMicros: number;
  /** Turns that another engine than the evaluated one had to answer. */
  fallbacks: number;
}

export const hasSucceeded = ({ faults, ungrounded }: Judged) => faults.length === 0 && ungrounded.length === 0;

export function judgeScenario(played: Played, shop: EvaluationShop): Judged {
  const { scenario, moments } = played;
  const faults = scenario.steps.flatMap(({ checks, acts }, place) => {
    const moment = moments[place];
    if (!moment) return [`Step ${place + 1} was not played.`];
    const before = moments[place - 1];
    const told = [...checks.flatMap((check) => judgeCheck(check, moment) ?? []), ...judgeEveryStep(played, place, moment, before)];
    const first = acts[0];
    return told.map((fault) => `step ${place + 1} (${first && 'text' in first ? first.text.slice(0, 40) : first?.kind}): ${fault}`);
  });
  return {
    played, faults,
    ungrounded: findUngrounded(played, shop),
    handoff: judgeHandoff(played),
    messages: moments.reduce((sum, { answers }) => sum + answers.length, 0),
    costMicros: moments.flatMap(({ turns }) => turns).reduce((sum, turn) => sum + turn.costMicros, 0),
    fallbacks: moments.flatMap(({ turns }) => turns).filter(({ fallback }) => fallback !== null).length,
  };
}

/** What holds after each step, whatever it was about. */
function judgeEveryStep({ scenario }: Played, place: number, { answers, trigger }: Moment, before: Moment | undefined): string[] {
  const step = scenario.steps[place];
  const isQuiet = step?.checks.some(({ kind }) => kind === 'quiet') ?? false;
  const faults: string[] = [];
  if (!isQuiet && (before?.trigger ? answers.length > 1 : answers.length !== 1)) faults.push(`${answers.length} messages, not 1`);
  if (trigger && !before?.trigger && !step?.checks.some(({ kind }) => kind === 'handoff')) faults.push(`handed over as ${trigger}, and nobody was needed`);
  const language = step?.checks.find((check) => check.kind === 'language')?.language ?? languageSoFar(scenario.steps.slice(0, place), scenario.language);
  const heard = guessLanguage(answers.flatMap(({ parts }) => parts).join('\n'));
  if (heard && heard !== language) faults.push(`answered in ${heard}, not ${language}`);
  return faults;
}

const languageSoFar = (steps: Played['scenario']['steps'], home: Played['scenario']['language']) => steps.flatMap(({ checks }) => checks.flatMap((check) => (check.kind === 'language' ? [check.language] : []))).at(-1) ?? home;

function judgeHandoff({ scenario, moments }: Played): Judged['handoff'] {
  const wanted = scenario.steps.flatMap(({ checks }) => checks.flatMap((check) => (check.kind === 'handoff' ? [check] : []))).at(-1);
  const given = moments.at(-1)?.trigger ?? null;
  if (!wanted) return given === null ? 'right' : 'wrong';
  if (given !== null) return 'right';
  return (mandatoryTriggers as readonly string[]).includes(wanted.trigger) ? 'missed_mandatory' : 'missed';
}

const fold = (text: string) => foldText(text).replaceAll(/\s+/g, ' ');
const linesText = (lines: readonly { key: string; quantity: number }[]) => lines.map(({ key, quantity }) => `${key} ${quantity}`).toSorted().join(', ') || 'empty';

/** Null: it is so. */
function judgeCheck(check: Check, moment: Moment): string | null {
  const text = fold(moment.answers.map((answer) => answer.text).join('\n'));
  const called = moment.calls.map(({ name }) => name);
  switch (check.kind) {
    case 'tools': {
      const [missing, extra] = [check.used.filter((name) => !called.includes(name)), check.unused.filter((name) => called.includes(name))];
      return missing.length + extra.length === 0 ? null : `tools were ${called.join(', ') || 'none'}${missing.length > 0 ? `; missing ${missing.join(', ')}` : ''}${extra.length > 0 ? `; unwanted ${extra.join(', ')}` : ''}`;
    }
    case 'says':
      return check.anyOf.some((words) => text.includes(fold(words))) ? null : `nothing of "${check.anyOf.join('" or "')}" was said`;
    case 'never': {
      const said = check.noneOf.filter((words) => text.includes(fold(words)));
      return said.length === 0 ? null : `"${said.join('", "')}" was said`;
    }
    case 'cart': {
      const [is, wanted] = [linesText(moment.cart?.lines ?? []), linesText(check.lines)];
      return is === wanted ? null : `the cart is ${is}, not ${wanted}`;
    }
    case 'shows':
      return judgeShown(check.keys, moment);
    case 'handoff':
      return moment.trigger === check.trigger || check.others.some((other) => other === moment.trigger) ? null : `handed over as ${moment.trigger ?? 'nothing'}, not ${check.trigger}`;
    case 'link':
      return moment.answers.some(({ urls }) => urls.some((url) => url.includes(check.to))) ? null : `no link to ${check.to}`;
    case 'opted_out':
      return moment.optedOut ? null : 'is not opted out';
    case 'subscribed':
      return moment.wishes.includes(check.key) ? null : `waits for ${moment.wishes.join(', ') || 'nothing'}, not ${check.key}`;
    case 'return':
      return moment.returns.includes(check.what) ? null : `begun: ${moment.returns.join(', ') || 'nothing'}, not ${check.what}`;
    case 'preference':
      return fold(JSON.stringify(moment.preferences[`preferences.${check.name}`] ?? '')).includes(fold(check.value)) ? null : `the preference ${check.name} is not ${check.value}`;
    case 'quiet':
      return moment.answers.length === 0 ? null : `${moment.answers.length} messages, though no answer is due`;
    case 'language':
      return null;
  }
}

function judgeShown(keys: readonly string[], { answers, calls }: Moment): string | null {
  const parts = answers.flatMap((answer) => answer.parts).map(fold);
  const found = itemsOf(calls).filter(({ title, variantTitle }) => parts.some((part) => part.includes(fold(title)) && (variantTitle === null || part.includes(fold(variantTitle)) || parts.length > 1)));
  if (keys.length === 0) return found.length === 0 ? null : `products were shown: ${found.map(({ variantKey }) => variantKey).join(', ')}`;
  return found.some(({ variantKey }) => keys.some((key) => variantKey === key || variantKey.startsWith(`${key}-`))) ? null : `shown: ${found.map(({ variantKey }) => variantKey).join(', ') || 'nothing'}, not ${keys.join(' or ')}`;
}

/** Every variant in the outputs of tools. */
function itemsOf(value: unknown): { variantKey: string; title: string; variantTitle: string | null }[] {
  if (Array.isArray(value)) return value.flatMap(itemsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { variantKey, title, variantTitle } = value as Record<string, unknown>;
  const self = typeof variantKey === 'string' && typeof title === 'string' ? [{ variantKey, title, variantTitle: typeof variantTitle === 'string' ? variantTitle : null }] : [];
  return [...self, ...Object.values(value).flatMap(itemsOf)];
}

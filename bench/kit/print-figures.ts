import type { Bench, Figure } from './bench.ts';
import { isReached } from './bench.ts';

/** One measurement as lines of text, aligned. */
export function printFigures({ name, about }: Bench, figures: Figure[], seconds: number): string {
  const lines = figures.map((figure) => {
    const value = `${formatNumber(figure.value)} ${figure.unit}`;
    return `  ${figure.isBaseline ? 'baseline  ' : '          '}${figure.what.padEnd(62)} ${value.padStart(16)}  ${describeGoal(figure)}${figure.note ? `  ${figure.note}` : ''}`.trimEnd();
  });
  return `\n${name} (${seconds.toFixed(0)} s)\n  ${about}\n${lines.join('\n')}\n`;
}

/** Every figure that has a goal, for the end of a run. */
export function printVerdict(all: { name: string; figures: Figure[] }[]): string {
  const judged = all.flatMap(({ name, figures }) => figures.filter((figure) => figure.goal).map((figure) => ({ name, figure })));
  const missed = judged.filter(({ figure }) => !isReached(figure));
  const lines = missed.map(({ name, figure }) => `  ${name}: ${figure.what}: ${formatNumber(figure.value)} ${figure.unit}, ${describeGoal(figure)}`);
  return `\n${judged.length - missed.length} of ${judged.length} goals reached.${missed.length > 0 ? ` Not reached:\n${lines.join('\n')}` : ''}\n`;
}

function describeGoal(figure: Figure): string {
  const { goal } = figure;
  if (!goal) return '';
  const words = 'atLeast' in goal ? `at least ${formatNumber(goal.atLeast)}` : `at most ${formatNumber(goal.atMost)}`;
  return `${words}: ${isReached(figure) ? 'yes' : 'NO'}`;
}

function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

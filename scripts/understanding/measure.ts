/** Figures of a classifier from pairs of what is true and what was said. */

export interface Judged {
  truth: string;
  answer: string;
}

export interface ClassFigures {
  name: string;
  precision: number;
  recall: number;
  f1: number;
}

export function figuresOf(judged: readonly Judged[], name: string): ClassFigures {
  const right = judged.filter(({ truth, answer }) => truth === name && answer === name).length;
  const truths = judged.filter(({ truth }) => truth === name).length;
  const answers = judged.filter(({ answer }) => answer === name).length;
  return { name, precision: answers ? right / answers : 0, recall: truths ? right / truths : 0, f1: truths + answers ? (2 * right) / (truths + answers) : 0 };
}

/** The mean F1 of the classes: rare ones count as much as common ones. */
export function macroF1(judged: readonly Judged[], classes: readonly string[]): number {
  return classes.reduce((sum, name) => sum + figuresOf(judged, name).f1, 0) / classes.length;
}

/** What is mistaken for what, most frequent first. */
export function confusionsOf(judged: readonly Judged[]): { truth: string; answer: string; count: number }[] {
  const counts = new Map<string, { truth: string; answer: string; count: number }>();
  for (const { truth, answer } of judged) {
    if (truth === answer) continue;
    const key = `${truth} ${answer}`;
    counts.set(key, { truth, answer, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((left, right) => right.count - left.count || left.truth.localeCompare(right.truth));
}

/** How far confidence is from truth: the mean gap between both over ten bands of confidence, weighted by size. */
export function calibrationError(answers: readonly { confidence: number; isRight: boolean }[]): number {
  const bands = Array.from({ length: 10 }, (_, band) => answers.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === band));
  return bands.reduce((sum, band) => {
    if (band.length === 0) return sum;
    const confidence = band.reduce((total, answer) => total + answer.confidence, 0) / band.length;
    const share = band.filter(({ isRight }) => isRight).length / band.length;
    return sum + (Math.abs(confidence - share) * band.length) / answers.length;
  }, 0);
}

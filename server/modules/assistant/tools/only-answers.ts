import { answerThreshold } from '#contract/knowledge';
import type { Passage } from '#contract/knowledge';

/** Passages that are near a question and no answer to it invite to say what the shop never said: they stay out. */
export const onlyAnswers = (passages: Passage[]): Passage[] => passages.filter(({ score }) => score >= answerThreshold);

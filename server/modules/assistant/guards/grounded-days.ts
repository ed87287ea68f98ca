import { readClaims } from '../claims/read-claims.ts';
import { readDurationsIn, readTimesIn } from '../claims/figures-in.ts';
import type { Claim } from '../claims/claim.ts';
import { factsOf } from '../facts/fact.ts';
import type { Guard, GuardQuestion } from './guard.ts';
import { claimsOf } from './guard.ts';
import { todayOf } from './today.ts';

/** A day, a length of time or a time of day must come from an estimate, an order or a page of the shop that a tool gave in this turn. */
export const groundedDays: Guard = {
  name: 'grounded_days',
  object: (question) => {
    const wrong =
      claimsOf(question.claims, 'day').find((claim) => !isKnownDay(claim, question)) ??
      claimsOf(question.claims, 'duration').find((claim) => !isKnownDuration(claim, question)) ??
      claimsOf(question.claims, 'time').find((claim) => !isKnownTime(claim, question));
    return wrong ? `"${wrong.text}" is a time that no tool gave in this turn. State only days and times from this turn's results.` : null;
  },
};

const wordsOf = ({ facts, view }: GuardQuestion) => [...factsOf(facts.fresh, 'words').map(({ text }) => text), ...(view.people.nextHours === null ? [] : [view.people.nextHours])];

function isKnownDay(claim: Extract<Claim, { kind: 'day' }>, question: GuardQuestion): boolean {
  const { facts, view } = question;
  const known = new Set(factsOf(facts.fresh, 'day').map(({ on }) => on));
  if (factsOf(facts.fresh, 'ships_today').length > 0) known.add(todayOf(view));
  if (claim.days.some((on) => known.has(on))) return true;
  return wordsOf(question).some((text) =>
    claimsOf(readClaims(text, { language: view.language, todayOn: todayOf(view), titles: [] }), 'day').some(({ days }) => days.some((on) => claim.days.includes(on))),
  );
}

function isKnownDuration(claim: Extract<Claim, { kind: 'duration' }>, question: GuardQuestion): boolean {
  const { facts, view } = question;
  const said = wordsOf(question).flatMap((text) => readDurationsIn(text, view.language));
  // Guarantees and the like stand among the attributes of a product.
  const named = factsOf(facts.fresh, 'title').flatMap(({ text }) => readDurationsIn(text, view.language));
  if ([...said, ...named].some((known) => known.unit === claim.unit && known.from === claim.from && known.until === claim.until)) return true;
  if (claim.unit !== 'day') return false;
  const ahead = new Set(factsOf(facts.fresh, 'day').map(({ on }) => daysBetween(todayOf(view), on)));
  return ahead.has(claim.from) && ahead.has(claim.until);
}

const daysBetween = (from: string, until: string) => Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

function isKnownTime({ minutes }: Extract<Claim, { kind: 'time' }>, question: GuardQuestion): boolean {
  return wordsOf(question).some((text) => readTimesIn(text).some((known) => known % 720 === minutes % 720));
}

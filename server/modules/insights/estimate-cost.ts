import type { CostEstimate, CostQuestion } from '#contract/cost-estimate';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import { estimateMonthlyCost } from '#modules/sends';

/** The cost calculator: by the list prices in force today. */
export function estimateCost(app: App, actor: Actor, question: CostQuestion): CostEstimate {
  requireRole(actor, 'analyst');
  const estimate = estimateMonthlyCost(question, app.clock.nowMs());
  if (!estimate) throw new AppError('invalid', 'currency_unpriced', `The rate card has no prices in ${question.currency}. Choose the currency your messages are billed in.`);
  return estimate;
}

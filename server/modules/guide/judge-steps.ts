import type { GuideCheck, GuideStep, GuideStepName } from '#contract/guide';
import type { GuideConnection, GuideProgress } from './guide-queries.ts';

type State = GuideCheck['state'];
const worstFirst: readonly State[] = ['failed', 'todo', 'waiting', 'ok'];

/** The five steps as they stand, from what really happened. */
export function judgeSteps(connections: readonly GuideConnection[], progress: GuideProgress, skipped: readonly GuideStepName[]): GuideStep[] {
  const shop = choose(connections, 'storefront');
  const number = choose(connections, 'channel');
  const steps: Pick<GuideStep, 'step' | 'isPretend' | 'checks' | 'subjectId'>[] = [
    {
      step: 'shop',
      isPretend: isPretend(shop),
      subjectId: shop?.id ?? null,
      checks: [connected('shop_connected', shop), check('shop_heard', shop?.hasHeard ? 'ok' : shop ? 'waiting' : 'todo'), check('catalog_read', progress.products > 0 ? 'ok' : shop ? 'waiting' : 'todo', { count: progress.products })],
    },
    {
      step: 'whatsapp',
      isPretend: isPretend(number),
      subjectId: number?.id ?? null,
      checks: [connected('number_connected', number), check('number_heard', number?.hasHeard ? 'ok' : number ? 'waiting' : 'todo')],
    },
    {
      step: 'consent',
      isPretend: isPretend(shop),
      subjectId: null,
      // The pretend checkout has its box already.
      checks: [check('consents', progress.consents > 0 || isPretend(shop) ? 'ok' : 'todo', { count: progress.consents })],
    },
    {
      step: 'texts',
      isPretend: isPretend(number),
      subjectId: progress.flowId,
      checks: [check('flow_on', progress.isFlowOn ? 'ok' : 'todo'), check('texts_approved', judgeTexts(progress), { count: progress.approvedTexts, detail: progress.stoppedReason })],
    },
    {
      step: 'rescue',
      isPretend: isPretend(shop),
      subjectId: progress.cartId,
      checks: [
        check('cart_left', progress.cartsLeft > 0 ? 'ok' : 'todo', { count: progress.cartsLeft }),
        check('message_sent', progress.messagesSent > 0 ? 'ok' : progress.cartsLeft > 0 ? 'waiting' : 'todo', { count: progress.messagesSent }),
        check('cart_bought', progress.cartsRecovered > 0 ? 'ok' : progress.messagesSent > 0 ? 'waiting' : 'todo', { count: progress.cartsRecovered }),
      ],
    },
  ];
  return steps.map((step) => ({ ...step, state: worstOf(step.checks), isSkipped: skipped.includes(step.step) }));
}

/** The one that counts: active before paused, real before pretend, else the oldest. */
function choose(connections: readonly GuideConnection[], port: GuideConnection['port']): GuideConnection | undefined {
  const rank = (one: GuideConnection) => (one.state === 'active' ? 0 : 2) + (isPretend(one) ? 1 : 0);
  return connections.filter((one) => one.port === port).toSorted((left, right) => rank(left) - rank(right))[0];
}

function connected(name: GuideCheck['check'], connection: GuideConnection | undefined): GuideCheck {
  if (!connection) return check(name, 'todo');
  const failed = connection.health.steps.find(({ state }) => state === 'failed');
  if (failed) return check(name, 'failed', { detail: failed.detail ?? null });
  // Saved, and never looked at: a check has not yet said that the account opens.
  return check(name, connection.health.steps.length === 0 || connection.state === 'paused' ? 'waiting' : 'ok', { detail: connection.name });
}

function judgeTexts({ approvedTexts, pendingTexts, stoppedTexts }: GuideProgress): State {
  if (stoppedTexts > 0) return 'failed';
  if (pendingTexts > 0) return 'waiting';
  return approvedTexts > 0 ? 'ok' : 'todo';
}

/** True for a connection to the simulator: its addresses lead to this very machine. */
export function isPretend(connection: GuideConnection | undefined): boolean {
  return Object.values(connection?.settings ?? {}).some((value) => typeof value === 'string' && URL.canParse(value) && ['127.0.0.1', 'localhost'].includes(new URL(value).hostname));
}

function check(name: GuideCheck['check'], state: State, more: { detail?: string | null; count?: number } = {}): GuideCheck {
  return { check: name, state, detail: more.detail ?? null, count: more.count ?? null };
}

const worstOf = (checks: readonly GuideCheck[]): State => worstFirst.find((state) => checks.some((one) => one.state === state)) ?? 'todo';

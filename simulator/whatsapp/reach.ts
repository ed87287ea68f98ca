import type { World } from '../kit/index.ts';
import type { Account, Tier } from './accounts.ts';
import { isWindowOpen, type Chat } from './chats.ts';
import { GraphError } from './graph-errors.ts';

/** People that a portfolio may write to in any 24 hours while their windows are closed; -1 = as many as it likes. */
export const TIER_FIGURES: Record<Tier, number> = { TIER_250: 250, TIER_2K: 2000, TIER_10K: 10_000, TIER_100K: 100_000, TIER_UNLIMITED: -1 };

const DAY_MS = 86_400_000;

/** Who was written to outside a window, by portfolio: its numbers share the limit. */
export interface Reach {
  /** Error 131048 when this person would be one too many. The platform does not say which code it answers; this one fits its words best. */
  check(account: Account, chat: Chat): void;
  note(account: Account, chat: Chat): void;
}

export function createReach(world: World): Reach {
  const portfolios = new Map<string, Map<string, number>>();
  world.onReset(() => portfolios.clear());
  /** Oldest first, since a person written to again is put at the end. */
  function peopleOf({ portfolioId }: Account): Map<string, number> {
    let people = portfolios.get(portfolioId);
    if (!people) portfolios.set(portfolioId, (people = new Map()));
    for (const [key, at] of people) {
      if (world.now() - at < DAY_MS) break;
      people.delete(key);
    }
    return people;
  }
  return {
    check(account, chat) {
      const limit = TIER_FIGURES[account.tier];
      if (limit < 0 || isWindowOpen(chat, world.now())) return;
      const people = peopleOf(account);
      if (people.has(chat.shopper.key) || people.size < limit) return;
      throw new GraphError(131048, `This business portfolio reached its limit of ${limit} people in 24 hours.`);
    },
    note(account, chat) {
      if (isWindowOpen(chat, world.now())) return;
      const people = peopleOf(account);
      people.delete(chat.shopper.key);
      people.set(chat.shopper.key, world.now());
    },
  };
}

import { sql } from 'kysely';
import type { ConsentChannel } from '#contract/inbound-event';
import type { Purpose } from '#contract/send-reason';
import type { App } from '#context';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { consentPurposeOf, isStillSuppressed } from './consent-rules.ts';
import { hashAddress, readAddresses } from './suppress-people.ts';

export interface ConsentQuestion {
  workspaceId: string;
  contactId: string;
  channel: ConsentChannel;
  /** Of the message; utility and service messages ask for the word on "service". */
  purpose: Purpose;
}

export interface ConsentFacts {
  consent: 'granted' | 'withdrawn' | 'none';
  /** The opt-in that stands came of the shopper's own initiative, by its evidence. */
  ownInitiative: boolean;
  /** An address of the person is on the suppression list and no later opt-in on this channel passes over it. */
  isSuppressed: boolean;
}

/** What the gate asks about consent, one answer for each question in the same order. Three reads, whatever their number. */
export async function readConsentFacts(app: App, tx: Tx, questions: ConsentQuestion[]): Promise<ConsentFacts[]> {
  if (questions.length === 0) return [];
  const [standings, suppressedAt] = [await readStandings(tx, questions), await readSuppression(app, tx, questions)];
  return questions.map((question, place) => {
    const standing = standings.get(place) ?? null;
    const suppressed = suppressedAt.get(question.contactId);
    const isMarketingSuppressed = suppressed?.marketing !== undefined && question.purpose === 'marketing' && isStillSuppressed(suppressed.marketing, standing);
    return {
      consent: standing?.state ?? 'none',
      ownInitiative: standing?.state === 'granted' && standing.ownInitiative,
      isSuppressed: suppressed?.everything !== undefined || isMarketingSuppressed,
    };
  });
}

async function readStandings(tx: Tx, questions: ConsentQuestion[]) {
  const asked = questions.map(({ workspaceId, contactId, channel, purpose }, place) => ({ place, workspaceId, contactId, channel, purpose: consentPurposeOf(purpose) }));
  const { rows } = await sql<{ place: number; state: 'granted' | 'withdrawn'; occurred_at: Date; own_initiative: boolean }>`
    select r.place, c.state, c.occurred_at, c.own_initiative
    from jsonb_to_recordset(${rowsOf(asked)}) as r(place int, "workspaceId" uuid, "contactId" uuid, channel text, purpose text)
    join consent c on c.workspace_id = r."workspaceId" and c.contact_id = r."contactId" and c.channel = r.channel and c.purpose = r.purpose`.execute(tx);
  return new Map(rows.map((row) => [row.place, { state: row.state, occurredAtMs: row.occurred_at.getTime(), ownInitiative: row.own_initiative }]));
}

/** By contact: the latest opt-out of any of their addresses, epoch ms. */
async function readSuppression(app: App, tx: Tx, questions: ConsentQuestion[]) {
  const hashed = (await readAddresses(tx, questions)).map((address) => ({
    workspaceId: address.workspace_id,
    contactId: address.contact_id,
    hash: hashAddress(app, address),
  }));
  const found = new Map<string, { marketing?: number; everything?: number }>();
  if (hashed.length === 0) return found;
  const { rows } = await sql<{ contact_id: string; scope: 'marketing' | 'everything'; at: Date }>`
    select r."contactId" as contact_id, s.scope, max(s.at) as at
    from jsonb_to_recordset(${rowsOf(hashed)}) as r("workspaceId" uuid, "contactId" uuid, hash text)
    join suppression s on s.workspace_id = r."workspaceId" and s.hash = r.hash
    group by 1, 2`.execute(tx);
  for (const { contact_id, scope, at } of rows) found.set(contact_id, { ...found.get(contact_id), [scope]: at.getTime() });
  return found;
}

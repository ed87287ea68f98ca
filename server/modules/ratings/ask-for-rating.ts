import { z } from 'zod';
import type { App } from '#context';
import { ConsentChannel } from '#contract/inbound-event';
import { RatingSettings } from '#contract/rating';
import { readConsentFacts } from '#modules/consent';
import { languageOfContact, planAnswer } from '#modules/sends';
import { readWorkspaceFacts, readWorkspaceSetting } from '#modules/workspaces';
import { minuteMs, secondMs } from '#platform/clock';
import { inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { defineJob, enqueueJobs } from '#platform/jobs';
import { insertRating, lockForAsking, readAskRow } from './ask-queries.ts';
import type { AskRow } from './ask-queries.ts';
import { judgeAsk } from './ask-rules.ts';
import { ratingButtons, ratingWords } from './rating-words.ts';
import { ratingsKey } from './manage-settings.ts';

/** A closing can be taken back as long as the console offers it: the shopper is asked when that is over. */
const secondThoughtsMs = 20 * secondMs;
/** Held up for longer, by the number's limits or a fault of the channel, it would come out of nowhere. */
const maxLatenessMs = 30 * minuteMs;

type Place = { workspaceId: string; conversationId: string };

/** The receiver of closings: each is a reason to ask, once it stands. */
export async function onConversationsClosed(app: App, tx: Tx, closed: Place[]): Promise<void> {
  const places = await withAsking(app, tx, closed);
  const dueAt = new Date(app.clock.nowMs() + secondThoughtsMs);
  if (places.length > 0) await enqueueJobs(app, tx, askForRating, places.map(({ workspaceId, conversationId }) => ({ workspaceId, input: { conversationId }, key: conversationId, dueAt })));
}

/** Those of workspaces that ask after a closing. */
async function withAsking(app: App, tx: Tx, places: Place[]): Promise<Place[]> {
  const workspaces = await readWorkspaceFacts(app.db, [...new Set(places.map(({ workspaceId }) => workspaceId))], tx);
  return places.filter(({ workspaceId }) => RatingSettings.parse(workspaces.get(workspaceId)?.settings[ratingsKey] ?? {}).asksWhenClosed);
}

/**
 * Asks one shopper how the help was, if that is still right: by fresh facts, under the lock of the person, so that a repeat and another worker find
 * that it was asked. The question goes through the gate like every message (P3), which sees what happened until the last moment.
 */
export const askForRating = defineJob({
  name: 'ratings.ask',
  input: z.object({ conversationId: z.uuid() }),
  run: (app: App, { workspaceId, input }) => inTransaction(app.db, (tx) => ask(app, tx, { workspaceId, conversationId: input.conversationId })),
});

async function ask(app: App, tx: Tx, { workspaceId, conversationId }: Place): Promise<void> {
  if (!(await lockForAsking(tx, workspaceId, conversationId))) return;
  const row = await readAskRow(tx, workspaceId, conversationId);
  const channel = ConsentChannel.safeParse(row?.channel).data;
  if (!row || !channel) return;
  const settings = await readWorkspaceSetting(tx, workspaceId, ratingsKey, RatingSettings);
  const hasOptedOut = await wantsNothing(app, tx, { workspaceId, contactId: row.contactId, channel });
  const verdict = judgeAsk({ ...row, settings, hasOptedOut, nowMs: app.clock.nowMs() });
  if (!verdict.isAsked) return;
  const id = app.ids.next();
  const sendId = await planQuestion(app, tx, { ...row, channel, workspaceId, ratingId: id });
  await insertRating(tx, { workspaceId, id, conversationId, contactId: row.contactId, answeredBy: verdict.answeredBy, askedAt: app.clock.now(), sendId });
}

/** Known by now, so that nothing is planned in vain: the gate asks again. */
async function wantsNothing(app: App, tx: Tx, person: { workspaceId: string; contactId: string; channel: ConsentChannel }): Promise<boolean> {
  const [facts] = await readConsentFacts(app, tx, [{ ...person, purpose: 'marketing' }]);
  return facts === undefined || facts.isSuppressed || facts.consent === 'withdrawn';
}

async function planQuestion(app: App, tx: Tx, { workspaceId, ratingId, contactId, connectionId, channel }: AskRow & { workspaceId: string; ratingId: string; channel: ConsentChannel }): Promise<string> {
  const language = await languageOfContact(app, tx, workspaceId, contactId);
  return planAnswer(app, tx, {
    workspaceId,
    origin: 'system',
    originId: ratingId,
    step: 'rating_question',
    contactId,
    connectionId,
    channel,
    content: { type: 'buttons', header: null, text: ratingWords.question[language], footer: null, buttons: ratingButtons(ratingId, language) },
    question: { maxLatenessMs },
  });
}

import type { InboundEventOf } from '#contract/inbound-event';
import type { App, Arrived, EventHandler } from '#context';
import { afterCommit } from '#platform/database';
import type { Tx } from '#platform/database';
import { enqueueJobs } from '#platform/jobs';
import { syncTemplatesJob } from './sync-templates.ts';
import { storeTemplateNews } from './template-news-queries.ts';
import type { TemplateNews } from './template-news-queries.ts';

/**
 * Review, category and quality of templates. Each fact has its own version, so late news of one never undoes another. News that gives a
 * reason and no fact says that the text changed at the channel: the connection's templates are read again.
 */
export const applyTemplateChanges: EventHandler<'template.changed'> = async (app, tx, events) => {
  if (events.length === 0) return;
  await storeTemplateNews(tx, gatherNews(events, () => app.ids.next()), app.clock.now());
  await readChangedTexts(app, tx, events.filter(({ event }) => event.reason && !event.status && !event.category && !event.quality));
};

async function readChangedTexts(app: App, tx: Tx, changed: Arrived<InboundEventOf<'template.changed'>>[]): Promise<void> {
  if (changed.length === 0) return;
  const requests = new Map(changed.map(({ workspaceId, connectionId }) => [connectionId, { workspaceId, input: { connectionId }, key: connectionId }]));
  await enqueueJobs(app, tx, syncTemplatesJob, [...requests.values()]);
  afterCommit(tx, () => app.poke('jobs'));
}

type Fact = 'status' | 'category' | 'quality';

/** One row for each template, holding the newest of each fact; at the same instant the greater word, whichever came first. */
export function gatherNews(events: Arrived<InboundEventOf<'template.changed'>>[], nextId: () => string): TemplateNews[] {
  const gathered = new Map<string, TemplateNews>();
  for (const { workspaceId, connectionId, event } of events) {
    const key = `${workspaceId} ${connectionId} ${event.language} ${event.name}`;
    const news = gathered.get(key) ?? emptyNews(workspaceId, connectionId, event, nextId());
    gathered.set(key, news);
    news.templateKey ??= event.templateKey ?? null;
    for (const fact of ['status', 'category', 'quality'] as const) {
      const value = event[fact];
      if (!value || !isNewer(event.at, value, news, fact)) continue;
      news[fact] = value;
      news[`${fact}At`] = event.at;
      if (fact === 'status') news.reason = event.reason ?? null;
    }
  }
  return [...gathered.values()];
}

function isNewer(at: string, value: string, news: TemplateNews, fact: Fact): boolean {
  const [knownAt, known] = [news[`${fact}At`], news[fact]];
  if (knownAt === null || known === null) return true;
  const difference = Date.parse(at) - Date.parse(knownAt);
  return difference === 0 ? value > known : difference > 0;
}

function emptyNews(workspaceId: string, connectionId: string, event: InboundEventOf<'template.changed'>, id: string): TemplateNews {
  const { name, language } = event;
  return { workspaceId, connectionId, id, name, language, templateKey: null, status: null, statusAt: null, reason: null, category: null, categoryAt: null, quality: null, qualityAt: null };
}

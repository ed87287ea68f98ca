import type { App } from '#context';
import type { AnyJob } from '#platform/jobs';
import type { Http } from '#platform/http';
import { addAssistantRoutes } from '#modules/assistant';
import { addCatalogRoutes, syncCatalogJob } from '#modules/catalog';
import { addConnectionRoutes, checkWebhooksJob, pollCarts, pollOrders, schedulePolls, watchWebhooks } from '#modules/connections';
import { addConsentRoutes } from '#modules/consent';
import { addContactRoutes, eraseAgain, eraseShop, exportPerson } from '#modules/contacts';
import { addConversationRoutes, fetchMedia, sendReceipt } from '#modules/conversations';
import { addFeedRoutes } from '#modules/feed';
import { addGateRoutes } from '#modules/gate';
import { addGuideRoutes } from '#modules/guide';
import { addInsightRoutes } from '#modules/insights';
import { addNoticeRoutes, sendPush } from '#modules/notices';
import { addOrderRoutes } from '#modules/orders';
import { addRatingRoutes, askForRating, findSilentConversations } from '#modules/ratings';
import { sweepRestock } from '#modules/restock';
import { addKnowledgeRoutes, settleQuestions } from '#modules/knowledge';
import { addPaymentRoutes, closeLinkJob, createOrderJob, lookUpJob, reconcileJob, refundJob } from '#modules/payments';
import { addSendRoutes } from '#modules/sends';
import { addFlowRoutes, createDiscount } from '#modules/flows';
import { addTurnRoutes } from '#modules/turns';
import { addTemplateRoutes, submitTemplate, syncTemplatesJob } from '#modules/templates';
import { addWebChatRoutes } from '#modules/web-chat';
import { addWorkspaceRoutes } from '#modules/workspaces';
import type { SignIn } from '#modules/workspaces';
import { addDemoRoutes } from './demo-clock.ts';
import { keepHouse } from './retention.ts';

/** Every route of every module, one line each. */
export async function addModuleRoutes(http: Http, app: App, signIn: SignIn): Promise<void> {
  await addWorkspaceRoutes(http, app, signIn);
  addAssistantRoutes(http, app);
  addCatalogRoutes(http, app);
  addConnectionRoutes(http, app);
  addConsentRoutes(http, app);
  addContactRoutes(http, app);
  addConversationRoutes(http, app);
  addFeedRoutes(http, app);
  addGateRoutes(http, app);
  addGuideRoutes(http, app);
  addInsightRoutes(http, app);
  addNoticeRoutes(http, app);
  addOrderRoutes(http, app);
  addRatingRoutes(http, app);
  addKnowledgeRoutes(http, app);
  addPaymentRoutes(http, app);
  addSendRoutes(http, app);
  addFlowRoutes(http, app);
  addTemplateRoutes(http, app);
  addTurnRoutes(http, app);
  await addWebChatRoutes(http, app);
  addDemoRoutes(http, app);
}

/** Every job of every module. */
export const jobs = [createDiscount, closeLinkJob, createOrderJob, lookUpJob, reconcileJob, refundJob, checkWebhooksJob, pollCarts, pollOrders, schedulePolls, watchWebhooks, askForRating, eraseAgain, eraseShop, exportPerson, findSilentConversations, fetchMedia, keepHouse, sendPush, sendReceipt, settleQuestions, sweepRestock, submitTemplate, syncCatalogJob, syncTemplatesJob] as unknown as readonly AnyJob<App>[];

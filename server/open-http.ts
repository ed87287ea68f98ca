import { addWorkspaceRoutes, makeFindActor, makeSignIn } from '#modules/workspaces';
import { AppError } from '#platform/errors';
import type { AppErrorKind } from '#platform/errors';
import { createHttp } from '#platform/http';
import type { Http } from '#platform/http';
import type { Metrics } from '#platform/metrics';
import { ConnectorError } from '#ports/connector';
import type { ConnectorErrorKind } from '#ports/connector';
import type { App } from '#context';

/** The web server with the doors that every other route stands behind. Modules add their routes to it, then it listens. */
export async function openHttp(app: App, metrics: Metrics): Promise<Http> {
  const signIn = makeSignIn(app);
  const http = await createHttp({
    log: app.log,
    db: app.db,
    metrics,
    metricsToken: app.config.metricsToken,
    trustProxy: app.config.trustProxy,
    publicOrigin: () => (URL.canParse(app.publicUrl) ? new URL(app.publicUrl).origin : null),
    nextRequestId: () => app.ids.next(),
    findActor: makeFindActor(app, signIn),
    translateError: translateVendorFailure,
  });
  await addWorkspaceRoutes(http, app, signIn);
  return http;
}

/** A refusal of the vendor is the merchant's to solve (400); a vendor that is away or not understood is nobody's fault here (503). */
const kindByVendorFailure: Record<ConnectorErrorKind, AppErrorKind> = {
  rate_limited: 'rate_limited',
  unavailable: 'unavailable',
  credentials: 'conflict',
  rejected: 'invalid',
  unexpected: 'unavailable',
};

function translateVendorFailure(error: unknown): AppError | null {
  if (!(error instanceof ConnectorError)) return null;
  return new AppError(kindByVendorFailure[error.kind], `vendor_${error.kind}`, error.message, { vendorCode: error.code, retryAfterMs: error.retryAfterMs });
}

import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What this process counts, for Prometheus. Made once; parts add their own counters to `registry`. */
export interface Metrics {
  registry: Registry;
  /** @param route the pattern, never the path: ids would make a series each. @param ms from the first byte to the last. */
  countRequest(method: string, route: string, status: number, ms: number): void;
}

export function makeMetrics(): Metrics {
  const registry = new Registry();
  // The default looks at the event loop every 10 ms, which an idle server would feel.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  const requests = new Histogram({
    name: 'marchante_http_request_seconds',
    help: 'Time to answer a request, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    registry,
    countRequest: (method, route, status, ms) => requests.observe({ method, route, status: `${Math.trunc(status / 100)}xx` }, ms / 1000),
  };
}

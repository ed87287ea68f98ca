import { SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('marchante');

/**
 * Runs something as a span of a trace. Costs next to nothing unless the operator loads an OpenTelemetry SDK
 * (`node --import ./your-tracing.mjs server/main.ts`), which then receives it.
 */
export function withSpan<Result>(name: string, attributes: Record<string, string | number>, run: () => Promise<Result>): Promise<Result> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await run();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'Error' });
      throw error;
    } finally {
      span.end();
    }
  });
}

export { type Health, healthRoutes, metricsRoute } from "./health.ts";
export { createLog, type Log, type LogFormat } from "./log.ts";
export {
  type Answered,
  type Count,
  type Metrics,
  type Outcome,
  type RequestMetrics,
  requestMetrics,
  type WorkMetrics,
  workMetrics,
} from "./metrics.ts";
export { type Observer, observed } from "./observe.ts";

// Counters and timings for Prometheus; labels name routes, jobs and outcomes, never people.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  readonly registry: Registry
  readonly requestSeconds: Histogram<'route' | 'status'>
  readonly jobSeconds: Histogram<'kind' | 'state'>
  readonly auditEvents: Counter<'outcome'>
  readonly importedResources: Counter<'outcome'>
  readonly unsealedEvents: Gauge
}

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'chartroom_request_seconds',
      help: 'Time to answer an HTTP request.',
      labelNames: ['route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'chartroom_job_seconds',
      help: 'Time that a job ran.',
      labelNames: ['kind', 'state'],
      buckets: [0.1, 1, 10, 60, 600, 3600],
      registers,
    }),
    auditEvents: new Counter({
      name: 'chartroom_audit_events_total',
      help: 'Audit events written.',
      labelNames: ['outcome'],
      registers,
    }),
    importedResources: new Counter({
      name: 'chartroom_imported_resources_total',
      help: 'Resources taken in, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    unsealedEvents: new Gauge({
      name: 'chartroom_audit_unsealed_events',
      help: 'Audit events that the sealer has not reached yet.',
      registers,
    }),
  }
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface HttpObservation {
  readonly method: string;
  /** The route's id or pattern, never the path itself: labels must stay few. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface Metrics {
  /** For others to register their own metrics on. */
  readonly registry: Registry;
  readonly observeHttp: (observation: HttpObservation) => void;
  /** Registers a figure that goes up and down, 0 until it is set; gives the function that sets it. */
  readonly gauge: (name: string, help: string) => (value: number) => void;
  /** Registers a figure that only grows; gives the function that adds to it. */
  readonly counter: (name: string, help: string) => (count: number) => void;
}

/** Metrics of one process: Node's own and `http_request_seconds{method,route,status}`, all labelled with the service. */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const http = new Histogram({
    name: 'http_request_seconds',
    help: 'Time from the first byte of a request to the last byte of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return {
    registry,
    observeHttp: ({ method, route, status, seconds }) => http.observe({ method, route, status }, seconds),
    gauge: (name, help) => {
      const gauge = new Gauge({ name, help, registers: [registry] });
      return (value) => gauge.set(value);
    },
    counter: (name, help) => {
      const counter = new Counter({ name, help, registers: [registry] });
      return (count) => counter.inc(count);
    },
  };
}

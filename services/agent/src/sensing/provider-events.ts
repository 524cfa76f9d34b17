import type { ProviderEvent } from '@mojian/senses/remote/ladder';
import type { Logger } from '@mojian/telemetry/logger';
import { Counter, type Registry } from 'prom-client';

/** Counts how providers take questions (`sensing_provider_total{provider,outcome}`), and logs why one failed. */
export function observeProviders(logger: Logger, registry: Registry): (event: ProviderEvent) => void {
  const outcomes = new Counter({
    name: 'sensing_provider_total',
    help: 'Questions to providers of the senses: answered, unknown, failed, or skipped while the provider rests',
    labelNames: ['provider', 'outcome'],
    registers: [registry],
  });
  return ({ provider, outcome, error }) => {
    outcomes.inc({ provider, outcome });
    if (error) logger.warn('sense.provider_failed', { provider, error_code: error.code, error });
  };
}

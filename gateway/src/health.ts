import { miniSuccess } from '@mojian/contracts/dialect';
import { health, miniHealth, miniVersion, ready } from '@mojian/contracts/routes/gateway.routes';
import type { RequestHandler } from 'express';
import type { Departure } from './departure.js';
import type { Checks } from './readiness.js';

export interface HealthOptions {
  readonly readiness: () => Promise<Checks>;
  readonly departure: Pick<Departure, 'asked'>;
  /** Whether requests are counted by this process alone. */
  readonly countsAlone: () => boolean;
  readonly version: string;
}

const allUp = (checks: Checks): boolean => Object.values(checks).every(Boolean);

/**
 * The routes that the gateway answers itself, by route id. `/health` is 200 as long as the process lives, and says
 * `degraded` where something that it works with does not.
 */
export function healthHandlers({
  readiness,
  departure,
  countsAlone,
  version,
}: HealthOptions): Readonly<Record<string, RequestHandler>> {
  const state = async () => {
    const status = countsAlone() || !allUp(await readiness()) ? 'degraded' : 'ok';
    return { status, service: 'gateway', version } as const;
  };
  return {
    [health.id]: async (_request, response) => void response.json(await state()),
    [ready.id]: async (_request, response) => {
      // Said as a check like the others: who asks is to send its next connections elsewhere.
      const staying = !departure.asked();
      const checks = { ...(await readiness()), ...(!staying && { staying }) };
      const isReady = allUp(checks);
      response.status(isReady ? 200 : 503).json({ ready: isReady, checks });
    },
    [miniHealth.id]: async (_request, response) => void response.json(miniSuccess(await state())),
    [miniVersion.id]: (_request, response) => void response.json(miniSuccess({ version, name: 'mojian' })),
  };
}

/** The same checks as the metrics server tells them. */
export const readyReport = (checks: Checks) => ({
  ready: allUp(checks),
  checks: Object.fromEntries(Object.entries(checks).map(([name, isUp]) => [name, isUp ? 'up' : 'not ready'])),
});

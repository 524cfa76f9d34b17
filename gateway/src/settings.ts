import type { BlockList } from 'node:net';
import type { RouteSpec } from '@mojian/contracts/route';
import type { Logger } from '@mojian/telemetry/logger';
import type { Metrics } from '@mojian/telemetry/metrics';
import type { AllowedHosts } from './check-host.js';
import type { TrustedProxies } from './client-of.js';
import type { ServiceUrls } from './forward.js';
import type { LimitOverrides } from './limit-rate.js';
import type { Patience } from './serve.js';

export interface GatewaySettings {
  readonly routes: readonly RouteSpec[];
  readonly version: string;
  readonly host: string;
  readonly port: number;
  readonly cardPort: number;
  readonly metricsPort: number;
  readonly basePath: string;
  readonly publicOrigin: URL | undefined;
  readonly corsOrigins: readonly string[];
  readonly trustedProxies: TrustedProxies;
  readonly allowedHosts: AllowedHosts;
  /** Where admins may call from; everywhere when undefined. */
  readonly adminAddresses: BlockList | undefined;
  readonly limits: LimitOverrides;
  readonly load: { readonly maxRequests: number; readonly maxStreams: number; readonly maxSocketsPerUser: number };
  readonly protection: Protection;
  readonly patience: Patience;
  readonly redisUrl: string;
  readonly identityKey: string;
  readonly serviceUrls: ServiceUrls;
  /** Where the instances of each service say whether they are ready. */
  readonly readyUrls: ServiceUrls;
  /** Folder of the built browser client. */
  readonly webClientFolder: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** ms since the epoch. */
  readonly clock: () => number;
}

/** What may be switched off: each by the variable in its description, none in production. */
interface Protection {
  /** SECURITY_JWT_ENABLED */
  readonly verifyTokens: boolean;
  /** SECURITY_RATE_LIMITING_ENABLED */
  readonly limitRates: boolean;
  /** SECURITY_AUDIT_LOGGING_ENABLED */
  readonly auditRefusals: boolean;
  /** EMERGENCY_BRAKE_ENABLED, which is no matter of security */
  readonly brakeRoutes: boolean;
}

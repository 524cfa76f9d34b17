import { AppError } from '@mojian/contracts/app-error';

/**
 * Why a provider gave nothing. `refused`: the key, its rights or its quota; nothing helps but an operator or another
 * day. `busy`: less must be asked. `failed`: all else, which may pass.
 */
export type ProviderFault = 'refused' | 'busy' | 'failed';

interface Failure {
  readonly provider: string;
  readonly fault: ProviderFault;
  readonly cause?: unknown;
}

/** UPSTREAM_UNREACHABLE with the provider's name and fault. The message never holds an address: keys stand in it. */
export const providerError = (message: string, { provider, fault, cause }: Failure): AppError =>
  new AppError('UPSTREAM_UNREACHABLE', `${provider} ${message}`, { cause, details: { provider, fault } });

/** How an error of a provider is taken; what is not one of them is a failure like any other. */
export const faultOf = (error: unknown): ProviderFault => {
  const fault = error instanceof AppError ? error.options.details?.fault : undefined;
  return fault === 'refused' || fault === 'busy' ? fault : 'failed';
};

/** How an HTTP status is taken when the answer tells nothing better. */
export const faultOfStatus = (status: number): ProviderFault => {
  if (status === 429) return 'busy';
  return status === 401 || status === 402 || status === 403 ? 'refused' : 'failed';
};

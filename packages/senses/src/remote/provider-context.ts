/** What every provider is opened with besides its own settings. */
export interface ProviderContext {
  readonly clock: () => Date;
  /** IANA name, for `observed_at`. */
  readonly timezone: string;
  /** Of one question; 3 s unless told. */
  readonly timeoutMs?: number;
}

/**
 * The rate limits of the whole product, in requests per seconds (docs/api.md). Both columns apply. `LIMIT_<BUCKET>`
 * (`LIMIT_POSTCARD_CREATE=100/300`) overrides both columns of a bucket, which load tests use.
 */
export interface Limit {
  readonly count: number;
  readonly seconds: number;
}

interface LimitRule {
  readonly perUser?: Limit;
  readonly perAddress?: Limit;
}

const per = (count: number, seconds: number): Limit => ({ count, seconds });

export const limits = {
  everything_mini: { perUser: per(600, 60), perAddress: per(5000, 60) },
  everything_web: { perUser: per(60, 60), perAddress: per(5000, 60) },
  everything_page: { perAddress: per(5000, 60) },
  login_mini: { perUser: per(500, 300), perAddress: per(500, 300) },
  postcard_create: { perUser: per(100, 300), perAddress: per(200, 300) },
  quota: { perUser: per(1000, 60) },
  list: { perUser: per(500, 60) },
  status: { perUser: per(2000, 60) },
  result: { perUser: per(1000, 60) },
} as const satisfies Record<string, LimitRule>;

export type LimitBucket = keyof typeof limits;

/** Name of the variable that overrides a bucket. */
export const limitVariable = (bucket: LimitBucket): string => `LIMIT_${bucket.toUpperCase()}`;

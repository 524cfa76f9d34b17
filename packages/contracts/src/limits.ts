/**
 * The rate limits of the whole product, in requests per seconds (docs/api.md). All columns of a bucket apply, and
 * `everybody` besides. `LIMIT_<BUCKET>` (`LIMIT_POSTCARD_CREATE=100/300`) overrides every column that a bucket has,
 * which load tests use.
 */
export interface Limit {
  readonly count: number;
  readonly seconds: number;
}

export interface LimitRule {
  readonly perUser?: Limit;
  readonly perAddress?: Limit;
  /** Of all callers together, for each route of the bucket. */
  readonly perEndpoint?: Limit;
  /** Of all callers and routes together. */
  readonly global?: Limit;
}

const per = (count: number, seconds: number): Limit => ({ count, seconds });

export const limits = {
  everybody: { global: per(100_000, 60) },
  everything_mini: { perUser: per(600, 60), perAddress: per(5000, 60) },
  everything_web: { perUser: per(60, 60), perAddress: per(5000, 60) },
  everything_page: { perAddress: per(5000, 60) },
  register: { perAddress: per(5, 60), perEndpoint: per(200, 60) },
  login_mini: { perUser: per(500, 300), perAddress: per(500, 300), perEndpoint: per(2000, 60) },
  login_web: { perAddress: per(50, 60), perEndpoint: per(2000, 60) },
  password_mail: { perAddress: per(5, 60), perEndpoint: per(200, 60) },
  export: { perUser: per(5, 3600) },
  upload: { perUser: per(100, 300), perAddress: per(200, 300) },
  postcard_create: { perUser: per(100, 300), perAddress: per(200, 300), perEndpoint: per(1000, 60) },
  wechat_push: { perAddress: per(1000, 60), perEndpoint: per(3000, 60) },
  quota: { perUser: per(1000, 60) },
  list: { perUser: per(500, 60) },
  status: { perUser: per(2000, 60) },
  result: { perUser: per(1000, 60) },
} as const satisfies Record<string, LimitRule>;

export type LimitBucket = keyof typeof limits;

/** Name of the variable that overrides a bucket. */
export const limitVariable = (bucket: LimitBucket): string => `LIMIT_${bucket.toUpperCase()}`;

/**
 * Tries of one user name to log in on the web, counted by the user service, which alone reads the name. From an address
 * that has logged in as this user before, and from all others together: so strangers lock nobody out.
 */
export const loginTries = {
  fromAnAddress: per(10, 60),
  fromStrangers: per(100, 3600),
} as const;

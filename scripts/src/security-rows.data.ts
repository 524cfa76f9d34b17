/** What may be done to the system, and is tried: one test at least has a name that begins with the row's id. */
export interface SecurityRow {
  readonly id: string;
  /** The fault or the attack. */
  readonly what: string;
  /** Instead of a test: why there is none. */
  readonly instead?: string;
}

export interface SecurityChapter {
  readonly title: string;
  readonly rows: readonly SecurityRow[];
}

const row = (id: string, what: string, instead?: string): SecurityRow => ({
  id,
  what,
  ...(instead !== undefined && { instead }),
});

export const securityChapters: readonly SecurityChapter[] = [
  {
    title: 'Tokens, logins, sessions',
    rows: [
      row('A1', 'A token without a signature (`alg: none` in all spellings)'),
      row('A2', 'The public key used as an HMAC secret; other signature algorithms'),
      row('A3', 'Key ids and headers that point elsewhere (`kid`, `jku`, `x5u`, `jwk`, `crit`, `zip`)'),
      row('A4', 'Expired, too early, wrong audience, issuer or type; refresh token as access token and back'),
      row('A5', 'Forged and malleated tokens, many of each kind'),
      row('A6', 'Other spellings of a revoked token'),
      row('A7', 'A weak or a sample secret at the start'),
      row('A8', 'An access token after logout, password change, disabling, change of role; open streams too'),
      row('A9', 'Rotation of the signing key'),
      row('A10', 'A refresh token used twice'),
      row('A11', 'A hundred refreshes of one token at once, on two instances'),
      row('A12', 'The answer of a refresh is lost and it is sent again'),
      row('A13', 'The grace of a repeat used for an older generation'),
      row('A14', 'The pair of a repeated refresh is used'),
      row('A15', 'A storm of requests with a dead family'),
      row('A16', 'A session refreshed for ever'),
      row('A17', 'Brute force, stuffing and spraying of passwords'),
      row('A18', 'Telling known user names from unknown ones'),
      row('A19', 'Passwords at the edges: long, Unicode, common; floods of hashes'),
      row('A20', 'The development login in production'),
      row('A21', 'WeChat codes replayed, foreign, refused; a slow or lying WeChat'),
      row('A22', 'An identity claimed in a body; linking without proof'),
      row('A23', 'Tokens in logs and addresses; session fixation'),
    ],
  },
  {
    title: 'Gateway and HTTP',
    rows: [
      row('B1', 'Paths that two parsers read differently'),
      row('B2', 'Letter case and trailing slashes'),
      row('B3', 'Identity headers of a client’s making'),
      row('B4', 'A service called past the gateway'),
      row('B5', 'Request smuggling'),
      row('B6', 'A pipelined second request; answers that lie about their length'),
      row('B7', 'Hop-by-hop headers'),
      row('B8', 'Upgrades without a token, to a foreign path, from a foreign origin; an upstream that answers 200'),
      row('B9', 'TRACE, CONNECT, unknown methods, two Hosts, HTTP/1.0, GET with a body'),
      row('B10', '1xx answers, HEAD, 204 and 304, trailers'),
      row('B11', 'A slow, silent, dying or refusing service'),
      row('B12', 'A client that goes away'),
      row('B13', 'Repeats by the gateway'),
      row('B14', 'Status and headers of a service pass unchanged'),
      row('B15', 'Bodies that are too large, too deep, compressed or poisonous'),
      row('B16', 'Content types and charsets'),
      row('B17', 'Slow headers, slow bodies, idle connections'),
      row('B18', 'The edges of the rate limit; spoofed addresses; Redis down'),
      row('B19', 'Cross-origin requests'),
      row('B20', 'What errors give away'),
      row('B21', 'Cache poisoning and cache deception'),
    ],
  },
  {
    title: 'Authorisation and input',
    rows: [
      row('C1', 'Every route × every kind of caller'),
      row('C2', 'Ids in body, query or header that contradict the token'),
      row('C3', 'Mass assignment'),
      row('C4', 'The last admin; admins against each other'),
      row('C5', 'Repeated, nested and odd parameters'),
      row('C6', 'SQL injection'),
      row('C7', 'Fetching addresses that lead inside; DNS rebinding'),
      row('C8', 'Pictures that are none, bombs, metadata'),
      row('C9', 'Regular expressions that take for ever'),
      row('C10', 'Prototype pollution'),
      row('C11', 'Formulas in CSV cells'),
      row('C12', 'Forged log lines, secrets in logs'),
      row('C13', 'Markup in names and words'),
      row('C14', 'Unicode that misleads'),
      row('C15', 'Forged pages and limits of lists'),
      row('C16', 'Paths that lead out of a folder'),
    ],
  },
  {
    title: 'Queue, worker, races',
    rows: [
      row('D1', 'The worker is killed in any stage'),
      row('D2', 'Killed again and again'),
      row('D3', 'Paused beyond its lock, and then awake again'),
      row('D4', 'Its event loop is blocked'),
      row('D5', 'The same job twice'),
      row('D6', 'A rolling restart under load'),
      row('D7', 'A job of an older or newer version'),
      row('D8', 'A task that always crashes, among good ones'),
      row('D9', 'Delete, cancel and disable while a task runs'),
      row('D10', 'Storms of repeats against a model'),
      row('D11', 'More creates than can be made'),
      row('D12', 'One user with many tasks beside fifty with one'),
      row('D13', 'A worker whose clock is wrong'),
    ],
  },
  {
    title: 'Models',
    rows: [
      row('F3', 'Words of people that would be instructions, and instructions that would be told'),
      row('F6', 'Words and pictures that are not fit for others; a checker that is away; forged and repeated verdicts'),
      row('F8', 'Accounts, repeats and retries that run up a bill'),
    ],
  },
  {
    title: 'Stores',
    rows: [
      row('E1', 'PostgreSQL stopped, paused, full, read-only, without connections'),
      row('E2', 'The outcome of a commit is unknown'),
      row('E3', 'Redis stopped, paused, emptied, full, read-only'),
      row('E4', 'A lock deleted or stolen'),
      row('E5', 'A partition between processes and stores'),
      row('E6', 'Slow and lossy connections'),
      row('E7', 'Deadlocks and serialization failures'),
      row('E8', 'Long transactions, lock queues, migrations'),
      row(
        'E9',
        'Backup and restore',
        'The embedded PostgreSQL has no `pg_dump`: backups are for whoever brings a PostgreSQL of their own (DATABASE_URL).',
      ),
      row('E10', 'The quota’s midnight, leap days, other zones'),
    ],
  },
  {
    title: 'WebSockets',
    rows: [
      row('H4', 'More of them than one user may have; more data than the other side reads'),
      row('H7', 'A side that is gone without a word'),
    ],
  },
  {
    title: 'Quota, ledger, idempotency, caches, audit',
    rows: [
      row('I1', 'A hundred creates at once'),
      row('I2', 'One idempotency key, many requests'),
      row('I3', 'Settlements twice, out of order, after midnight'),
      row('I4', 'Delete and create again'),
      row('I5', 'Three reconcilers at once'),
      row('I6', 'A list after a delete'),
      row('I7', 'A thousand viewers of one card; a card that is gone'),
      row('I8', 'Audit rows tampered with, deleted, reordered, missing'),
      row('I9', 'A log that nobody reads'),
      row('I10', 'What admins do'),
    ],
  },
];

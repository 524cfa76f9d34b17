import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';

const secret = 'c2VjcmV0LXZhbHVlLW9mLXRoZS1zcGVj';
const token = `eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ1MSJ9.${secret}`;

const nasty: readonly unknown[] = [
  'a\r\n{"level":"error","event":"forged"}',
  'a\n\n\nb',
  '\u2028{"event":"forged"}\u2029\u0085\v\f',
  '\u001b[31mred\u001b[0m \u009b2J',
  '\u001b]0;title\u0007\b\b\b',
  '\u202Egnp.exe\u2066\u2069\u200F\uFEFF',
  '\ud800 half \udc00',
  '\0nul\0',
  '","level":"error","event":"forged","x":"',
  '\\","event":"forged"}\\n',
  'x'.repeat(1024 * 1024),
  '\u001b'.repeat(1024 * 1024),
  '%s %d %j %o',
  '\x24{jndi:ldap://127.0.0.1/a}',
  '<script>alert(1)</script>',
  Number.NaN,
  12n,
  Symbol('s'),
  () => 'x',
  new Date(Number.NaN),
  new Map([['a', 1]]),
  Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key ${index}`, 'x'.repeat(2000)])),
  { ['k'.repeat(1024 * 1024)]: 1, 'a\nb': 1, '\u2028': 1 },
  JSON.parse('{"__proto__": {"level": "forged"}, "constructor": 1, "toJSON": 1}'),
  { toJSON: () => 'a\n{"event":"forged"}' },
  {
    get broken() {
      throw new Error('a getter');
    },
  },
  new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('a proxy');
      },
    },
  ),
  Object.assign(new Error('a\nb'), { stack: 'x\n{"event":"forged"}' }),
];

/** What a terminal or a reader of lines would obey: all controls, separators, turns of direction, halves of pairs. */
const steering = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

describe('C12: the log', () => {
  const lines = (log: (logger: ReturnType<typeof createLogger>) => void): string[] => {
    const stream = new PassThrough();
    log(createLogger({ service: 'spec', level: 'info', stream }));
    return String(stream.read() ?? '')
      .split('\n')
      .slice(0, -1);
  };

  it.each(nasty.map((value, index) => [index, value] as const))('C12: value %i makes one line', (_, value) => {
    const written = lines((logger) => {
      logger.info('spec.said', { value, list: [value], level: value, event: value });
      if (typeof value === 'object' && value !== null) logger.info('spec.said', value);
      if (typeof value === 'string') logger.info('spec.said', { [value]: value });
    });
    expect(written).toHaveLength(typeof value === 'string' || (typeof value === 'object' && value !== null) ? 2 : 1);
    for (const line of written) {
      expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'spec.said', service: 'spec' });
      expect(line).not.toMatch(steering);
      expect(line.length).toBeLessThan(40_000);
    }
  });

  it('C12: tells no secret, by whatever name it comes', () => {
    const written = lines((logger) => {
      logger.info('spec.said', { refreshToken: secret, nested: { 'x-api-key': secret, Cookie: [secret] } });
      logger.info('spec.said', {
        message: `GET / with Bearer ${secret} failed`,
        url: `postgres://owner:${secret}@host/db`,
      });
      logger.info('spec.said', { text: `the token ${token}, the key mj_${secret}`, list: [token] });
      logger.error('spec.failed', {
        error: new Error(`refused ${token}`, { cause: new Error(`redis://:${secret}@host`) }),
      });
      logger.info('spec.said', { cut: `${'x'.repeat(980)}${token}` });
    });
    expect(written).toHaveLength(5);
    expect(written.join('')).not.toContain(secret);
    expect(written.join('')).not.toContain('eyJzdWIi');
  });

  it('C12: an event’s own name cannot begin another line', () => {
    expect(lines((logger) => logger.info('a\n{"event":"forged"}\u2028'))).toHaveLength(1);
  });
});

describe('I9: a log that nobody reads', () => {
  it('I9: holds up nobody and fills no memory, and tells afterwards what was dropped', async () => {
    const written: string[] = [];
    const waiting: (() => void)[] = [];
    let isRead = false;
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        written.push(String(chunk));
        if (isRead) done();
        else waiting.push(done);
      },
    });
    const logger = createLogger({ service: 'spec', level: 'info', stream });
    for (let count = 0; count < 20_000; count += 1) logger.info('spec.said', { text: 'x'.repeat(200) });
    expect(stream.writableLength).toBeLessThan(1.1 * 1024 * 1024);
    isRead = true;
    const drained = new Promise((resolve) => stream.once('drain', resolve));
    for (const done of waiting) done();
    await drained;
    logger.info('spec.said');
    const [dropped, last] = written.slice(-2).map((line): { event: string; lines?: number } => JSON.parse(line));
    expect([dropped?.event, last?.event]).toEqual(['log.dropped', 'spec.said']);
    expect(Number(dropped?.lines) + written.length - 2).toBe(20_000);
  });

  it('I9: ends no process when its disk is full', () => {
    const stream = new Writable({
      autoDestroy: false,
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('no space'), { code: 'ENOSPC' })),
    });
    const logger = createLogger({ service: 'spec', level: 'info', stream });
    expect(() => {
      for (let count = 0; count < 10; count += 1) logger.info('spec.said');
    }).not.toThrow();
  });
});

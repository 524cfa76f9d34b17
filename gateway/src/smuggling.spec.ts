import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GatewayFixture, startFixture } from './gateway.fixture.js';
import { say, statusesOf } from './raw-socket.fixture.js';
import { at, specRoute } from './spec-route.fixture.js';

let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture({ routes: [specRoute('send', { method: 'POST' }), specRoute('smuggled')] });
});
beforeEach(() => {
  fixture.upstreams.postcard.received.length = 0;
});
afterAll(() => fixture.close());

const smuggled = `GET ${at('smuggled')} HTTP/1.1\r\nHost: gateway\r\n\r\n`;
const chunked = 'Transfer-Encoding: chunked';
const five = 'Content-Length: 5';
const start = `POST ${at('send')} HTTP/1.1`;
const common = ['Host: gateway', 'Content-Type: application/json'];

interface Case {
  readonly first?: string;
  readonly lines?: readonly string[];
  readonly body?: string;
  readonly eol?: string;
}

const bytesOf = ({ first = start, lines = [], body = '', eol = '\r\n' }: Case): string =>
  [first, ...common, ...lines, '', body].join(eol);

/** What a chunk of the body looks like when it is right; then the end, and a second request. */
const inChunks = (size: string, data = '"abc"\r\n'): Case => ({
  lines: [chunked],
  body: `${size}\r\n${data}0\r\n\r\n${smuggled}`,
});
const withLines = (...lines: string[]): Case => ({ lines, body: `0\r\n\r\n${smuggled}` });
const withLength = (...lines: string[]): Case => ({ lines, body: `"abc"${smuggled}` });
const firstLine = (first: string): Case => ({ first, lines: ['Content-Length: 0'], body: smuggled });

const lengthsAndChunks: Record<string, Case> = {
  'a length and chunks': withLines(five, chunked),
  'chunks and a length': withLines(chunked, five),
  'chunks in capitals and a length': withLines('TRANSFER-ENCODING: CHUNKED', five),
  'a length of nothing and chunks': withLines('Content-Length: 0', chunked),
};

const encodings: Record<string, Case> = Object.fromEntries(
  [
    ...['xchunked', 'chunk', 'chunkedx', 'chunked, identity', 'identity, chunked', 'chunked, chunked', 'gzip, chunked'],
    ...['"chunked"', "'chunked'", 'chunked;q=1', 'chunked,', ',chunked', 'chunked\x00', '\x0bchunked', 'chunked\x0c'],
    ...['identity', 'cow', 'chun\tked', '\u00a0chunked', 'chunked\u0085', '', 'chunked\r\n x', 'x\r\n chunked'],
  ].map((value) => [`the encoding ${JSON.stringify(value)}`, withLines(`Transfer-Encoding: ${value}`)]),
);

const encodingLines: Record<string, Case> = Object.fromEntries(
  [
    [chunked, 'Transfer-Encoding: identity'],
    ['Transfer-Encoding: identity', chunked],
    [chunked, chunked],
    [chunked, 'Transfer-encoding: x'],
    ['Transfer-Encoding : chunked'],
    ['Transfer-Encoding\t: chunked'],
    ['Transfer Encoding: chunked', five],
    ['X: a\nTransfer-Encoding: chunked'],
    ['X: a\rTransfer-Encoding: chunked'],
    ['X: a\n Transfer-Encoding: chunked'],
    [' Transfer-Encoding: chunked'],
    ['\tTransfer-Encoding: chunked'],
    ['X:\r\n Transfer-Encoding: chunked', five],
    ['Transfer-Encoding:\r\n chunked'],
    ['\x00Transfer-Encoding: chunked'],
    ['Transfer-Encoding\x00: chunked'],
    ['(Transfer-Encoding): chunked'],
  ].map((lines) => [`the lines ${JSON.stringify(lines)}`, withLines(...lines)]),
);

const lengths: Record<string, Case> = Object.fromEntries(
  [
    ...['+5', '-5', '-0', '0x5', '5,5', '5, 5', '5,6', '5 5', '5;', '"5"', '5.0', '1e1', '5_0', '\x005', '5\x00', ''],
    ...['\u00b5', '99999999999999999999', '18446744073709551621', '5\r\n 5', '\r\n 5', 'five', '५', '0b1'],
  ].map((value) => [`the length ${JSON.stringify(value)}`, withLength(`Content-Length: ${value}`)]),
);

const lengthLines: Record<string, Case> = Object.fromEntries(
  [
    [five, five],
    [five, 'content-length: 5'],
    [five, 'Content-Length: 6'],
    ['Content-Length: 0', five],
    ['Content-Length : 5'],
    ['Content-Length\t: 5'],
    ['Content Length: 5', five],
    [' Content-Length: 5'],
    ['X: a\nContent-Length: 5', five],
    ['X: a\rContent-Length: 5', five],
    ['\x0bContent-Length: 5'],
  ].map((lines) => [`the lines ${JSON.stringify(lines)}`, withLength(...lines)]),
);

const chunks: Record<string, Case> = Object.fromEntries([
  ...[
    '0x5',
    '+5',
    '-5',
    ' 5',
    '5 ',
    '\t5',
    '5\t',
    'g',
    '',
    '5_',
    '5,5',
    'FFFFFFFFFFFFFFFFF',
    '100000000000000005',
    '5\x00',
  ].map((size) => [`a chunk of ${JSON.stringify(size)}`, inChunks(size)] as const),
  ['a chunk with an extension that ends in a bare LF', inChunks('5;a\nb')],
  ['a chunk with an extension that holds a bare CR', inChunks('5;a\rb')],
  ['a chunk whose size ends in a bare LF', { lines: [chunked], body: `5\n"abc"\r\n0\r\n\r\n${smuggled}` }],
  ['a chunk whose size ends in a bare CR', { lines: [chunked], body: `5\r"abc"\r\n0\r\n\r\n${smuggled}` }],
  ['a chunk that ends in a bare LF', inChunks('5', '"abc"\n')],
  ['a chunk that does not end', inChunks('5', '"abc"')],
  ['a chunk that is longer than it says', inChunks('5', '"abcdef"\r\n')],
  ['a chunk that is shorter than it says', inChunks('ff', '"abc"\r\n')],
  ['a last chunk that ends in bare LFs', { lines: [chunked], body: `5\r\n"abc"\r\n0\n\n${smuggled}` }],
  ['a trailer without a colon', { lines: [chunked], body: `5\r\n"abc"\r\n0\r\nX\r\n\r\n${smuggled}` }],
]);

const lines: Record<string, Case> = Object.fromEntries(
  [
    ['X Y: 1'],
    ['X(Y): 1'],
    ['X\u00e9: 1'],
    ['X'],
    [': 1'],
    ['X: a\x00b'],
    ['X: a\x01b'],
    ['X: a', ' folded'],
    ['X: a', '\tfolded'],
    [`X: a\rb`],
    ['X : 1'],
    ['\u0000: 1'],
  ].map((some) => [`the lines ${JSON.stringify(some)}`, withLength(five, ...some)]),
);

const firstLines: Record<string, Case> = Object.fromEntries(
  [
    `POST\t${at('send')}\tHTTP/1.1`,
    `POST ${at('send')}  HTTP/1.1 x`,
    `POST ${at('send')} HTTP/1.1 HTTP/1.1`,
    `POST ${at('send')} x HTTP/1.1`,
    `POST ${at('send')}`,
    `POST ${at('send')} HTTP/1.2`,
    `POST ${at('send')} HTTP/2.0`,
    `POST ${at('send')} HTTP/0.9`,
    `POST ${at('send')} HTTP/11.1`,
    `POST ${at('send')} HTTP/1.1x`,
    `POST ${at('send')} http/1.1`,
    `POST ${at('send')} ICE/1.0`,
    ` POST ${at('send')} HTTP/1.1`,
    `post ${at('send')} HTTP/1.1`,
    `POST ${at('send')}\x00 HTTP/1.1`,
    `POST ${at('send')} HTTP/1.1\n`,
    `P\x00ST ${at('send')} HTTP/1.1`,
    `POST\u00a0${at('send')} HTTP/1.1`,
    `PRI * HTTP/2.0`,
  ].map((first) => [JSON.stringify(first), firstLine(first)]),
);

const others: Record<string, Case> = {
  'bare LF everywhere': { lines: [five], body: `"abc"${smuggled}`, eol: '\n' },
  'bare CR everywhere': { lines: [five], body: `"abc"${smuggled}`, eol: '\r' },
  'chunks in HTTP/1.0': { first: start.replace('1.1', '1.0'), ...withLines(chunked) },
  'chunks for GET': { first: `GET ${at('smuggled')} HTTP/1.1`, ...withLines(chunked) },
  'a body for GET': { first: `GET ${at('smuggled')} HTTP/1.1`, ...withLength(five) },
  'a body for HEAD': { first: `HEAD ${at('smuggled')} HTTP/1.1`, ...withLength(five) },
  'chunks for DELETE': { first: `DELETE ${at('send')} HTTP/1.1`, ...withLines(chunked) },
  'a body for OPTIONS': { first: `OPTIONS ${at('send')} HTTP/1.1`, ...withLength(five) },
  'a preface of HTTP/2': { first: 'PRI * HTTP/2.0', lines: [], body: `SM\r\n\r\n${smuggled}` },
};

const all = {
  ...lengthsAndChunks,
  ...encodings,
  ...encodingLines,
  ...lengths,
  ...lengthLines,
  ...chunks,
  ...lines,
  ...firstLines,
  ...others,
};

describe('bytes that two parsers could take for different requests', () => {
  it.each(Object.entries(all))('B5: are refused, and what follows them is read by nobody: %s', async (_, one) => {
    const answer = await say(fixture.gateway.port, bytesOf(one));
    const { received } = fixture.upstreams.postcard;
    expect(received.map(({ method, url, body }) => [method, url, body])).toEqual([]);
    for (const status of statusesOf(answer)) expect([400, 405, 408, 413, 431, 502]).toContain(status);
    expect(statusesOf(answer).length).toBeLessThanOrEqual(1);
  });
});

describe('bytes with one reading', () => {
  const readings: Record<string, Case> = {
    'a length': { lines: [five], body: '"abc"' },
    'a length with a zero before it': { lines: ['Content-Length: 05'], body: '"abc"' },
    'a length with blanks around it': { lines: ['Content-Length: \t5 \t'], body: '"abc"' },
    'an encoding in capitals, after a tab': {
      lines: ['transfer-encoding:\tCHUNKED '],
      body: '5\r\n"abc"\r\n0\r\n\r\n',
    },
    'chunks with zeros before their sizes': { lines: [chunked], body: '0005\r\n"abc"\r\n000\r\n\r\n' },
    'chunks with an extension': { lines: [chunked], body: '5;name="v\\"x"\r\n"abc"\r\n0;x\r\n\r\n' },
    'trailers that would say otherwise': {
      lines: [chunked, 'Trailer: Content-Length, X-User-Id'],
      body: '5\r\n"abc"\r\n0\r\nX-User-Id: admin\r\nHost: evil\r\n\r\n',
    },
    'two blanks before the path': { first: `POST  ${at('send')} HTTP/1.1`, lines: [five], body: '"abc"' },
    'a header with an underscore': { lines: [five, 'Transfer_Encoding: chunked', 'Content_Length: 9'], body: '"abc"' },
    'a length that Connection names': { lines: [five, 'Connection: content-length, host'], body: '"abc"' },
  };
  it.each(Object.entries(readings))(
    'B5: reach the service as one request, and the next as another: %s',
    async (_, one) => {
      await say(fixture.gateway.port, `${bytesOf(one)}${smuggled}`);
      const { received } = fixture.upstreams.postcard;
      expect(received.map(({ method, url, body }) => [method, url, body])).toEqual([
        ['POST', at('send'), '"abc"'],
        ['GET', at('smuggled'), ''],
      ]);
      expect(received[0]?.headers).not.toHaveProperty('x-user-id');
      expect(received[0]?.headers).not.toHaveProperty('transfer_encoding');
    },
  );
});

import { connect } from 'node:net';

/** Bytes of the first complete answer in the buffer; 0 where there is none. */
function lengthOfAnswer(buffer) {
  const end = buffer.indexOf('\r\n\r\n');
  if (end < 0) return 0;
  const head = buffer.toString('latin1', 0, end).toLowerCase();
  if (!head.startsWith('http/1.1 200')) throw new Error(`An answer that is none: ${head.split('\r\n', 1)[0]}`);
  const length = end + 4 + Number(/content-length: (\d+)/.exec(head)?.[1]);
  return buffer.length < length ? 0 : length;
}

/** One request after the other over one connection, until the time is over; resolves with their number. */
function keepAsking({ port, requests, until }) {
  return new Promise((resolve, reject) => {
    let answered = 0;
    let rest = Buffer.alloc(0);
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const ask = () => socket.write(requests[answered % requests.length]);
    socket.on('connect', ask).on('error', reject);
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      const length = lengthOfAnswer(rest);
      if (length === 0) return;
      rest = rest.subarray(length);
      answered += 1;
      if (performance.now() < until) ask();
      else socket.destroy();
    });
    socket.on('close', () => resolve(answered));
  });
}

/** Requests a second over so many connections at once. */
export async function measure({ port, requests, connections, ms }) {
  const start = performance.now();
  const asking = Array.from({ length: connections }, () => keepAsking({ port, requests, until: start + ms }));
  const answered = (await Promise.all(asking)).reduce((sum, count) => sum + count, 0);
  return { answered, perSecond: (answered * 1000) / (performance.now() - start) };
}

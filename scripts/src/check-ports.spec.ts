import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { findFreePort } from '@mojian/embedded-stores/ports';
import { checkPorts, portSentence } from './check-ports.js';

describe('ports that are wanted', () => {
  it('are refused with the port, its holder and the variable that changes it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const free = { variable: 'USER_PORT', port: await findFreePort(), what: 'user' };
    const taken = checkPorts([{ variable: 'GATEWAY_PORT', port, what: 'gateway' }, free]);
    await expect(taken).rejects.toThrow(new RegExp(`^Port ${port} for the gateway is taken[^\\n]*GATEWAY_PORT=….$`));
    if (process.platform === 'linux') await expect(taken).rejects.toThrow(`(process ${process.pid})`);
    server.close();
    await expect(checkPorts([free])).resolves.toBeUndefined();
  });

  it('are refused when two are the same', async () => {
    const port = await findFreePort();
    const wanted = ['CARD_PORT', 'USER_PORT'].map((variable) => ({ variable, port, what: variable }));
    await expect(checkPorts(wanted)).rejects.toThrow(`CARD_PORT and USER_PORT are both ${port}`);
  });

  it('make a sentence without a holder where none is known', () => {
    expect(portSentence({ variable: 'PG_PORT', port: 1, what: 'PostgreSQL' }, undefined)).toBe(
      'Port 1 for the PostgreSQL is taken: end that program, or choose another port with PG_PORT=….',
    );
  });
});

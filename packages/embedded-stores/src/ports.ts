import { once } from 'node:events';
import { createServer } from 'node:net';

/** Whether nobody listens on this port of the loopback (0: always free). */
export const isPortFree = async (port: number): Promise<boolean> => {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await listening;
    return true;
  } catch {
    // EADDRINUSE and EACCES both mean: not for us.
    return false;
  } finally {
    server.close();
  }
};

/** A port of the loopback that was free a moment ago. */
export const findFreePort = async (): Promise<number> => {
  const server = createServer();
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system named no port.');
  return address.port;
};

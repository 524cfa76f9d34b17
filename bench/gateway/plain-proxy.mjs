/** What the gateway is measured against: Express and http-proxy-middleware as their manuals say, without any policy. */
import { createRequire } from 'node:module';

const ofGateway = createRequire(new URL('../../gateway/package.json', import.meta.url));
const { default: express } = await import(ofGateway.resolve('express'));
const { createProxyMiddleware } = await import(ofGateway.resolve('http-proxy-middleware'));

const { PORT, TARGET } = process.env;
express()
  .use(createProxyMiddleware({ target: TARGET, changeOrigin: true }))
  .listen(Number(PORT), '127.0.0.1');

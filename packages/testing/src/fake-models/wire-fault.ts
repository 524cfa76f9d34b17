import type { PlainScenario, StatusScenario } from './scenario.js';
import type { Asked } from './vendor.js';

const PAGE = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body>
</html>
`;

/** Plays what comes before any answer and is the same for all models; false: the scenario is none of these. */
export async function playWireFault(asked: Asked, scenario: PlainScenario): Promise<boolean> {
  const { exchange } = asked;
  if (scenario.kind === 'status' && !scenario.afterTokens) await sendStatus(asked, scenario);
  else if (scenario.kind === 'reset' && !scenario.afterTokens) exchange.reset();
  else if (scenario.kind === 'stall' && scenario.afterTokens === 0) await exchange.stall();
  else if (scenario.kind === 'html') await exchange.send(502, PAGE, { 'content-type': 'text/html' });
  else if (scenario.kind === 'wrong-type') await exchange.send(200, 'OK', { 'content-type': 'text/plain' });
  else return false;
  return true;
}

function sendStatus({ exchange, vendor, errorBody }: Asked, scenario: StatusScenario): Promise<void> {
  const { status, retryAfterSeconds, contentType = 'application/json' } = scenario;
  return exchange.send(status, scenario.body ?? JSON.stringify(errorBody({ status })), {
    ...vendor.headers(exchange.requestId),
    'content-type': contentType,
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  });
}

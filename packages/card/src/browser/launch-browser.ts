import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@mojian/contracts/app-error';
import type { Logger } from '@mojian/telemetry/logger';
import { type Browser, chromium } from 'playwright-core';
import type { ChromiumCommand } from './chromium.js';

const launchMs = 20_000;
const closeMs = 3_000;

/** A running browser and the id of its process, by which it can be ended when it answers no more. */
export interface RunningBrowser {
  readonly browser: Browser;
  readonly end: () => Promise<void>;
}

/**
 * Starts a browser, with the operating system's sandbox where it can be had: never for root, and not where user
 * namespaces are refused, as in most containers; the container is the sandbox then.
 */
export async function launchBrowser(command: ChromiumCommand, logger: Logger): Promise<RunningBrowser> {
  const root = process.getuid?.() === 0;
  const browser = root ? await start(command, false) : await startSandboxed(command, logger);
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  return { browser, end: () => endBrowser(browser, pid) };
}

const startSandboxed = (command: ChromiumCommand, logger: Logger): Promise<Browser> =>
  start(command, true).catch((error: unknown) => {
    logger.warn('browser.unsandboxed', { reason: error instanceof AppError ? error.message : String(error) });
    return start(command, false);
  });

const start = ({ executablePath, args, env }: ChromiumCommand, sandbox: boolean): Promise<Browser> =>
  chromium
    .launch({
      executablePath,
      args: [...args],
      env: { ...env },
      chromiumSandbox: sandbox,
      timeout: launchMs,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    .catch((error: unknown) => {
      throw new AppError('DEPENDENCY_DOWN', 'the browser does not start', { cause: error });
    });

/** The id is used only while the browser has not ended: afterwards it may be another process's. */
async function endBrowser(browser: Browser, pid: number | undefined): Promise<void> {
  const closed = browser.close().then(
    () => true,
    () => false, // It hangs or broke off: the process is killed below.
  );
  const ended = await Promise.race([closed, delay(closeMs, false, { ref: false })]);
  if (!ended && pid !== undefined) killProcess(pid);
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error; // Already gone is what we want.
  }
}

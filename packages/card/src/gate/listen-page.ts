import type { GateFinding } from '@mojian/contracts/card/gate-report';
import type { Page } from 'playwright-core';
import { finding } from './finding.js';

/** What the browser says by itself about things that a card may do: tilting and buzzing before the first tap. */
const harmless =
  /^Permissions policy violation: (?:accelerometer|gyroscope|magnetometer)|^\[Intervention\]|^Blocked call to navigator\.vibrate/;
const refusedByPolicy = /Content Security Policy|Connection-Allowlist|sandboxed|permissions policy/i;

/** Everything a page complains about or asks for while it is open. */
interface PageEars {
  readonly request: (url: string) => void;
  /** From now on errors are answers to a gesture. */
  readonly touched: () => void;
  readonly findings: () => GateFinding[];
}

/** Listens to errors of a page: uncaught, unhandled, written to the console, and requests told by the server of the page. */
export function listenToPage(page: Page, width: number): PageEars {
  const heard: GateFinding[] = [];
  let rule: 'ERROR_LOAD' | 'ERROR_TAP' = 'ERROR_LOAD';
  page.on('pageerror', (error) => heard.push(finding(rule, error.message, width)));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() !== 'error' || harmless.test(text)) return;
    if (text === 'a loop was stopped') heard.push(finding('HANG', text, width));
    else heard.push(finding(refusedByPolicy.test(text) ? 'EXTERNAL' : rule, text, width));
  });
  page.on('dialog', (dialog) => {
    heard.push(finding('DIALOG', dialog.type(), width));
    dialog.dismiss().catch(() => undefined); // The context may be gone already.
  });
  page.on('popup', () => heard.push(finding('POPUP', 'a window was opened', width)));
  return {
    request: (url) => heard.push(finding('EXTERNAL', url, width)),
    touched: () => {
      rule = 'ERROR_TAP';
    },
    findings: () => [...new Map(heard.map((one) => [`${one.rule} ${one.detail}`, one])).values()],
  };
}

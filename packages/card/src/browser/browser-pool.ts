import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@mojian/contracts/app-error';
import type { Logger } from '@mojian/telemetry/logger';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { type ChromiumCommand, findChromium } from './chromium.js';
import { launchBrowser, type RunningBrowser } from './launch-browser.js';
import { createTurnstile } from './turnstile.js';

interface BrowserPoolOptions {
  /** More than two at a time gain nothing on two cores. */
  readonly maxPages?: number;
  /** Contexts after which a fresh browser takes over; memory grows by the card. */
  readonly recycleAfter?: number;
  readonly logger: Logger;
  readonly find?: () => Promise<ChromiumCommand>;
}

interface PageRun {
  /** Counted from the moment a page is free. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  /** Viewport, touch, media of the context. */
  readonly context?: BrowserContextOptions;
}

export interface BrowserPool {
  /**
   * Runs `fn` on a page in a context of its own, which is destroyed afterwards, whatever the page does.
   * @throws AppError `STAGE_TIMEOUT` after the deadline, `DEPENDENCY_DOWN` when the browser does not start or dies,
   * the signal's reason when it was aborted, and whatever `fn` throws.
   */
  readonly withPage: <T>(fn: (page: Page) => Promise<T>, run: PageRun) => Promise<T>;
  /** Ends the browser's process; later calls of `withPage` are refused. */
  readonly close: () => Promise<void>;
}

/** A context that does not go away in this time takes its browser with it. */
const disposeMs = 2_000;

interface Generation {
  readonly running: Promise<RunningBrowser>;
  contexts: number;
  open: number;
  retired: boolean;
}

/** One browser, started at the first call, started anew after a crash or `recycleAfter` contexts. */
export function createBrowserPool(options: BrowserPoolOptions): BrowserPool {
  return new Pool(options);
}

class Pool implements BrowserPool {
  readonly #turnstile;
  readonly #alive = new Set<Generation>();
  #current: Generation | null = null;
  #closed = false;

  constructor(private readonly options: BrowserPoolOptions) {
    this.#turnstile = createTurnstile(options.maxPages ?? 2);
  }

  readonly withPage = async <T>(fn: (page: Page) => Promise<T>, run: PageRun): Promise<T> => {
    const leave = await this.#turnstile.enter(run.signal);
    try {
      return await this.#visit(fn, run);
    } finally {
      leave();
    }
  };

  readonly close = async (): Promise<void> => {
    this.#closed = true;
    await Promise.all([...this.#alive].map((generation) => this.#end(generation)));
  };

  async #visit<T>(fn: (page: Page) => Promise<T>, run: PageRun): Promise<T> {
    const generation = this.#take();
    const { browser } = await this.#running(generation);
    const context = await browser.newContext(run.context);
    try {
      return await withinDeadline(() => context.newPage().then(fn), run);
    } catch (error) {
      if (browser.isConnected() || error instanceof AppError) throw error;
      throw new AppError('DEPENDENCY_DOWN', 'the browser died during a visit', { cause: error });
    } finally {
      if (!(await isDisposed(context)) || !browser.isConnected()) this.#retire(generation);
      generation.open -= 1;
      if (generation.retired && generation.open === 0) await this.#end(generation);
    }
  }

  #take(): Generation {
    if (this.#closed) throw new AppError('DEPENDENCY_DOWN', 'the browser pool is closed');
    if (this.#current && this.#current.contexts >= (this.options.recycleAfter ?? 100)) this.#retire(this.#current);
    this.#current ??= this.#start();
    this.#current.contexts += 1;
    this.#current.open += 1;
    return this.#current;
  }

  #start(): Generation {
    const find = this.options.find ?? findChromium;
    const running = find().then((command) => launchBrowser(command, this.options.logger));
    const generation: Generation = { running, contexts: 0, open: 0, retired: false };
    this.#alive.add(generation);
    running.then(
      ({ browser }) => browser.on('disconnected', () => this.#retire(generation)),
      () => this.#retire(generation),
    );
    return generation;
  }

  async #running(generation: Generation): Promise<RunningBrowser> {
    try {
      return await generation.running;
    } catch (error) {
      generation.open -= 1;
      this.#alive.delete(generation);
      throw error;
    }
  }

  #retire(generation: Generation): void {
    generation.retired = true;
    if (this.#current === generation) this.#current = null;
  }

  async #end(generation: Generation): Promise<void> {
    if (!this.#alive.delete(generation)) return;
    this.#retire(generation);
    const { end } = await generation.running;
    await end();
  }
}

const isDisposed = (context: BrowserContext): Promise<boolean> =>
  Promise.race([
    context.close().then(
      () => true,
      () => false, // The browser is gone; the caller starts another.
    ),
    delay(disposeMs, false, { ref: false }),
  ]);

/** The first of: the work, the deadline, the abort. The work itself ends when its context is destroyed. */
async function withinDeadline<T>(work: () => Promise<T>, { deadlineMs, signal }: PageRun): Promise<T> {
  const over = new AbortController();
  const stop = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  const timer = setTimeout(() => {
    over.abort(new AppError('STAGE_TIMEOUT', `the page was stopped after ${deadlineMs} ms`));
  }, deadlineMs);
  const stopped = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => {
      const reason: unknown = stop.reason;
      reject(reason);
    };
    stop.addEventListener('abort', onAbort, { once: true });
  });
  try {
    stop.throwIfAborted();
    return await Promise.race([work(), stopped]);
  } finally {
    clearTimeout(timer);
  }
}

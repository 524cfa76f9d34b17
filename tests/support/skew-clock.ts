/**
 * To be loaded before a process of the product (`NODE_OPTIONS=--import …`): its clock is `CLOCK_AHEAD_MINUTES` ahead.
 * Timers run as they do.
 */
const aheadMs = Number(process.env.CLOCK_AHEAD_MINUTES) * 60_000;
const trueNow = Date.now;
const now = (): number => trueNow() + aheadMs;

globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});

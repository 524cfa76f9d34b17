/**
 * Lets work with the same key wait for its turn in this process, where waiting holds no connection that others need.
 * It only saves work: what must not happen twice is for the database to refuse.
 */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.then(
      () => work(),
      () => work(),
    );
    this.last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}

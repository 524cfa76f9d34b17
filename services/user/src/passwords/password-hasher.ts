import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { decoyHash, hashPassword, verifyPassword } from './hash-password.js';
import { createWorkQueue } from './work-queue.js';

/** The pool of libuv has four threads: two of them stay free for files and names. */
const atOnce = Math.min(2, availableParallelism());
/** About three seconds of work on a small machine. */
const waiting = 100;

/** Hashes passwords a few at a time, so that a flood of them holds up nothing else; OVERLOADED where too many wait. */
@Injectable()
export class PasswordHasher {
  private readonly queue = createWorkQueue({ atOnce, waiting });
  private readonly decoy = decoyHash();

  hash(password: string): Promise<string> {
    return this.queue.run(() => hashPassword(password));
  }

  /** Whether it is the password of this hash; without one the answer is no, after the same work. */
  async verify(password: string, hash: string | null): Promise<boolean> {
    const equal = await this.queue.run(() => verifyPassword(password, hash ?? this.decoy));
    return equal && hash !== null;
  }
}

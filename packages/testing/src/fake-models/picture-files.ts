import { randomUUID } from 'node:crypto';
import type { Exchange } from './exchange.js';

const FOLDER = '/pictures/';

const TYPES: readonly (readonly [magic: string, type: string])[] = [
  ['89504e47', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['52494646', 'image/webp'],
];

const typeOf = (bytes: Buffer): string =>
  TYPES.find(([magic]) => bytes.toString('hex', 0, magic.length / 2) === magic)?.[1] ?? 'application/octet-stream';

/** Pictures that answers give by address, as the vendors' object stores serve them. */
export class PictureFiles {
  private readonly files = new Map<string, Buffer>();

  constructor(private readonly origin: string) {}

  readonly publish = (bytes: Buffer): string => {
    const path = `${FOLDER}${randomUUID()}.png`;
    this.files.set(path, bytes);
    return `${this.origin}${path}?Expires=4102444800&OSSAccessKeyId=fake&Signature=fake`;
  };

  isHere(path: string): boolean {
    return path.startsWith(FOLDER);
  }

  async serve(exchange: Exchange): Promise<void> {
    const bytes = this.files.get(exchange.call.path);
    // A signed address takes no second key: whoever sends one has given it away.
    const code = exchange.headers.authorization === undefined ? 'NoSuchKey' : 'InvalidArgument';
    if (bytes === undefined || code === 'InvalidArgument') {
      const page = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`;
      return exchange.send(bytes === undefined ? 404 : 400, page, { 'content-type': 'application/xml' });
    }
    return exchange.send(200, bytes, { 'content-type': typeOf(bytes) });
  }
}

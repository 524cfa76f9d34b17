import { createDecipheriv } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';

const blockBytes = 32;
const randomBytes = 16;
const lengthBytes = 4;

const malformed = (reason: string, cause?: unknown): AppError =>
  new AppError('BODY_MALFORMED', `an encrypted push of WeChat is malformed: ${reason}`, { cause });

export interface PushKey {
  /** 43 characters, as the console shows it. */
  readonly encodingAesKey: string;
  readonly appId: string;
}

/**
 * The message within WeChat's envelope: AES-256-CBC, the vector being the key's beginning, padded to blocks of 32; inside
 * are 16 random bytes, the length, the message and the app it is for. Fails with BODY_MALFORMED, also for another app.
 */
export function openPush(encrypted: string, { encodingAesKey, appId }: PushKey): string {
  const content = unpad(decrypt(encrypted, Buffer.from(`${encodingAesKey}=`, 'base64')));
  const start = randomBytes + lengthBytes;
  if (content.length < start) throw malformed('too short');
  const end = start + content.readUInt32BE(randomBytes);
  if (end > content.length) throw malformed('its length is not its own');
  if (content.toString('utf8', end) !== appId) throw malformed('it is for another app');
  return content.toString('utf8', start, end);
}

function decrypt(encrypted: string, key: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  } catch (cause) {
    throw malformed('it cannot be decrypted', cause);
  }
}

function unpad(padded: Buffer): Buffer {
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > blockBytes || padding > padded.length) throw malformed('its padding is none');
  return padded.subarray(0, padded.length - padding);
}

import { importPKCS8, SignJWT } from 'jose';

export interface QweatherJwtSettings {
  /** `sub`: the id of the project. */
  readonly projectId: string;
  /** `kid`: the id of the credential. */
  readonly keyId: string;
  /** Ed25519, PKCS #8, PEM. */
  readonly privateKey: string;
}

/** QWeather advises to date a token back by 30 s, and allows a day; a quarter of an hour is enough for us. */
const backdatedS = 30;
const lifetimeS = 900;
/** A token is not used in its last minute. */
const spareS = 60;

/** Gives a signed token, the same one until it is about to expire. */
export function qweatherTokens(
  { projectId, keyId, privateKey }: QweatherJwtSettings,
  clock: () => Date,
): () => Promise<string> {
  let current = { token: '', expires: 0 };
  return async () => {
    const now = Math.floor(clock().getTime() / 1000);
    if (now < current.expires - spareS) return current.token;
    const expires = now + lifetimeS;
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA', kid: keyId })
      .setSubject(projectId)
      .setIssuedAt(now - backdatedS)
      .setExpirationTime(expires)
      .sign(await importPKCS8(privateKey, 'EdDSA'));
    current = { token, expires };
    return token;
  };
}

import { randomUUID } from 'node:crypto';
import { parseDuration, type Sign } from '@cueline/shared';
import { compileText, type ValueOf } from './fill-request.js';
import type { HttpRequest } from './http-client.js';

/**
 * Signs a request, just before it is made.
 *
 * @param token what the outlet's credentials gave; empty for those that need none
 */
export type SignRequest = (request: HttpRequest, token: string) => Promise<HttpRequest>;

export interface SignContext {
  /** Values of PLATFORM_VALUES. */
  readonly valueOf: ValueOf;
  /** Wall clock. */
  readonly now: () => number;
}

const LIFE_MS = 300_000;

/** Creates what signs the requests of an outlet. */
export function createSign(sign: Sign | undefined, { valueOf, now }: SignContext): SignRequest {
  const value = (text: string) => compileText(text)(valueOf);
  switch (sign?.kind) {
    case undefined:
      return (request) => Promise.resolve(request);
    case 'cxone':
    case 'oauth':
      return (request, token) => Promise.resolve(withBearer(request, token));
    case 'aws':
      return async (request) => {
        const { AwsV4Signer } = await import('aws4fetch');
        const { service, region, keyId, secretKey, sessionToken } = sign;
        const { url, headers } = await new AwsV4Signer({
          method: request.method,
          url: request.url,
          headers: request.headers,
          body: request.body ?? null,
          service,
          region,
          accessKeyId: value(keyId),
          secretAccessKey: value(secretKey),
          ...(sessionToken === undefined ? {} : { sessionToken: value(sessionToken) }),
          datetime: new Date(now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
        }).sign();
        return { ...request, url: url.href, headers: { ...request.headers, ...Object.fromEntries(headers) } };
      };
    case 'jwt':
      return async (request) => {
        const { importPKCS8, SignJWT } = await import('jose');
        const { algorithm, key, claims, life } = sign;
        const secret = value(key);
        const signer = algorithm === 'HS256' ? new TextEncoder().encode(secret) : await importPKCS8(secret, algorithm);
        const nowS = Math.floor(now() / 1000);
        const lifeS = Math.ceil((parseDuration(life ?? '') ?? LIFE_MS) / 1000);
        const jwt = await new SignJWT(
          Object.fromEntries(Object.entries(claims).map(([name, text]) => [name, value(text)])),
        )
          .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
          .setIssuedAt(nowS)
          .setExpirationTime(nowS + lifeS)
          .setJti(randomUUID())
          .sign(signer);
        return withBearer(request, jwt);
      };
    default:
      return sign satisfies never;
  }
}

const withBearer = (request: HttpRequest, token: string): HttpRequest => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${token}` },
});

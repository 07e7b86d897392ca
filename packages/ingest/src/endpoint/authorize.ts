import { createHash, createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface AuthorizeContext {
  /** What a header must hold, by itself or behind `Bearer`. */
  readonly secret: string | undefined;
  /** The name of that header, in small letters. */
  readonly header: string;
  /** Twilio's auth token, with which it signs its requests. */
  readonly twilioToken: string | undefined;
  /** Our address as Twilio knows it, without a path; behind a proxy only the settings know it. */
  readonly publicUrl: string | undefined;
}

/** Decides who may post frames. */
export function createAuthorize({ secret, header, twilioToken, publicUrl }: AuthorizeContext) {
  const secretDigest = secret === undefined ? undefined : digestOf(secret);
  const base = publicUrl?.replace(/\/+$/, '');
  return {
    /** Whether a header holds the secret. */
    byHeader: (headers: IncomingHttpHeaders): boolean => {
      const given = headers[header];
      return (
        secretDigest !== undefined &&
        typeof given === 'string' &&
        isTextOf(secretDigest, given.replace(/^bearer\s+/i, ''))
      );
    },
    /** Whether Twilio may have signed a request with these headers. */
    mayBeSigned: (headers: IncomingHttpHeaders): boolean =>
      twilioToken !== undefined && base !== undefined && headers['x-twilio-signature'] !== undefined,
    /**
     * Whether Twilio has signed the request: its URL and, sorted by name, the fields of its form; of another body its digest is part
     * of the URL.
     *
     * @param path with what follows `?`
     */
    bySignature: (headers: IncomingHttpHeaders, path: string, body: Buffer): boolean => {
      const given = headers['x-twilio-signature'];
      if (twilioToken === undefined || base === undefined || typeof given !== 'string') return false;
      const url = `${base}${path}`;
      const digest = URL.parse(url)?.searchParams.get('bodySHA256') ?? undefined;
      if (digest !== undefined && !isSame(digest, createHash('sha256').update(body).digest('hex'))) return false;
      const fields = digest === undefined ? [...new URLSearchParams(body.toString())] : [];
      // two fields of the same name and value are signed once
      const signed = [...new Set(fields.map((field) => field.join('\0')))]
        .toSorted()
        .map((field) => field.replace('\0', ''));
      return isSame(
        given,
        createHmac('sha1', twilioToken)
          .update(`${url}${signed.join('')}`)
          .digest('base64'),
      );
    },
  };
}
export type Authorize = ReturnType<typeof createAuthorize>;

/** Compares in a time that tells nothing of where two texts differ. */
const isSame = (a: string, b: string): boolean => isTextOf(digestOf(a), b);
const isTextOf = (digest: Buffer, text: string): boolean => timingSafeEqual(digest, digestOf(text));
const digestOf = (text: string): Buffer => hash('sha256', text, 'buffer');

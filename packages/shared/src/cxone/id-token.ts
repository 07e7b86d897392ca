import { z } from 'zod';

const Claims = z.looseObject({ iss: z.url().optional(), tenantId: z.string().optional() });

/**
 * What an id token says of its tenant; its signature is not looked at, as it comes from the token endpoint itself.
 * Nothing if it cannot be read.
 */
export function readIdToken(idToken: string | undefined): {
  issuer?: string | undefined;
  tenantId?: string | undefined;
} {
  const [, payload = ''] = idToken?.split('.') ?? [];
  try {
    const { iss, tenantId } = Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    return { issuer: iss, tenantId };
  } catch {
    return {};
  }
}

import { createHash } from 'node:crypto';

/** How logs and traces name a call: as it is, or by a digest, which whoever knows the id can compute. */
export type InteractionNaming = 'plain' | 'hashed';

const DIGEST_CHARS = 16;

/** The name of a call in logs and traces. */
export function nameInteraction(id: string, naming: InteractionNaming): string {
  return naming === 'plain' ? id : createHash('sha256').update(id).digest('hex').slice(0, DIGEST_CHARS);
}

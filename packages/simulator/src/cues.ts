import { randomUUID } from 'node:crypto';

export interface CuesOptions {
  /** Whether a second cue with the same key is taken for a repetition of the first. */
  readonly idempotency: boolean;
  /** How many cues are kept; the oldest go first. */
  readonly kept: number;
}

/** The cues on the desktops. */
export function createCues({ idempotency, kept }: CuesOptions) {
  const byId = new Map<string, { interactionId: string; key: string | undefined }>();
  const byKey = new Map<string, string>();
  const forgetOldest = () => {
    const [oldest] = byId;
    if (!oldest || byId.size <= kept) return;
    byId.delete(oldest[0]);
    if (oldest[1].key !== undefined) byKey.delete(oldest[1].key);
  };
  return {
    /** Takes a cue, unless its key says that it was taken before. */
    take(interactionId: string, idempotencyKey: string | undefined): { cueId: string; isNew: boolean } {
      const key = idempotencyKey === undefined ? undefined : `${interactionId} ${idempotencyKey}`;
      const known = key === undefined || !idempotency ? undefined : byKey.get(key);
      if (known !== undefined) return { cueId: known, isNew: false };
      const cueId = randomUUID();
      byId.set(cueId, { interactionId, key });
      if (key !== undefined) byKey.set(key, cueId);
      forgetOldest();
      return { cueId, isNew: true };
    },
    has: (interactionId: string, cueId: string): boolean => byId.get(cueId)?.interactionId === interactionId,
    clear(): void {
      byId.clear();
      byKey.clear();
    },
  };
}
export type Cues = ReturnType<typeof createCues>;

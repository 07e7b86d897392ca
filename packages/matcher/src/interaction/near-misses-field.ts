import type { HeardNearMiss } from '@cueline/rules';
import { StoredNearMiss, toMs, toUs } from '@cueline/shared';
import { z } from 'zod';
import { compressField, decompressField } from './compressed-field.js';

const { shape } = StoredNearMiss;
/** A near miss without field names, which saves memory: Redis holds some for every live interaction. */
const NearMissTuple = z.tuple([
  shape.key,
  shape.phrase,
  shape.closeness,
  shape.share,
  shape.reason,
  shape.lacked,
  shape.words,
  shape.segmentId,
  shape.heardAtMs,
  shape.by,
]);

/**
 * Formats near misses for Redis: [key, phrase, closeness, share, reason, lacked, words, segment id, heard at ms, by] each,
 * compressed. Closeness and share are rounded to thousandths.
 */
export function formatNearMisses(nearMisses: readonly HeardNearMiss[]): Buffer {
  return compressField(
    JSON.stringify(
      nearMisses.map(
        ({
          key,
          phrase,
          closeness,
          share,
          reason,
          lacked,
          words,
          segmentId,
          heardAtUs,
          by,
        }): z.infer<typeof NearMissTuple> => {
          const [roundedCloseness, roundedShare] = [toThousandths(closeness), toThousandths(share)];
          const near = [
            key,
            phrase,
            roundedCloseness,
            roundedShare,
            reason,
            lacked,
            words,
            segmentId,
            toMs(heardAtUs),
          ] as const;
          return by === undefined ? [...near] : [...near, by];
        },
      ),
    ),
  );
}

/** Parses what `formatNearMisses` wrote. */
export function parseNearMisses(field: Buffer): HeardNearMiss[] {
  return z
    .array(NearMissTuple)
    .parse(JSON.parse(decompressField(field)))
    .map(([key, phrase, closeness, share, reason, lacked, words, segmentId, heardAtMs, by]) => {
      return {
        key,
        phrase,
        closeness,
        share,
        reason,
        ...(by !== undefined && { by }),
        lacked,
        words,
        segmentId,
        heardAtUs: toUs(heardAtMs),
      };
    });
}

const toThousandths = (value: number): number => Math.round(value * 1000) / 1000;

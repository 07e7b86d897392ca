import { z } from 'zod';
import { jsonField } from './json-field.js';

/*
 * Into how many partitions interactions are divided: the string at `keys.partitions`. At the first start that is a number, the first
 * layout. Each layout has keys of its own: the partitions of layout 1 are `{1.0}`, `{1.1}`…, those of the first `{0}`, `{1}`…
 *
 * `cueline partitions migrate` moves all from one layout to the next. While it lives it holds a lease, the key `keys.layoutLease`:
 *
 * | state     | stored                   | processes                                 | next                                        |
 * | --------- | ------------------------ | ----------------------------------------- | ------------------------------------------- |
 * | settled   | no `next`                | work                                      | settling, when a migration begins           |
 * | settling  | `next.step` `settling`   | work; no watermark passes a moment to     | pausing, once all partitions have reached   |
 * |           |                          | come (`stopAt` of `listening`)            | that moment; else settled                   |
 * | pausing   | `next.step` `pausing`    | leave the layout, as when they stop;      | flipped, once all is                        |
 * |           |                          | ingests listen on and hold what they hear | copied and replicas have it; settled in     |
 * |           |                          |                                           | this one, if the lease has lapsed: the      |
 * |           |                          |                                           | first process that sees it says so here     |
 * | flipped   | the next layout, with    | the same                                  | settled in that layout, once replicas know, |
 * |           | itself as `next`         |                                           | or if the lease has lapsed                  |
 *
 * Nothing of a layout is removed before the next is in force, so that a migration that is killed has changed nothing. While all is
 * copied, and ever after, `keys.moved` is there in each partition of the layout that is left: scripts refuse to touch it, also those
 * of a process that was frozen and wakes up.
 */

/** A layout by its number, the epoch: 0 at the first start, never used twice. */
const Layout = z.object({ epoch: z.int().min(0), partitions: z.int().min(1) });
export type Layout = z.infer<typeof Layout>;

export const StoredLayout = Layout.extend({
  v: z.literal(1),
  /** The epoch of the latest layout that was to follow, whether or not it did. */
  tried: z.int().min(0),
  /** Keys of other layouts are left, which the next migration removes. */
  left: z.literal(true).optional(),
  next: Layout.extend({ step: z.enum(['settling', 'pausing']) }).optional(),
});
export type StoredLayout = z.infer<typeof StoredLayout>;

const First = z
  .string()
  .regex(/^\d+$/)
  .transform((partitions): StoredLayout => ({ v: 1, epoch: 0, partitions: Number(partitions), tried: 0 }));

/** What is stored at `keys.partitions` is of a later release, or of something else. */
export class UnreadableLayoutError extends Error {
  override readonly name = 'UnreadableLayoutError';
}

/**
 * Parses what is stored at `keys.partitions`.
 *
 * @throws UnreadableLayoutError
 */
export function parseLayout(text: string): StoredLayout {
  const { data } = z.union([First, jsonField(StoredLayout)]).safeParse(text);
  if (data !== undefined) return data;
  throw new UnreadableLayoutError(
    `this release cannot read how many partitions there are and where they lie: a later release has moved them, and is needed (stored is ${text})`,
  );
}

/** A layout that never was to be followed by another is a number, which releases that know no layouts read. */
export const formatLayout = (layout: StoredLayout): string =>
  layout.tried === 0 ? String(layout.partitions) : JSON.stringify(layout);

/** What is in force if a migration to the next layout does not come to its end. */
export const withoutNext = (layout: StoredLayout): StoredLayout => ({ ...layout, next: undefined });

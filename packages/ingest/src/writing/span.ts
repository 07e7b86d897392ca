// A span of one partition:
//
// | state     | here                               | in `listening`                         | next                                     |
// | --------- | ---------------------------------- | -------------------------------------- | ---------------------------------------- |
// | growing   | the last span, without `endUs`     | `replica:<id>`, grows with each write  | ended, when the socket opens again, or   |
// |           |                                    |                                        | where entries had to be dropped          |
// | ended     | `endUs`, entries still to write    | `replica:<id>`, grows with each write  | published, when all of it is written     |
// | published | remembered for 30 s                | `replica:<id>:<number>`, from when the | gone, when fire-due.lua has listened to  |
// |           |                                    | next span is written                   | it; ended, if Redis has lost the write   |
//
// If the ingest is not seen for 10 minutes, its spans are gone in every state.
/** A stretch in which the socket stayed open, in µs of our monotonic clock. It grows as we listen. */
export interface Span {
  readonly sinceUs: number;
  untilUs: number;
}

/** Part of a span in which nothing was lost on the way to one partition. */
export interface PartitionSpan {
  readonly number: number;
  readonly sinceUs: number;
  readonly span: Span;
  /** Its end; while unset, it grows with its span. */
  readonly endUs?: number | undefined;
  /** Its start and end by Redis' clock, once converted. */
  sinceAtUs?: number | undefined;
  endAtUs?: number | undefined;
}

/**
 * The spans of our socket, each with the moment since which no partition has lost anything of it. A span of which a partition has nothing
 * left to write is not among that partition's.
 */
export function commonSpans(ofPartitions: readonly (readonly PartitionSpan[])[]): [span: Span, sinceUs: number][] {
  const common = new Map<Span, number>();
  for (const { span, sinceUs } of ofPartitions.flat())
    common.set(span, Math.max(sinceUs, common.get(span) ?? Number.NEGATIVE_INFINITY));
  return [...common].toSorted(([, a], [, b]) => a - b);
}

/** Its end so far. */
export function untilOf({ endUs, span }: PartitionSpan): number {
  return endUs ?? span.untilUs;
}

/** Whether it covers nothing, as after a drop until more is heard. */
export function isEmptySpan(span: PartitionSpan): boolean {
  return untilOf(span) < span.sinceUs;
}

/**
 * Cuts the stretch in which entries were dropped out of the spans.
 *
 * @param nextNumber returns the number of a new span
 */
export function cutSpans(
  spans: readonly PartitionSpan[],
  dropped: { readonly fromUs: number; readonly toUs: number },
  nextNumber: () => number,
): PartitionSpan[] {
  return spans.flatMap((span) => {
    if (span.sinceUs > dropped.toUs) return [span];
    if (span.endUs !== undefined && span.endUs < dropped.fromUs) return [span];
    const before = span.sinceUs < dropped.fromUs ? [{ ...span, endUs: dropped.fromUs - 1, endAtUs: undefined }] : [];
    const { endUs } = span;
    if (endUs !== undefined && endUs <= dropped.toUs) return before;
    return [...before, { number: nextNumber(), sinceUs: dropped.toUs + 1, span: span.span, endUs }];
  });
}

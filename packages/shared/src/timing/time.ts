/*
 * Inside, the times of a call are whole µs since the Unix epoch, and durations that they are compared with are µs: names end in
 * `…Us`. What Redis, settings, rule files and printed JSON have is ms (`…Ms`), converted where it is read or written.
 */

/** Converts ms to µs, to the nearest whole one. */
export const toUs = (ms: number): number => Math.round(ms * 1000);

/** Converts µs to ms, with up to three decimals. */
export const toMs = (us: number): number => us / 1000;

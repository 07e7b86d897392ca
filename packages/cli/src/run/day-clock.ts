/** Writes a moment, given in ms since the Unix epoch, as the time of day in UTC: `02:25:34`. */
export const dayClock = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

/** Longest delay of a timer: nearly 25 days. Node fires one that is set to more at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

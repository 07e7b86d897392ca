/** The consumer group of all matchers, on every partition's segments. */
export const GROUP = 'matchers';

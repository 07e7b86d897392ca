/** The matchers' consumer group, on every partition's segments. */
export const GROUP = 'matchers';

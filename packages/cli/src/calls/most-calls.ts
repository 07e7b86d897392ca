/** Most archived calls that are read if nothing else is said: what is said in them takes some 200 MB. */
export const MOST_CALLS = 10_000;

import fc from 'fast-check';

/** Property tests try the same inputs in each run, so that a change is judged by what it changes. */
const SEED = 1;

fc.configureGlobal({ seed: Number(process.env['LAW_SEED'] ?? SEED) });

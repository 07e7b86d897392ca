/** Settings under which a killed process is missed within a second, and an interaction ends half a second after its end frame. */
export const QUICK = { CLAIM_IDLE_MS: '500', GAP_WAIT_MS: '500', END_LINGER_MS: '500' } as const;

/** For tests in which an ingest always listens: after half a second, a stall of a busy machine would already count as a gap. */
export const QUICK_WITHOUT_GAPS = { ...QUICK, GAP_WAIT_MS: '10000' } as const;

/** Settings under which a killed process is missed within a second, and an interaction ends half a second after its end frame. */
export const QUICK = { CLAIM_IDLE_MS: '500', GAP_WAIT_MS: '500', END_LINGER_MS: '500' } as const;

/**
 * Where one of two ingests always hears, no gap is to be stepped over: whoever waited for as little as half a second would take a stall
 * of a busy machine for one.
 */
export const QUICK_WITHOUT_GAPS = { ...QUICK, GAP_WAIT_MS: '10000' } as const;

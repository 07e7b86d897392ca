import { Counter, Gauge } from 'prom-client';
import { type Metrics, startAtZero } from '../metrics/metrics.js';

const RESULTS = ['given', 'refused', 'failed'] as const;

/** Counts requests for tokens. */
export function createTokenMetrics(metrics: Metrics) {
  const registers = [metrics];
  const requests = new Counter({
    name: 'cueline_token_requests_total',
    help: 'Requests for a token: given, refused (client id or secret), failed (any other answer, or none)',
    labelNames: ['result'] as const,
    registers,
  });
  startAtZero(requests, RESULTS);
  const expiry = new Gauge({
    name: 'cueline_token_expiry_timestamp_seconds',
    help: 'When the latest token expires (Unix time), by the clock of this machine; 0 before the first',
    registers,
  });
  return {
    /** @param lifeMs how much longer the token is valid */
    given(lifeMs: number): void {
      requests.inc({ result: 'given' });
      expiry.set((Date.now() + lifeMs) / 1000);
    },
    failed: (result: 'refused' | 'failed') => requests.inc({ result }),
  };
}
export type TokenMetrics = ReturnType<typeof createTokenMetrics>;

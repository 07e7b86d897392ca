import type { Call } from './call.js';
import { feeAndRateSamples } from './samples/fee-and-rate.js';
import { noticeSamples } from './samples/notice.js';
import { prohibitedSamples } from './samples/prohibited.js';

/** Calls written for this project; each shows one thing against the rule pack that ships as `rules/default.yaml`. */
export const sampleCalls: readonly Call[] = [...noticeSamples, ...feeAndRateSamples, ...prohibitedSamples];

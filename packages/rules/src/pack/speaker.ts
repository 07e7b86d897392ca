import { z } from 'zod';

/** Whose speech it is: the agent's, the customer's, or that of somebody else in the call. */
export const Speaker = z.enum(['agent', 'customer', 'other']);
export type Speaker = z.infer<typeof Speaker>;

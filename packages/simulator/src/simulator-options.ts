import { z } from 'zod';
import { Faults, RetryAfterForm } from './fault.js';
import { scopes } from './tokens.js';

/**
 * Whose wire is spoken: CXone's transcription socket, NICE's agent-assist notifications, Genesys Cloud's events by way of Amazon
 * EventBridge, or Twilio's Real-Time Transcription.
 */
export const SimulatedPlatform = z.enum(['cxone', 'nice', 'genesys', 'twilio']);
export type SimulatedPlatform = z.infer<typeof SimulatedPlatform>;

/** How the simulator behaves. */
export const SimulatorOptions = z.object({
  host: z.string().default('127.0.0.1'),
  /** 0: any free port. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** Makes chance (faults, start spread) repeatable. */
  seed: z.number().int().default(1),
  platform: SimulatedPlatform.default('cxone'),
  clientId: z.string().default('cueline'),
  clientSecret: z.string().default('cueline-secret'),
  /** The access key of a service user, for NICE. */
  accessKeyId: z.string().default('cueline-key'),
  accessKeySecret: z.string().default('cueline-key-secret'),
  /** Where NICE's script posts that a contact begins and ends. */
  announceTo: z.url().optional(),
  announceSecret: z.string().default('cueline-announces'),
  /** Where Genesys and Twilio post what is said: where `cueline receive` listens by default. */
  postTo: z.url().default('http://127.0.0.1:8090/'),
  /** The secret in the header of that, or Twilio's auth token. */
  postSecret: z.string().default('cueline-is-posted-to'),
  tokenLifetimeS: z.number().positive().default(3600),
  scopes: z.array(z.enum(scopes)).default([...scopes]),
  /** How many cue requests are let in within any window; a little above Cueline's own default of 20 in 1000 ms. */
  cueRateMax: z.number().int().positive().default(25),
  cueRateWindowMs: z.number().positive().default(1000),
  retryAfter: RetryAfterForm.default('seconds'),
  /** Whether a repeated `Idempotency-Key` is honoured. */
  idempotency: z.boolean().default(true),
  journalFrames: z.boolean().default(true),
  /** How many entries of the journal are kept at least. */
  journalLength: z.number().int().positive().default(100_000),
  faults: Faults.default({}),
});
export type SimulatorOptions = z.infer<typeof SimulatorOptions>;
/** Simulator options of which those left out have their defaults. */
export type SimulatorInput = z.input<typeof SimulatorOptions>;

import { type Command, Option } from 'commander';
import { z } from 'zod';
import { FaultName, Faults, RetryAfterForm } from './fault.js';
import { SimulatedPlatform } from './simulator-options.js';

/** A flag has a value that it cannot have; the message names the flag. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}

const faultNames = `names: ${FaultName.options.join(', ')}`;

function flag(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.env(`SIMULATOR_${option.name().toUpperCase().replaceAll('-', '_')}`);
}

/** Adds the simulator's flags to a command; each is also an environment variable, `--cue-rate-max` as `SIMULATOR_CUE_RATE_MAX`. */
export function addSimulatorFlags(command: Command): Command {
  const options = [
    flag('--host <address>', 'where to listen').default('127.0.0.1'),
    flag('--port <n>', 'where to listen; 0: any free port').default('9100'),
    flag('--seed <n>', 'makes chance repeatable').default('1'),
    flag('--platform <name>', 'whose wire is spoken').choices(SimulatedPlatform.options).default('cxone'),
    flag('--client-id <id>', 'the client that gets tokens').default('cueline'),
    flag('--client-secret <secret>', 'its secret').default('cueline-secret'),
    flag('--access-key-id <id>', 'of nice: the access key that gets tokens').default('cueline-key'),
    flag('--access-key-secret <secret>', 'its secret').default('cueline-key-secret'),
    flag('--announce-to <url>', 'of nice: where it is posted that a contact begins and ends'),
    flag('--announce-secret <secret>', 'the secret in the header of that').default('cueline-announces'),
    flag('--token-lifetime <s>', 'how long a token is good').default('3600'),
    flag('--post-to <url>', 'of genesys and twilio: where what is said is posted').default('http://127.0.0.1:8090/'),
    flag('--post-secret <secret>', "the secret in the header of that, or Twilio's auth token").default(
      'cueline-is-posted-to',
    ),
    flag('--cue-rate-max <n>', 'most cue requests accepted in any window of time').default('25'),
    flag('--cue-rate-window <ms>', 'that window').default('1000'),
    flag('--retry-after <form>', 'how a 429 says when to come back').choices(RetryAfterForm.options).default('seconds'),
    flag('--no-idempotency', 'take a repeated Idempotency-Key for a new cue'),
    flag('--no-journal-frames', 'keep frames out of the journal, for load'),
    flag('--fault <fault...>', `from the start, as name or name:chance=0.1,count=3; ${faultNames}`).default([]),
    flag('--transcripts <file...>', 'play recorded calls, from files and folders, instead of the samples').default([]),
    flag('--generate', 'play calls of small talk instead of the samples').default(false),
    flag('--rate <n>', 'play as many of those as make n segments a second'),
    flag('--calls <n>', 'how many calls; 0: none; more than there are: copies'),
    flag('--speed <factor>', 'how many times faster than real time').default('1'),
    flag('--loop', 'begin each call anew when it has ended').default(false),
    flag('--spread <ms>', 'calls begin at random within this time').default('0'),
    flag('--no-end-frames', 'let calls end in silence'),
    flag('--end-delay <ms>', 'from the last segment to the end frame, in real time').default('1000'),
    flag('--bare-frames', 'leave out segmentId, startTime and endTime').default(false),
    flag('--no-wait', 'begin before anybody has subscribed'),
  ];
  for (const option of options) command.addOption(option);
  return command;
}

const SimulatorFlags = z.object({
  host: z.string(),
  port: z.coerce.number().int().min(0).max(65_535),
  seed: z.coerce.number().int(),
  platform: SimulatedPlatform,
  clientId: z.string(),
  clientSecret: z.string(),
  accessKeyId: z.string(),
  accessKeySecret: z.string(),
  announceTo: z.url().optional(),
  announceSecret: z.string(),
  postTo: z.url(),
  postSecret: z.string(),
  tokenLifetime: z.coerce.number().positive(),
  cueRateMax: z.coerce.number().int().positive(),
  cueRateWindow: z.coerce.number().positive(),
  retryAfter: RetryAfterForm,
  idempotency: z.boolean(),
  journalFrames: z.boolean(),
  fault: z.preprocess((faults) => Object.fromEntries(z.array(z.string()).parse(faults).map(splitFault)), Faults),
  transcripts: z.array(z.string()),
  generate: z.boolean(),
  rate: z.coerce.number().positive().optional(),
  calls: z.coerce.number().int().min(0).optional(),
  speed: z.coerce.number().positive(),
  loop: z.boolean(),
  spread: z.coerce.number().min(0),
  endFrames: z.boolean(),
  endDelay: z.coerce.number().min(0),
  bareFrames: z.boolean(),
  wait: z.boolean(),
});
export type SimulatorFlags = z.infer<typeof SimulatorFlags>;

/**
 * Checks what commander read.
 *
 * @throws FlagError
 */
export function parseSimulatorFlags(flags: unknown): SimulatorFlags {
  const parsed = SimulatorFlags.safeParse(flags);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [name, ...detail] = issue?.path ?? [];
  const kebab = String(name).replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new FlagError(`--${[kebab, ...detail].join(' ')}: ${issue?.message ?? ''}`);
}

/** `name:key=value,key=value` as a name and its settings. */
function splitFault(text: string): [string, Record<string, string>] {
  const [name = '', ...settings] = text.split(':');
  return [name, Object.fromEntries(new URLSearchParams(settings.join(':').replaceAll(',', '&')))];
}

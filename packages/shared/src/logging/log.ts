import { pino, type DestinationStream, type Logger } from 'pino';
import { errorCode } from '../error-code.js';
import { type InteractionNaming, nameInteraction } from '../frames/name-interaction.js';
import { redact } from './redact.js';
import { traceFields } from '../tracing/current-span.js';

export type Log = Logger;

export interface LogOptions {
  /** Process name, written in each line. */
  readonly name: string;
  readonly level: string;
  /** Values that must never be written. */
  readonly secrets?: readonly string[];
  /** How calls are named in the field `interactionId`. */
  readonly interactions?: InteractionNaming;
  /** Default: stdout. */
  readonly destination?: DestinationStream;
}

/** Creates a log of JSON lines. Each whole line is redacted, whatever a message or an error contains. */
export function createLog({ name, level, secrets = [], interactions = 'plain', destination }: LogOptions): Log {
  const known = secrets.filter((secret) => secret.length >= 4); // shorter ones would redact common words
  return pino(
    {
      name,
      level,
      base: { name, pid: process.pid },
      formatters: {
        level: (label) => ({ level: label }),
        ...(interactions === 'plain' ? {} : { log: (fields) => withName(fields, interactions) }),
      },
      mixin: traceFields,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError, error: describeError },
      hooks: { streamWrite: (line) => redact(line, known) },
    },
    destination ?? openStdout(),
  );
}

function withName(fields: Record<string, unknown>, naming: InteractionNaming): Record<string, unknown> {
  const { interactionId } = fields;
  return typeof interactionId === 'string'
    ? { ...fields, interactionId: nameInteraction(interactionId, naming) }
    : fields;
}

/** Lines that cannot be written (a full disk) wait for a later one, up to this many characters; then they are dropped. */
const MAX_WAITING = 1024 * 1024;

function openStdout(): DestinationStream {
  const stdout = pino.destination({ fd: 1, sync: true, maxLength: MAX_WAITING });
  stdout.on('error', () => undefined); // a log that cannot be written ends no process
  return stdout;
}

/** Keeps only fields known to be harmless: an HTTP client's error carries the request with all its headers. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  const code = errorCode(error);
  return {
    name,
    message,
    ...(code === undefined ? {} : { code }),
    stack,
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}

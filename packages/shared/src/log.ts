import { pino, type DestinationStream, type Logger } from 'pino';
import { errorCode } from './error-code.js';
import { redact } from './redact.js';

export type Log = Logger;

export interface LogOptions {
  /** Process name, written in each line. */
  readonly name: string;
  readonly level: string;
  /** Values that must never be written. */
  readonly secrets?: readonly string[];
  /** Default: stdout. */
  readonly destination?: DestinationStream;
}

/** Creates a log of JSON lines. Each whole line is redacted, whatever a message or an error contains. */
export function createLog({ name, level, secrets = [], destination }: LogOptions): Log {
  const known = secrets.filter((secret) => secret.length >= 4); // shorter ones would redact common words
  return pino(
    {
      name,
      level,
      base: { name, pid: process.pid },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError, error: describeError },
      hooks: { streamWrite: (line) => redact(line, known) },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
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

/** A command can't do what it was asked to; the message says why, one line for each reason. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** How the process ends; see {@link ExitCode}. */
  readonly exitCode: number;
  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

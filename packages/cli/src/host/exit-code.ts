/** How the command ends, for scripts. The numbers are those of sysexits.h. */
export const ExitCode = {
  ok: 0,
  /** What was looked at is not as it should be. */
  foundWrong: 1,
  /** EX_USAGE: the command was not given as its help says. */
  usage: 64,
  /** EX_CONFIG: a setting or a rule was refused. */
  configuration: 78,
} as const;

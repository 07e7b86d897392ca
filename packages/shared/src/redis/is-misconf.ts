/** Whether Redis answers that it cannot write to its disk. It refuses PING then as it does writes, but can be read. */
export const isMisconf = (error: unknown): error is Error =>
  error instanceof Error && error.message.startsWith('MISCONF');

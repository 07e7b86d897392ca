/** What a run of the laboratory is given by whoever runs it. */
export interface LabContext {
  /** To be done when the run ends, however it ends; the latest first. */
  readonly onEnd: (end: () => Promise<void> | void) => void;
  /** Told what happens, a line at a time. */
  readonly tell: (line: string) => void;
  /** Given each line that a process logs. */
  readonly log: (line: string) => void;
}

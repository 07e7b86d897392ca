/** What the caller gives to a run of the laboratory. */
export interface LabContext {
  /** To be done when the run ends, however it ends; the latest first. */
  readonly onEnd: (end: () => Promise<void> | void) => void;
  /** Receives what happens, a line at a time. */
  readonly tell: (line: string) => void;
  /** Given each line that a process logs. */
  readonly log: (line: string) => void;
}

/** Something that is not as it should be. */
export interface Finding {
  /** What, in one sentence. */
  readonly what: string;
  /** What an operator can do about it. */
  readonly remedy?: string | undefined;
  /** Whether it may follow from an interruption, and then passes by itself within seconds. */
  readonly mayPass?: boolean;
}

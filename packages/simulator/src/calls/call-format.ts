import type { FrameFormat } from '@cueline/shared';

/** What somebody said, as a file has it: what it does not say is filled in when all of the file has been read. */
export interface Utterance {
  /** Without it the call is named after the file. */
  readonly callId?: string | undefined;
  readonly segmentId?: string | undefined;
  /** As the file names the speaker. */
  readonly speaker: string;
  /** What else the file calls the speaker: the role, beside a name. */
  readonly otherName?: string | undefined;
  /** What the speaker is, if the format says so in its own way. */
  readonly role?: 'agent' | 'customer' | 'other' | undefined;
  readonly text: string;
  /** In ms, since the call began or since the epoch. */
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  /** The times are numbers of which nothing says whether they are ms or seconds. */
  readonly timesAreBare?: boolean;
  readonly confidence?: number | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Such as `es-US`. */
  readonly language?: string | undefined;
}

/** What a reader hands over. */
export interface CallSink {
  /** @param place where it stands, such as `calls.csv:7` */
  readonly say: (utterance: Utterance, place: string) => void;
  /** The call is over. Without a time it ends a little after its last segment. */
  readonly end: (callId: string, endMs?: number) => void;
  /** What cannot be used; the calls are refused, with all mistakes together. */
  readonly refuse: (place: string, reason: string) => void;
  /** What people should know, though the calls can be used. */
  readonly note: (text: string) => void;
}

/** An opened file. */
export interface CallFile {
  readonly path: string;
  /** UTF-8, decompressed, without a byte order mark. */
  readonly bytes: Buffer;
  /** Its beginning. */
  readonly sample: string;
  /** All of it. Not for JSON: a file of lines may be longer than a text can be. */
  readonly text: () => string;
  /** How to read captured frames. */
  readonly frames: FrameFormat;
}

/** A form in which calls are kept. */
export interface CallFormat {
  /** As people call it. */
  readonly name: string;
  /**
   * Known by its content, not by its name.
   *
   * @param isRole whether a speaker of this name is known to be the agent, the customer or another
   */
  readonly recognise: (sample: string, isRole: (name: string) => boolean) => boolean;
  readonly read: (file: CallFile, sink: CallSink) => void | Promise<void>;
}

import type { Objection, SocketState } from '@cueline/shared';
import type { Span } from '../writing/span.js';

/** What a source reports of what it hears; `heardUs` and spans are µs of our monotonic clock. */
export interface SourceReports {
  /** Called when a new span begins; the span grows while the source hears everything. */
  readonly onSpan: (span: Span) => void;
  /** @param socket which of several that are open at a time, and bring the same */
  readonly onFrame: (data: Buffer, isBinary: boolean, heardUs: number, socket?: number) => void;
  /** Called when the span has grown without a frame. */
  readonly onAnswered: () => void;
  /** Whether to read no more for the moment. */
  readonly isBehind: () => boolean;
}

/** Where speech comes from. It reports what it hears from `run` until it is told to stop. */
export interface TranscriptSource {
  /** Returns when told to stop. */
  readonly run: () => Promise<void>;
  /** Why nothing is heard; undefined while everything is. */
  readonly objection: () => Objection | undefined;
  /** Why less is heard than could be. */
  readonly warning: () => Objection | undefined;
  /** Why it is not known which calls there are, of a source that has to ask for each. */
  readonly contactsWarning?: () => Objection | undefined;
  readonly state: () => SocketState;
  /** Begins again, as the platform has reported an error. */
  readonly reopen: () => void;
}

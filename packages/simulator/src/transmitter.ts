import { binary, interim, malformed, oversized } from './bad-frames.js';
import type { ActiveFaults } from './faults.js';
import type { OutgoingFrame } from './frames.js';
import type { Journal } from './journal.js';
import { clockAhead, uncorrected, withRepeatedId, wordless } from './lying-frames.js';
import type { TranscriptionSockets } from './transcription-sockets.js';

export interface TransmitterContext {
  readonly sockets: TranscriptionSockets;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  /** Whether each frame is written to the journal; under load most entries are frames. */
  readonly journalFrames: boolean;
}

/** Sends the frames of calls, with the faults now in force. */
export function createTransmitter({ sockets, faults, journal, journalFrames }: TransmitterContext) {
  /** By interaction: a frame that waits until the next frame of its call has been sent. */
  const held = new Map<string, OutgoingFrame>();
  let sent = 0;

  const send = (frame: OutgoingFrame): number => {
    const count = sockets.send(Buffer.from(frame.data), frame.kind === 'binary', frame);
    sent += 1;
    if (journalFrames) {
      const { kind, interactionId, segmentId } = frame;
      journal.write({ kind: 'frame', frame: kind, interactionId, segmentId, sockets: count });
    }
    return count;
  };

  /** The frame as the faults in force make it lie. */
  const lying = (frame: OutgoingFrame): OutgoingFrame => {
    const named = faults.strike('frameIdRepeated') ? withRepeatedId(frame) : frame;
    const ahead = faults.strike('frameClockAhead');
    return ahead === undefined ? named : clockAhead(named, ahead.speaker, ahead.aheadMs);
  };

  const sendSegment = (honest: OutgoingFrame) => {
    const frame = lying(honest);
    if (faults.strike('frameWordless')) send(wordless(frame));
    if (faults.strike('frameCorrected')) send(uncorrected(frame));
    if (faults.strike('frameMalformed')) send(malformed(frame));
    if (faults.strike('frameOversized')) send(oversized(frame));
    if (faults.strike('frameBinary')) send(binary(frame));
    if (faults.strike('frameInterim')) send(interim(frame));
    send(frame);
    if (faults.strike('frameDuplicate')) send(frame);
  };

  return {
    /** Sends a frame as it is; returns to how many sockets. */
    push: (data: string): number => send({ kind: 'pushed', data }),
    /** Sends the next frame of a call. */
    play(frame: OutgoingFrame, interactionId: string): void {
      if (faults.strike('socketReset')) sockets.reset('one');
      if (faults.strike('socketSilent')) sockets.silence('one');
      const earlier = held.get(interactionId);
      held.delete(interactionId);
      if (frame.kind === 'end') {
        if (earlier) sendSegment(earlier);
        send(frame);
      } else if (earlier) {
        sendSegment(frame);
        sendSegment(earlier);
      } else if (faults.strike('frameReordered')) held.set(interactionId, frame);
      else sendSegment(frame);
    },
    /** How many frames were sent, whether or not anybody heard them. */
    sent: () => sent,
  };
}
export type Transmitter = ReturnType<typeof createTransmitter>;

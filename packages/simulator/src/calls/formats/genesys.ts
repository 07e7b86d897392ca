import { z } from 'zod';
import type { CallSink } from '../call-format.js';
import { issuesText } from './issue-text.js';

const Millis = z.object({ milliseconds: z.number() });
const Phrase = z.object({
  text: z.string(),
  participantPurpose: z.string().optional(),
  startTimeMs: z.number().optional(),
  offset: Millis.optional(),
  duration: Millis.optional(),
  confidence: z.number().optional(),
  phraseIndex: z.number().optional(),
});

/** What the speech and text analytics of Genesys Cloud keep of a conversation. */
const Kept = z.object({
  conversationId: z.string().optional(),
  transcripts: z.array(z.object({ transcriptId: z.string().optional(), phrases: z.array(Phrase).default([]) })),
});

/** What a notification of Genesys Cloud says of a live conversation. */
const Live = z.object({
  conversationId: z.string().optional(),
  sessionStartTimeMs: z.number().optional(),
  transcripts: z.array(
    z.object({
      utteranceId: z.string().optional(),
      isFinal: z.boolean().default(true),
      channel: z.string(),
      alternatives: z
        .array(
          z.object({
            transcript: z.string(),
            confidence: z.number().optional(),
            offsetMs: z.number().optional(),
            durationMs: z.number().optional(),
          }),
        )
        .min(1),
    }),
  ),
});

type Fields = Readonly<Record<string, unknown>>;

const bodyOf = (value: Fields): unknown => value['eventBody'] ?? value;

export function isGenesys(value: Fields): boolean {
  const body = bodyOf(value);
  return typeof body === 'object' && body !== null && 'transcripts' in body && Array.isArray(body.transcripts);
}

/** Reads a transcript of Genesys Cloud. The side within the company is the agent's. */
export function readGenesys(value: Fields, sink: CallSink, place: string): void {
  const live = Live.safeParse(bodyOf(value));
  if (live.success && live.data.transcripts.length > 0) return readLive(live.data, sink, place);
  const kept = Kept.safeParse(bodyOf(value));
  if (!kept.success) return sink.refuse(place, issuesText(kept.error));
  const { conversationId, transcripts } = kept.data;
  for (const phrase of transcripts.flatMap(({ phrases }) => phrases)) {
    const startMs = phrase.startTimeMs ?? phrase.offset?.milliseconds;
    const endMs =
      startMs === undefined || phrase.duration === undefined ? undefined : startMs + phrase.duration.milliseconds;
    const { text, confidence, participantPurpose: speaker = '' } = phrase;
    sink.say({ callId: conversationId, speaker, text, startMs, endMs, confidence }, place);
  }
}

function readLive({ conversationId, transcripts }: z.infer<typeof Live>, sink: CallSink, place: string): void {
  for (const { utteranceId, isFinal, channel, alternatives } of transcripts) {
    const [best] = alternatives;
    if (!isFinal || best === undefined) continue;
    const { transcript, confidence, offsetMs, durationMs } = best;
    const endMs = offsetMs === undefined || durationMs === undefined ? undefined : offsetMs + durationMs;
    const said = { segmentId: utteranceId, speaker: channel, text: transcript, startMs: offsetMs, endMs, confidence };
    sink.say({ callId: conversationId, ...said }, place);
  }
}

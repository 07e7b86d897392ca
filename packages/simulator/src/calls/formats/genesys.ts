import { z } from 'zod';
import type { CallSink } from '../call-format.js';
import { aText, maybeNumber, maybeText, maybeTime } from './fields.js';
import { issuesText } from './issue-text.js';

const Millis = z.object({ milliseconds: maybeTime }).nullish();
const Phrase = z.object({
  text: maybeText,
  /** With punctuation and digits. */
  decoratedText: maybeText,
  participantPurpose: maybeText,
  startTimeMs: maybeTime,
  offset: Millis,
  duration: Millis,
  confidence: maybeNumber,
});

/** What the speech and text analytics of Genesys Cloud keep of a conversation. */
const Kept = z.object({
  conversationId: maybeText,
  transcripts: z.array(z.object({ phrases: z.array(Phrase).nullish() })),
});

/** What a notification of Genesys Cloud says of a live conversation. */
const Live = z.object({
  conversationId: maybeText,
  /** Of each leg of the conversation; offsets count from it. */
  transcriptionStartTimeMs: maybeTime,
  transcripts: z.array(
    z.object({
      utteranceId: maybeText,
      isFinal: z.boolean().default(true),
      channel: aText,
      alternatives: z
        .array(
          z.object({
            transcript: z.string(),
            confidence: maybeNumber,
            offsetMs: maybeTime,
            durationMs: maybeTime,
          }),
        )
        .min(1),
    }),
  ),
});

type Fields = Readonly<Record<string, unknown>>;

/** What a notification holds; EventBridge hands it over in an event of its own. */
function bodyOf(value: Fields): unknown {
  const { detail } = value;
  if (typeof detail === 'object' && detail !== null && 'eventBody' in detail) return detail.eventBody;
  return value['eventBody'] ?? value;
}

export function isGenesys(value: Fields): boolean {
  const body = bodyOf(value);
  return typeof body === 'object' && body !== null && 'transcripts' in body && Array.isArray(body.transcripts);
}

/** Reads a transcript of Genesys Cloud. The side within the company is the agent's. */
export function readGenesys(value: Fields, sink: CallSink, place: string): void {
  const body = bodyOf(value);
  const kept = Kept.safeParse(body);
  if (!kept.success) return sink.refuse(place, issuesText(kept.error));
  if (!kept.data.transcripts.some(({ phrases }) => phrases)) return readLive(body, sink, place);
  const { conversationId, transcripts } = kept.data;
  for (const phrase of transcripts.flatMap(({ phrases }) => phrases ?? [])) {
    const startMs = phrase.startTimeMs ?? phrase.offset?.milliseconds;
    const endMs = sum(startMs, phrase.duration?.milliseconds);
    const { decoratedText = '', text = decoratedText, confidence, participantPurpose: speaker = '' } = phrase;
    sink.say({ callId: conversationId, speaker, text, startMs, endMs, confidence }, place);
  }
}

function readLive(body: unknown, sink: CallSink, place: string): void {
  const live = Live.safeParse(body);
  if (!live.success) return sink.refuse(place, issuesText(live.error));
  const { conversationId, transcriptionStartTimeMs, transcripts } = live.data;
  for (const { utteranceId, isFinal, channel, alternatives } of transcripts) {
    const [best] = alternatives;
    if (!isFinal || best === undefined) continue;
    const { transcript, confidence, offsetMs, durationMs } = best;
    const startMs = transcriptionStartTimeMs === undefined ? offsetMs : sum(transcriptionStartTimeMs, offsetMs);
    const times = { startMs, endMs: sum(startMs, durationMs) };
    const said = { segmentId: utteranceId, speaker: channel, text: transcript, ...times, confidence };
    sink.say({ callId: conversationId, ...said }, place);
  }
}

const sum = (startMs: number | undefined, ms: number | undefined) =>
  startMs === undefined || ms === undefined ? undefined : startMs + ms;

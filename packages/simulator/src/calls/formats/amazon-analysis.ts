import { z } from 'zod';
import type { CallSink } from '../call-format.js';
import { aNumber, aText, maybeText, maybeTime } from './fields.js';
import { issuesText } from './issue-text.js';

const Spoken = z.object({
  Id: maybeText,
  ParticipantId: maybeText,
  ParticipantRole: maybeText,
  /** What is no speech, such as that somebody left a chat, has none. */
  Content: z.string().nullish(),
  BeginOffsetMillis: maybeTime,
  EndOffsetMillis: maybeTime,
  /** In chats, and in version 2 of the real-time analysis. */
  AbsoluteTime: maybeText,
  Time: z.object({ AbsoluteTime: maybeText }).nullish(),
});

/** Contact Lens for Amazon Connect after and during calls, and Amazon Transcribe Call Analytics. */
const Analysis = z.object({
  Participants: z.array(z.object({ ParticipantId: maybeText, ParticipantRole: maybeText })).nullish(),
  CustomerMetadata: z.object({ ContactId: maybeText }).nullish(),
  ContactId: maybeText,
  Transcript: z.array(Spoken).nullish(),
  Segments: z.array(z.object({ Transcript: Spoken.nullish() })).nullish(),
});

/** During a call, Call Analytics has one of these for each utterance. */
const Event = z.object({
  UtteranceEvent: z.object({
    UtteranceId: maybeText,
    IsPartial: z.boolean().default(false),
    ParticipantRole: aText,
    BeginOffsetMillis: aNumber,
    EndOffsetMillis: aNumber,
    Transcript: z.string(),
  }),
});

type Fields = Readonly<Record<string, unknown>>;

export const isAnalysis = (value: Fields): boolean =>
  Array.isArray(value['Transcript']) ||
  Array.isArray(value['Segments']) ||
  'UtteranceEvent' in value ||
  'EventType' in value;

/** Reads an analysis by Contact Lens or Call Analytics. */
export function readAnalysis(value: Fields, sink: CallSink, place: string): void {
  if ('UtteranceEvent' in value) return readEvent(value, sink, place);
  const parsed = Analysis.safeParse(value);
  if (!parsed.success) return sink.refuse(place, issuesText(parsed.error));
  const { Participants, CustomerMetadata, ContactId, Transcript, Segments } = parsed.data;
  const roles = new Map(Participants?.map((one) => [one.ParticipantId, one.ParticipantRole]));
  const callId = CustomerMetadata?.ContactId ?? ContactId;
  for (const { Content, ...spoken } of Transcript ?? Segments?.flatMap((segment) => segment.Transcript ?? []) ?? []) {
    if (Content === undefined || Content === null) continue;
    const absolute = Date.parse(spoken.AbsoluteTime ?? spoken.Time?.AbsoluteTime ?? '');
    sink.say(
      {
        callId,
        segmentId: spoken.Id,
        speaker: spoken.ParticipantRole ?? roles.get(spoken.ParticipantId) ?? spoken.ParticipantId ?? '',
        text: Content,
        startMs: spoken.BeginOffsetMillis ?? (Number.isNaN(absolute) ? undefined : absolute),
        endMs: spoken.EndOffsetMillis,
      },
      place,
    );
  }
}

function readEvent(value: Fields, sink: CallSink, place: string): void {
  const parsed = Event.safeParse(value);
  if (!parsed.success) return sink.refuse(place, issuesText(parsed.error));
  const { UtteranceEvent: spoken } = parsed.data;
  if (spoken.IsPartial) return;
  sink.say(
    {
      segmentId: spoken.UtteranceId,
      speaker: spoken.ParticipantRole,
      text: spoken.Transcript,
      startMs: spoken.BeginOffsetMillis,
      endMs: spoken.EndOffsetMillis,
    },
    place,
  );
}

import { z } from 'zod';
import type { CallSink } from '../call-format.js';
import { aNumber, maybeNumber, maybeText } from './fields.js';
import { issuesText } from './issue-text.js';
import { utterancesOf, type Word } from './words.js';

const Heard = z.object({
  word: z.string(),
  punctuated_word: maybeText,
  start: aNumber,
  end: aNumber,
  confidence: maybeNumber,
  speaker: maybeNumber,
});
const Alternative = z.object({
  transcript: z.string(),
  confidence: maybeNumber,
  words: z.array(Heard).nullish(),
});

/** The answer to a recording: https://developers.deepgram.com/reference/speech-to-text-api/listen */
const Recorded = z.object({
  results: z.object({
    channels: z.array(z.object({ alternatives: z.array(Alternative) })).nullish(),
    utterances: z
      .array(
        z.object({
          id: maybeText,
          transcript: z.string(),
          start: aNumber,
          end: aNumber,
          confidence: maybeNumber,
          channel: maybeNumber,
          speaker: maybeNumber,
        }),
      )
      .nullish(),
  }),
});

/** One message of a live stream. */
const Live = z.object({
  is_final: z.boolean().default(true),
  start: aNumber,
  duration: aNumber,
  channel_index: z.array(z.number()).default([0]),
  channel: z.object({ alternatives: z.array(Alternative).min(1) }),
  metadata: z.object({ request_id: maybeText }).nullish(),
});

type Fields = Readonly<Record<string, unknown>>;

export function isDeepgram(value: Fields): boolean {
  const { results } = value;
  if (value['type'] === 'Results' && 'channel' in value) return true;
  return typeof results === 'object' && results !== null && ('channels' in results || 'utterances' in results);
}

/** Reads results of Deepgram. Its speakers are numbers: of channels if there are several, or else of voices that were distinguished. */
export function readDeepgram(value: Fields, sink: CallSink, place: string): void {
  if (value['type'] === 'Results') return readLive(value, sink, place);
  const parsed = Recorded.safeParse(value);
  if (!parsed.success) return sink.refuse(place, issuesText(parsed.error));
  const { utterances } = parsed.data.results;
  const channels = parsed.data.results.channels ?? [];
  const areSides = channels.length > 1 || new Set(utterances?.map(({ channel }) => channel)).size > 1;
  if (utterances) {
    for (const { id, transcript, start, end, confidence, channel, speaker } of utterances) {
      const name = areSides ? `channel ${channel ?? 0}` : `speaker ${speaker ?? 0}`;
      sink.say(
        { segmentId: id, speaker: name, text: transcript, startMs: start * 1000, endMs: end * 1000, confidence },
        place,
      );
    }
    return;
  }
  const nameOf = (channel: number, speaker: number) => (areSides ? `channel ${channel}` : `speaker ${speaker}`);
  const words = channels.flatMap(({ alternatives: [best] }, index) =>
    wordsOf(best?.words ?? [], (speaker) => nameOf(index, speaker)),
  );
  for (const [index, { alternatives }] of channels.entries()) {
    const [best] = alternatives;
    if (!best?.words?.length) sink.say({ speaker: nameOf(index, 0), text: best?.transcript ?? '' }, place);
  }
  for (const utterance of utterancesOf(words).toSorted((a, b) => a.startMs - b.startMs)) sink.say(utterance, place);
}

function readLive(value: Fields, sink: CallSink, place: string): void {
  const parsed = Live.safeParse(value);
  if (!parsed.success) return sink.refuse(place, issuesText(parsed.error));
  const { is_final: isFinal, start, duration, channel_index: channels, channel, metadata } = parsed.data;
  const [best] = channel.alternatives;
  if (!isFinal || best === undefined || best.transcript === '') return;
  const callId = metadata?.request_id;
  const [index = 0, of = 1] = channels;
  const words = best.words ?? [];
  const voices = new Set(words.map(({ speaker }) => speaker));
  if (of === 1 && voices.size > 0 && !voices.has(undefined)) {
    for (const utterance of utterancesOf(wordsOf(words, (speaker) => `speaker ${speaker}`)))
      sink.say({ callId, ...utterance }, place);
    return;
  }
  const times = { startMs: start * 1000, endMs: (start + duration) * 1000 };
  sink.say(
    { callId, speaker: `channel ${index}`, text: best.transcript, ...times, confidence: best.confidence },
    place,
  );
}

function wordsOf(words: readonly z.infer<typeof Heard>[], nameOf: (speaker: number) => string): Word[] {
  return words.map(({ word, punctuated_word: text = word, start, end, confidence, speaker = 0 }) => ({
    speaker: nameOf(speaker),
    text,
    start,
    end,
    confidence,
  }));
}

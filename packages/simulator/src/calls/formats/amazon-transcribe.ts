import { z } from 'zod';
import type { CallSink } from '../call-format.js';
import { issuesText } from './issue-text.js';
import { utterancesOf, type Word } from './words.js';

const Item = z.object({
  type: z.string().optional(),
  start_time: z.coerce.number().optional(),
  end_time: z.coerce.number().optional(),
  speaker_label: z.string().optional(),
  channel_label: z.string().optional(),
  alternatives: z.array(z.object({ content: z.string(), confidence: z.coerce.number().optional() })).min(1),
});
type Item = z.infer<typeof Item>;

/** A job of Amazon Transcribe: https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html#how-output */
const Job = z.object({
  results: z.object({
    items: z.array(Item),
    channel_labels: z
      .object({ channels: z.array(z.object({ channel_label: z.string(), items: z.array(Item) })) })
      .optional(),
    speaker_labels: z
      .object({
        segments: z.array(
          z.object({
            speaker_label: z.string(),
            items: z.array(z.object({ start_time: z.coerce.number(), speaker_label: z.string().optional() })),
          }),
        ),
      })
      .optional(),
  }),
});

type Fields = Readonly<Record<string, unknown>>;

export function isTranscribeResult({ results }: Fields): boolean {
  return typeof results === 'object' && results !== null && 'items' in results && 'transcripts' in results;
}

/** Reads the result of a job of Amazon Transcribe; its speakers are channels, or voices that were distinguished. */
export function readTranscribeResult(value: Fields, sink: CallSink, place: string): void {
  const parsed = Job.safeParse(value);
  if (!parsed.success) return sink.refuse(place, issuesText(parsed.error));
  const { items, channel_labels: channels, speaker_labels: voices } = parsed.data.results;
  const voiceAt = new Map(
    voices?.segments.flatMap((segment) =>
      segment.items.map((item) => [item.start_time, item.speaker_label ?? segment.speaker_label] as const),
    ),
  );
  const words =
    channels === undefined
      ? wordsOf(items, (item) => item.speaker_label ?? item.channel_label ?? voiceAt.get(item.start_time ?? -1) ?? '')
      : channels.channels.flatMap((channel) => wordsOf(channel.items, () => channel.channel_label));
  for (const utterance of utterancesOf(words).toSorted((a, b) => a.startMs - b.startMs)) sink.say(utterance, place);
}

/** Its words; marks of punctuation have no time, and go with the word before. */
function wordsOf(items: readonly Item[], speakerOf: (item: Item) => string): Word[] {
  const words: Word[] = [];
  for (const item of items) {
    const [{ content, confidence } = { content: '' }] = item.alternatives;
    const last = words.at(-1);
    if (item.start_time !== undefined && item.end_time !== undefined)
      words.push({ speaker: speakerOf(item), text: content, start: item.start_time, end: item.end_time, confidence });
    else if (last !== undefined) words.splice(-1, 1, { ...last, text: last.text + content });
  }
  return words;
}

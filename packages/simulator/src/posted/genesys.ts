import { randomUUID } from 'node:crypto';
import type { ActiveFaults } from '../faults.js';
import { secretHeaders } from '../post.js';
import { type Speech, type TimedWord, timedWords } from '../speech.js';
import type { PostingPlatform } from './posted-wire.js';

export interface GenesysContext {
  readonly secret: string;
  readonly faults: ActiveFaults;
  readonly now: () => number;
}

const ORGANIZATION = 'o-1';
const QUEUE = 'q-1';
/** An utterance is cut after so many words, as the recogniser does at pauses. */
const WORDS = 7;

/**
 * Genesys Cloud's events, as Amazon EventBridge posts them to an API destination: what somebody says comes as several texts in one
 * event, a guess before the first. A call's id stands for its conversation's.
 */
export function createGenesys({ secret, faults, now }: GenesysContext): PostingPlatform {
  return {
    headers: () => secretHeaders(secret),
    call(conversationId, startedAtMs) {
      const transcription = (status: string, transcripts?: readonly object[]) =>
        envelope(`v2.conversations.${conversationId}.transcription`, {
          eventTime: new Date(now()).toISOString(),
          organizationId: ORGANIZATION,
          conversationId,
          communicationId: `${conversationId}-1`,
          sessionStartTimeMs: Math.floor(startedAtMs) - 1200,
          transcriptionStartTimeMs: Math.floor(startedAtMs),
          ...(transcripts === undefined ? {} : { transcripts }),
          status: { offsetMs: Math.round(now() - startedAtMs), status },
        });
      /** Of the topic of its queue, which other rules on the same bus may pass on as well. */
      const participants = (state: string) =>
        envelope(`v2.routing.queues.${QUEUE}.conversations.calls`, {
          id: conversationId,
          participants: ['customer', 'acd', 'agent'].map((purpose) => ({
            id: `${conversationId}-${purpose}`,
            purpose,
            state,
          })),
        });

      return {
        began: () => [transcription('SESSION_ONGOING')],
        said: (speech) => [
          ...(faults.strike('otherMessage') ? [participants('connected')] : []),
          transcription('SESSION_ONGOING', transcriptsOf(speech, Math.floor(startedAtMs))),
        ],
        ended: () => [transcription('SESSION_ENDED'), participants('terminated')],
      };
    },
  };

  function transcriptsOf(speech: Speech, beganAtMs: number): object[] {
    const { isFinal, segmentId = randomUUID(), startTime = now(), endTime = startTime } = speech;
    const words = timedWords({ ...speech, startTime, endTime }, beganAtMs);
    const transcript = (utteranceId: string, said: readonly TimedWord[], finality: boolean) =>
      transcriptOf(speech, { utteranceId, said, isFinal: finality, offsetMs: startTime - beganAtMs });
    if (!isFinal) return [transcript(segmentId, words, false)];
    const pieces = Array.from({ length: Math.max(1, Math.ceil(words.length / WORDS)) }, (_, piece) =>
      words.slice(piece * WORDS, (piece + 1) * WORDS),
    );
    return [
      ...(words.length > 1 ? [transcript(segmentId, words.slice(0, Math.min(words.length, WORDS) / 2), false)] : []),
      ...pieces.map((said, piece) => transcript(piece === 0 ? segmentId : `${segmentId}.${piece + 1}`, said, true)),
    ];
  }

  function transcriptOf(
    { speaker, confidence, language }: Speech,
    {
      utteranceId,
      said,
      isFinal,
      offsetMs,
    }: {
      readonly utteranceId: string;
      readonly said: readonly TimedWord[];
      readonly isFinal: boolean;
      readonly offsetMs: number;
    },
  ): object {
    const transcript = said.map(({ word }) => word).join(' ');
    const startMs = said[0]?.startMs ?? offsetMs;
    return {
      utteranceId,
      isFinal,
      channel: speaker === 'agent' ? 'INTERNAL' : 'EXTERNAL',
      alternatives: [
        {
          confidence,
          offsetMs: Math.round(startMs),
          durationMs: Math.round((said.at(-1)?.endMs ?? startMs) - startMs),
          transcript,
          words: faults.strike('wordsEmpty')
            ? []
            : said.map(({ word, ...at }) => ({
                word,
                confidence,
                offsetMs: Math.round(at.startMs),
                durationMs: Math.round(at.endMs - at.startMs),
              })),
          decoratedTranscript: `${transcript.slice(0, 1).toUpperCase()}${transcript.slice(1)}.`,
        },
      ],
      engineId: 'e-1',
      dialect: language,
      agentAssistEnabled: false,
      voiceTranscriptionEnabled: true,
    };
  }

  function envelope(topicName: string, eventBody: object): string {
    return JSON.stringify({
      version: '0',
      id: randomUUID(),
      'detail-type': topicName.replace(/\.(?:q-1|[^.]+(?=\.transcription$))/, '.{id}'),
      source: 'aws.partner/genesys.com',
      account: '000000000000',
      time: new Date(now()).toISOString(),
      region: 'us-east-1',
      resources: [],
      detail: { topicName, version: '2', metadata: { CorrelationId: randomUUID() }, eventBody },
    });
  }
}

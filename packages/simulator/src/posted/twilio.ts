import { createHmac, randomUUID } from 'node:crypto';
import type { ActiveFaults } from '../faults.js';
import type { Speech } from '../speech.js';
import type { PostingPlatform } from './posted-wire.js';

export interface TwilioContext {
  /** The auth token of the account. */
  readonly secret: string;
  readonly faults: ActiveFaults;
  readonly now: () => number;
}

const ACCOUNT = 'AC00000000000000000000000000000001';

/**
 * Twilio's Real-Time Transcription, begun on the customer's leg with both tracks and partial results: a signed form for each text.
 * A call's id stands for its sid.
 */
export function createTwilio({ secret, faults, now }: TwilioContext): PostingPlatform {
  return {
    headers: (url, body) => ({
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signatureOf(url, body, secret),
    }),
    call(callSid) {
      const transcriptionSid = `GT${randomUUID().replaceAll('-', '')}`;
      let sequence = 0;
      let last = { key: '', bodies: [] as string[] };

      function form(event: string, fields: Readonly<Record<string, string>> = {}): string {
        sequence += faults.strike('serialSkipped') ? 2 : 1;
        return new URLSearchParams({
          LanguageCode: 'en-US',
          TranscriptionSid: transcriptionSid,
          TranscriptionEvent: `transcription-${event}`,
          CallSid: callSid,
          AccountSid: ACCOUNT,
          Timestamp: new Date(now()).toISOString(),
          SequenceId: String(sequence),
          ...fields,
        }).toString();
      }
      const content = ({ speaker, language, confidence }: Speech, transcript: string, isFinal: boolean) =>
        form('content', {
          LanguageCode: language,
          Track: speaker === 'agent' ? 'outbound_track' : 'inbound_track',
          TranscriptionData: JSON.stringify(isFinal ? { transcript, confidence } : { transcript }),
          Final: String(isFinal),
          ...(isFinal ? {} : { Stability: '0.8' }),
        });

      return {
        began: () => [form('started', { Track: 'both_tracks', TranscriptionEngine: 'google', PartialResults: 'true' })],
        said(speech) {
          const key = JSON.stringify(speech);
          // what is sent twice keeps its number, as what is posted again does
          if (key !== last.key) last = { key, bodies: bodiesOf(speech) };
          return last.bodies;
        },
        ended: () => [form('stopped')],
      };

      function bodiesOf(speech: Speech): string[] {
        const { text, isFinal } = speech;
        const other = faults.strike('otherMessage') ? [form('error', { TranscriptionErrorCode: '32650' })] : [];
        const words = text.split(' ');
        const half = words.slice(0, words.length / 2).join(' ');
        const partial = isFinal && half !== '' ? [content(speech, half, false)] : [];
        return [...other, ...partial, content(speech, text, isFinal)];
      }
    },
  };
}

/** `X-Twilio-Signature`: the URL, then the name and the value of each field, sorted by name. */
function signatureOf(url: string, body: string, authToken: string): string {
  const fields = [...new URLSearchParams(body)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha1', authToken)
    .update(url + fields.flat().join(''))
    .digest('base64');
}

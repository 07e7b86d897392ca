import { randomUUID } from 'node:crypto';
import type { ActiveFaults } from '../faults.js';
import { type Speech, timedWords } from '../speech.js';
import type { NiceContact } from './nice-contacts.js';

const BUS_NO = 4_599_001;

/** A message of the notification socket. */
export interface NiceMessage {
  readonly topic: string;
  /** Without the connection, which is another for each socket. */
  readonly body: object;
}

/** Makes a transcript message of what is said. */
export function niceMessage(
  speech: Speech,
  contact: NiceContact,
  { faults, nowMs }: { readonly faults: ActiveFaults; readonly nowMs: number },
): NiceMessage {
  contact.serial += faults.strike('serialSkipped') ? 2 : 1;
  const { contactId, masterId, agentId, serial } = contact;
  const isNumber = /^[1-9]\d{0,14}$/.test(contactId) && faults.strike('contactIdNumeric') !== undefined;
  const topic = `${contactId}_transcript`;
  return {
    topic,
    body: {
      ...outer(topic),
      MessageType: 'Transcript',
      Data: {
        transcriptionEventId: speech.segmentId ?? randomUUID(),
        contactId: isNumber ? Number(contactId) : contactId,
        busNo: BUS_NO,
        tenantId: 'tenant-1',
        agentUUId: `user-${agentId}`,
        masterId,
        participantId: speech.speaker === 'agent' ? 'Agent' : 'Customer',
        messageBody: speech.text,
        messageMetaData: { completeUtterance: speech.isFinal },
        messageIsCompletedUtterance: speech.isFinal,
        agentAssistAppConfig: { scriptParams: JSON.stringify({ param1: contact.skill, ...speech.attributes }) },
        agentId,
        mediaType: 'Voice',
        transcriptionSrNo: serial,
        languageCode: speech.language,
        channelTag: null,
        createdtimestamp: new Date(nowMs).toISOString().replace(/\.\d+Z$/, '+00:00'),
        audioProcessed: '',
        transcriptionProvider: 'CXone',
        words: faults.strike('wordsEmpty') ? [] : [{ words: wordsOf(speech, contact.startedAtMs) }],
      },
    },
  };
}

/** A message of another kind, as come on the same socket. */
export const otherMessage = ({ contactId }: NiceContact): NiceMessage => ({
  topic: `${contactId}_transcript`,
  body: {
    ...outer(`${contactId}_transcript`),
    MessageType: 'VoiceBiometrics',
    Data: { contactId, status: 'enrolled' },
  },
});

const outer = (topic: string) => ({
  Topic: topic,
  VendorList: [],
  MediaType: 'Voice',
  BusNo: BUS_NO,
  Version: '1.0',
  TraceId: randomUUID(),
});

/** The words, spread over the time that they took. */
function wordsOf(speech: Speech, beganAtMs: number): object[] {
  const at = (ms: number) => ({ seconds: Math.floor(ms / 1000), nanos: Math.round((ms % 1000) * 1_000_000) });
  return timedWords(speech, beganAtMs).map(({ word, startMs, endMs }) => ({
    startTime: at(startMs),
    endTime: at(endMs),
    word,
    confidence: speech.confidence,
    speakerTag: 1,
  }));
}

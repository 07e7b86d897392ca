import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ActiveFaults } from '../faults.js';
import type { NiceContact } from './nice-contacts.js';

const Body = z.object({
  type: z.literal('transcription'),
  isFinal: z.boolean(),
  speaker: z.string(),
  text: z.string(),
  confidence: z.number().default(0.9),
  segmentId: z.string().optional(),
  startTime: z.number().optional(),
  endTime: z.number().optional(),
  language: z.string().default('en-US'),
  attributes: z.record(z.string(), z.string()).default({}),
});
type Body = z.infer<typeof Body>;

const BUS_NO = 4_599_001;

/** A message of the notification socket. */
export interface NiceMessage {
  readonly topic: string;
  /** Without the connection, which is another for each socket. */
  readonly body: object;
}

/** Makes a transcript message of a frame of speech; undefined if it is none, or broken. */
export function niceMessage(
  data: string,
  contact: NiceContact,
  { faults, nowMs }: { readonly faults: ActiveFaults; readonly nowMs: number },
): NiceMessage | undefined {
  const body = readBody(data);
  if (body === undefined) return undefined;
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
        transcriptionEventId: body.segmentId ?? randomUUID(),
        contactId: isNumber ? Number(contactId) : contactId,
        busNo: BUS_NO,
        tenantId: 'tenant-1',
        agentUUId: `user-${agentId}`,
        masterId,
        participantId: body.speaker === 'agent' ? 'Agent' : 'Customer',
        messageBody: body.text,
        messageMetaData: { completeUtterance: body.isFinal },
        messageIsCompletedUtterance: body.isFinal,
        agentAssistAppConfig: { scriptParams: JSON.stringify({ param1: contact.skill, ...body.attributes }) },
        agentId,
        mediaType: 'Voice',
        transcriptionSrNo: serial,
        languageCode: body.language,
        channelTag: null,
        createdtimestamp: new Date(nowMs).toISOString().replace(/\.\d+Z$/, '+00:00'),
        audioProcessed: '',
        transcriptionProvider: 'CXone',
        words: faults.strike('wordsEmpty') ? [] : [{ words: wordsOf(body, contact.startedAtMs) }],
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

function readBody(data: string): Body | undefined {
  try {
    return Body.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

/** The words, spread over the time that they took. */
function wordsOf({ text, confidence, startTime = 0, endTime = startTime }: Body, beganAtMs: number): object[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const at = (place: number) => {
    const ms = Math.max(0, startTime + ((endTime - startTime) * place) / Math.max(1, words.length) - beganAtMs);
    return { seconds: Math.floor(ms / 1000), nanos: Math.round((ms % 1000) * 1_000_000) };
  };
  return words.map((word, place) => ({
    startTime: at(place),
    endTime: at(place + 1),
    word,
    confidence,
    speakerTag: 1,
  }));
}

import { mask } from '@cueline/rules';
import { createFrameFormat, cuesUrl, parseFrame, readSettings, StreamedSegment } from '@cueline/shared';
import { IngestSettings } from '@cueline/ingest';
import { PublisherSettings } from '@cueline/publisher';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { errorWords, readFrame as readLoosely } from '../../packages/ingest/src/hearing/frame-words.js';
import { englishTokens as wordTokens } from '../../packages/rules/src/words/word-tokens.js';
import { mutated } from './mutated.js';

const CXONE = { CXONE_CLIENT_ID: 'a', CXONE_CLIENT_SECRET: 'b' };
const format = createFrameFormat(readSettings(IngestSettings, CXONE));
const renamed = createFrameFormat(
  readSettings(IngestSettings, {
    ...CXONE,
    CXONE_FIELDS: '{"interactionId":"__proto__","text":"constructor"}',
    CXONE_SPEAKERS: '{"toString":"agent"}',
  }),
);
const settings = readSettings(PublisherSettings, CXONE);

const SEEDS = [
  '{"type":"transcription","isFinal":true,"interactionId":"i","speaker":"agent","text":"this call is recorded"}',
  '{"type":"transcription","isFinal":true,"interactionId":"i","speaker":"customer","text":"4111 1111 1111 1111","confidence":0.9,"segmentId":7,"startTime":"2026-01-02T03:04:05.678Z","endTime":1767323046000,"language":"en","attributes":{"skill":"loans","vip":true,"n":1}}',
  '{"type":"Transcription","isFinal":"TRUE","interactionId":9007199254740993123,"speaker":" Agent ","text":"a fee of &amp;pound;200","confidence":"93%","segmentId":"","startTime":"1767323046.5","endTime":"Fri, 02 Jan 2026 03:04:06 GMT","language":" en-US "}',
  '{"type":"transcription","isFinal":1,"interactionId":-12,"speaker":0,"text":"[silence] (music) ♪ hold ♪ %HESITATION *** hello","confidence":null,"startTime":"20260102T030406,5+0100","endTime":1767323046000000000,"attributes":{"level":900719925474099312,"nested":{},"none":null}}',
  '{"type":"transcription","isFinal":"y","interactionId":"j","speaker":"Agent (2)","text":"* * * (speaking Spanish) a fee of 1.200,50 € or Rs. 500, Gebühr"}',
  '{"op":"error","d":[{"code":401,"message":"refused"}]}',
  'Unauthorized: refused',
  '{"type":"interactionEnded","interactionId":"i"}',
  '{"type":"transcription","isFinal":false}',
];
const TOKENS = [
  '"__proto__"',
  '"constructor"',
  '"attributes":{',
  '"isFinal":true',
  '"interactionId":',
  '".."',
  '"\\ud800"',
  '"\\u0000"',
  '1e400',
  '-1',
  'null',
  '[',
  '{',
  '}',
  ']',
  '"',
  ',',
  '9'.repeat(40),
  '"2026-13-45T99:99:99Z"',
  '"2026-01-02 03:04"',
  '"20260102T030406Z"',
  '+0130',
  '"12"',
  '9007199254740993',
  '-0',
  '1.0e3',
  '0x1f',
  '"no"',
  '"93%"',
  '&amp;',
  '&#163;',
  '&#xD800;',
  '&#0;',
  '&notanentity;',
  '(music)',
  '* * *',
  '(speaking Spanish)',
  '12,50 €',
  '₹1,00,000',
  'ü',
  'Agent #2',
  '"exception":',
  '"accepted":false',
  '[noise]',
  '<unk>',
  '♪',
  '%HESITATION',
  'XXXX',
];

/** Any bytes are a frame of some kind, and whatever counts as speech can be read by the matcher and cued. */
export const fuzzFrames = fc.property(
  fc.oneof(
    { weight: 8, arbitrary: mutated(SEEDS, TOKENS).map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.json().map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
  ),
  fc.boolean(),
  (data, isRenamed) => {
    const frame = parseFrame(data, false, isRenamed ? renamed : format);
    mask(data.toString());
    const loose = readLoosely(data);
    if (loose !== undefined) errorWords(loose);
    if (frame.kind !== 'segment' && frame.kind !== 'end') return;
    if (frame.kind === 'segment') frame.segment.text.split(/\s+/).forEach(readWord);
    const { interactionId } = frame.kind === 'end' ? frame : frame.segment;
    const written = JSON.stringify(
      frame.kind === 'end' ? { interactionId, ended: true } : { ...frame.segment, segmentId: 's' },
    );
    const read = JSON.stringify(StreamedSegment.parse(JSON.parse(written)));
    if (!isDeepStrictEqual(JSON.parse(read), JSON.parse(written)))
      throw new Error(`read otherwise than written: ${read}`);
    const { pathname } = new URL(cuesUrl(settings, interactionId));
    const id = /^\/api\/v2\/agentassist\/interactions\/([^/]+)\/cues$/.exec(pathname)?.[1];
    if (id === undefined || decodeURIComponent(id) !== interactionId) throw new Error(`posted elsewhere: ${pathname}`);
  },
);

/** A number in digits has one value, and every word has letters. */
function readWord(written: string): void {
  for (const { kind, text } of wordTokens(written)) {
    const isRead = kind === 'digits' || kind === 'ordinal' ? Number.isFinite(Number(text)) : text !== '';
    if (!isRead) throw new Error(`${written} is read as ${kind} ${text}`);
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compilePack, parseRuleFile, replay } from '@cueline/rules';
import { createFrameFormat, type Frame, parseFrames, readSettings, transcriptionSettings } from '@cueline/shared';
import { expect, test } from 'vitest';
import { z } from 'zod';

const folder = new URL('../platforms/', import.meta.url);
const names = readdirSync(folder).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);
const rules = parseRuleFile(readFileSync(new URL('../rules/cxone-sample.yaml', import.meta.url), 'utf8'), {
  file: 'cxone-sample.yaml',
  readFile: (path) => readFileSync(new URL(`../rules/${path}`, import.meta.url), 'utf8'),
});

const pack = rules.ok ? compilePack(rules.pack) : undefined;

/** The records of the sample of a platform, which are all of the same call. */
function recordsOf(name: string): Frame[] {
  const format = createFrameFormat(
    readSettings(z.object(transcriptionSettings), { PLATFORM_FILE: fileURLToPath(new URL(`${name}.yaml`, folder)) }),
  );
  const lines = readFileSync(new URL(`samples/${name}.ndjson`, folder), 'utf8')
    .trim()
    .split('\n');
  return lines.flatMap((line) => parseFrames(Buffer.from(line), false, format));
}

const segmentsOf = (frames: readonly Frame[]) =>
  frames.flatMap((frame) => (frame.kind === 'segment' ? [frame.segment] : []));

/** What is cued and judged of the records, each heard a second after the one before. */
function verdictsOf(frames: readonly Frame[]) {
  if (pack === undefined) throw new Error('the rules have mistakes');
  const segments = segmentsOf(frames).map((segment, at) => ({
    ...segment,
    text: segment.text.trim(),
    segmentId: String(at),
    startMs: undefined,
    endMs: undefined,
    confidence: 1,
    attributes: undefined,
    heardAtUs: 1.8e15 + at * 1e6,
  }));
  const options = { cueMaxAgeUs: 60e6, idleTimeoutUs: 600e6 };
  const { judgement, cues } = replay(pack, { segments, endedAtUs: 1.8e15 + 200e6 }, options);
  return { judgement, cues: cues.map(({ cue }) => cue) };
}

const own = recordsOf('cxone');

test('ten platforms have a file and a sample', () => {
  expect(names.toSorted()).toEqual(
    'assemblyai contact-lens cxone deepgram genesys lca nice plain speechmatics twilio'.split(' '),
  );
  expect(segmentsOf(own).map(({ speaker }) => speaker)).toEqual(['agent', 'customer', 'agent']);
});

test.each(names)('the sample of %s is the same call', (name) => {
  const frames = recordsOf(name);
  const segments = segmentsOf(frames);
  const said = segments.map(({ speaker, text, confidence, startMs, endMs }, at) => {
    const same = segmentsOf(own)[at];
    const confidenceOfBoth = confidence === 1 ? same?.confidence : Number(confidence.toFixed(6));
    // What a platform does not say cannot be the same.
    const moments = { startMs: startMs ?? same?.startMs, endMs: endMs ?? same?.endMs };
    return { speaker, text: text.trim(), confidence: confidenceOfBoth, ...moments };
  });
  expect(segmentsOf(own)).toMatchObject(said);
  expect(segments).toHaveLength(3);
  expect(new Set(segments.map(({ interactionId }) => interactionId)).size).toBe(1);
  expect(new Set(segments.map(({ segmentId }) => segmentId ?? '')).size).toBe(3);
  expect(verdictsOf(frames)).toEqual(verdictsOf(own));
  // An agent who is talking is known by an interim, and the end of a call where the platform tells of one.
  const talking = frames.flatMap((frame) => (frame.kind === 'interim' ? [frame.talking] : []));
  expect(talking).toContain(segments[0]?.interactionId);
  const ends = frames.flatMap((frame) => (frame.kind === 'end' ? [frame.interactionId] : []));
  expect(ends).toEqual(name === 'nice' ? [] : [segments[0]?.interactionId]);
  expect(frames.filter(({ kind }) => kind === 'bad')).toEqual([]);
});

test('the sample is one of which the rules say something', () => {
  const { judgement, cues } = verdictsOf(own);
  const kinds = JSON.stringify(judgement);
  expect(kinds).toContain('"satisfied"');
  expect(cues.length).toBeGreaterThan(0);
});

test.each(['deepgram', 'assemblyai', 'speechmatics', 'genesys', 'plain'])('%s says when words were said', (name) => {
  for (const { startMs, endMs } of segmentsOf(recordsOf(name))) expect(endMs).toBeGreaterThan(startMs ?? Infinity);
});

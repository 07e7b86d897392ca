import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sampleCalls } from '@cueline/simulator';
import { z } from 'zod';

const Line = z.object({ text: z.string() });

/**
 * Reads what was said in the transcripts of a folder, one of each data set, so that no call comes twice; without the
 * folder, what is said in the simulator's sample calls.
 */
export function readTexts(folder: string): string[] {
  if (!existsSync(folder)) return sampleCalls.flatMap((call) => call.segments.map(({ text }) => text));
  const files = readdirSync(folder).filter((name) => /\.ndjson(\.gz)?$/.test(name));
  const sets = new Map(files.toSorted().map((name) => [name.split('-')[0], name]));
  return [...sets.values()].flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    const lines = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => Line.parse(JSON.parse(line)).text);
  });
}

/** Cuts texts into segments of about so many characters, at the ends of words. */
export function cutSegments(texts: readonly string[], characters: number): string[] {
  const words = texts.join(' ').split(/\s+/);
  const segments: string[] = [];
  let segment = '';
  for (const word of words) {
    if (segment !== '' && segment.length + word.length >= characters) {
      segments.push(segment);
      segment = '';
    }
    segment = segment === '' ? word : `${segment} ${word}`;
  }
  return segments;
}

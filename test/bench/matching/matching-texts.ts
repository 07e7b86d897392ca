import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCalls } from '@cueline/simulator';

/** Reads what was said in the transcripts of a folder, one of each data set, so that no call comes twice. */
export async function readTexts(folder: string): Promise<string[]> {
  const files = readdirSync(folder).filter((name) => /\.ndjson(\.gz)?$/.test(name));
  const sets = new Map(files.toSorted().map((name) => [name.split('-')[0], name]));
  const { calls } = await readCalls(Array.from(sets.values(), (name) => join(folder, name)));
  return calls.flatMap(({ segments }) => segments.map(({ text }) => text));
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

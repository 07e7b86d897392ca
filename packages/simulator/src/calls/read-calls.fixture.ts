import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFrameFormat, readSettings, transcriptionSettings } from '@cueline/shared';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { readCalls } from './read-calls.js';

/** Writes files into a folder that lasts as long as the test; returns the folder. */
export async function writeFiles(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-calls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** Reads one file of this name and content; places are named without the folder. */
export async function readOne(name: string, content: string | Buffer, env: NodeJS.ProcessEnv = {}) {
  const folder = await writeFiles({ [name]: content });
  const frames = createFrameFormat(readSettings(z.object(transcriptionSettings), env));
  const plain = (text: string) => text.replaceAll(`${folder}/`, '');
  try {
    const { calls, notes } = await readCalls([join(folder, name)], frames);
    return { calls, notes: notes.map(plain) };
  } catch (error) {
    return { calls: [], notes: [], refusal: plain(error instanceof Error ? error.message : String(error)) };
  }
}

/** What was said in a file of this name and content: `call speaker start-end text`. */
export async function saidIn(name: string, content: string | Buffer, env?: NodeJS.ProcessEnv): Promise<string[]> {
  const { calls, refusal } = await readOne(name, content, env);
  if (refusal !== undefined) return [refusal];
  return calls.flatMap(({ interactionId, segments }) =>
    segments.map(({ speaker, startMs, endMs, text }) => `${interactionId} ${speaker} ${startMs}-${endMs} ${text}`),
  );
}

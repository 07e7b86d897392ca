import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedisServer } from '@cueline/shared/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createRedisNote } from './running-redis.js';

test('a recorded Redis counts as running while it answers or hangs; one that is gone is ignored', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-note-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const note = createRedisNote(folder);
  expect(await note.read()).toBeUndefined();
  await note.write(server.url);
  expect(await note.read()).toBe(server.url);
  server.signal('SIGSTOP');
  expect(await note.read()).toBe(server.url);
  await server.kill();
  const printed = vi.spyOn(console, 'error');
  expect(await note.read()).toBeUndefined();
  expect(printed).not.toHaveBeenCalled();
});

import { z } from 'zod';
import { Call } from './call.js';
import { GenerateOptions } from './generate-calls.js';
import { journalKinds } from './journal.js';
import { PlayOptions } from './player.js';
import { SocketChoice } from './transcription-sockets.js';

/** Body of `POST /control/calls`. */
export const PlayRequest = z.object({
  calls: z.union([z.literal('samples'), z.object({ generate: GenerateOptions }), z.array(Call)]),
  options: PlayOptions.prefault({}),
});
export type PlayRequest = z.infer<typeof PlayRequest>;

/** Body of `POST /control/frames`: frames as objects, or as raw text that need not be JSON. */
export const FramesRequest = z.object({ frames: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])) });
export type FramesRequest = z.infer<typeof FramesRequest>;

/** Body of `POST /control/sockets/reset` and `…/silence`; without one, all sockets are meant. */
export const SocketsRequest = z.object({ which: SocketChoice.default('all') }).prefault({});

/** Query of `GET /control/journal`. */
export const JournalQuery = z.object({
  since: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
  kind: z.enum(journalKinds).optional(),
});
export type JournalQuery = z.infer<typeof JournalQuery>;

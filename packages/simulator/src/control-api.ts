import { Hono } from 'hono';
import { z } from 'zod';
import { controlGuide } from './control-guide.js';
import { FramesRequest, JournalQuery, PlayRequest, SocketsRequest } from './control-requests.js';
import type { Cues } from './cues.js';
import { failure } from './failure.js';
import { FaultName, Faults } from './fault.js';
import type { ActiveFaults } from './faults.js';
import { generateCalls } from './generate-calls.js';
import type { Journal } from './journal.js';
import type { NiceMessages } from './nice/nice-messages.js';
import type { Player } from './player.js';
import { readFrames, readJson } from './read-json.js';
import { sampleCalls } from './sample-calls.js';
import type { Tokens } from './tokens.js';
import type { TranscriptionSockets } from './transcription-sockets.js';
import type { Transmitter } from './transmitter.js';

export interface ControlApiContext {
  readonly tokens: Tokens;
  readonly sockets: TranscriptionSockets;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  readonly player: Player;
  readonly transmitter: Transmitter;
  readonly cues: Cues;
  readonly messages: NiceMessages;
}

/** `/control/…`: what a test, or a person with curl, does to the simulator while it runs. */
export function createControlApi(context: ControlApiContext) {
  const { tokens, sockets, faults, journal, player, transmitter, cues, messages } = context;
  const state = () => ({
    liveCalls: player.liveCalls(),
    sockets: sockets.list(),
    framesSent: transmitter.sent(),
    journal: journal.last(),
    faults: faults.list(),
  });
  const play = ({ calls, options }: PlayRequest) => {
    const chosen = calls === 'samples' ? sampleCalls : 'generate' in calls ? generateCalls(calls.generate) : calls;
    void player.play(chosen, options);
    return { interactionIds: chosen.map(({ interactionId }) => interactionId) };
  };
  const push = ({ frames }: FramesRequest) => ({
    sockets: frames.map((frame) => transmitter.push(typeof frame === 'string' ? frame : JSON.stringify(frame))),
  });
  const readJournal = ({ kind, since, limit }: JournalQuery) => ({
    last: journal.last(),
    entries: journal.read(kind === undefined ? { since } : { since, kind }).slice(0, limit),
  });
  const reset = () => {
    player.stop();
    faults.clear();
    cues.clear();
    messages.clear();
    journal.clear();
  };

  return new Hono()
    .basePath('/control')
    .get('/', () => Response.json(controlGuide()))
    .get('/state', () => Response.json(state()))
    .post('/calls', async (c) => answer(PlayRequest, await readJson(c), play))
    .delete('/calls', () => done(player.stop))
    .post('/frames', async (c) => answer(FramesRequest, await readFrames(c), push))
    .post('/sockets/reset', async (c) =>
      answer(SocketsRequest, await readJson(c), ({ which }) => ({ sockets: sockets.reset(which) })),
    )
    .post('/sockets/silence', async (c) =>
      answer(SocketsRequest, await readJson(c), ({ which }) => ({ sockets: sockets.silence(which) })),
    )
    .post('/tokens/revoke', () => done(tokens.revokeAll))
    .put('/faults/:name', async (c) =>
      answer(Faults, { [c.req.param('name')]: (await readJson(c)) ?? {} }, (fault) => {
        faults.set(fault);
        return faults.list();
      }),
    )
    .delete('/faults/:name', (c) =>
      answer(FaultName, c.req.param('name'), (name) => {
        faults.clear(name);
        return faults.list();
      }),
    )
    .delete('/faults', () => done(faults.clear))
    .get('/journal', (c) => answer(JournalQuery, c.req.query(), readJournal))
    .post('/reset', () => done(reset));
}

function done(act: () => void): Response {
  act();
  return new Response(null, { status: 204 });
}

/** Answers with the result of a valid request, or with 400 and what is wrong. */
function answer<Request>(schema: z.ZodType<Request>, body: unknown, act: (request: Request) => unknown): Response {
  const request = schema.safeParse(body);
  return request.success ? Response.json(act(request.data)) : failure(400, z.prettifyError(request.error));
}

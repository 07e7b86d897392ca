import { CueRequest } from '@cueline/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { CueGate } from './cue-gate.js';
import type { Cues } from './cues.js';
import { failure, refuseMisfit } from './failure.js';
import type { ActiveFaults } from './faults.js';
import type { Journal } from './journal.js';
import { readJson } from './read-json.js';
import { createSendAnswer, type Environment } from './send-answer.js';

const ResolveRequest = z.object({ status: z.literal('resolved') });

export interface CueApiContext {
  readonly gate: CueGate;
  readonly cues: Cues;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
}

/** `POST …/cues` and `PATCH …/cues/:cueId`: Agent Assist's banners on the agent's desktop. */
export function createCueApi({ gate, cues, faults, journal }: CueApiContext) {
  const { isAnswered, send } = createSendAnswer(faults);

  return new Hono<Environment>()
    .post('/api/v2/agentassist/interactions/:interactionId/cues', async (c) => {
      const interactionId = c.req.param('interactionId');
      const idempotencyKey = c.req.header('idempotency-key');
      const body = await readJson(c);
      const refused = gate.refuse(c.req.header('authorization')) ?? refuseMisfit(CueRequest, body);
      const taken = refused ? undefined : cues.take(interactionId, idempotencyKey);
      const accepted = taken?.isNew === true;
      const response = refused ?? Response.json({ cueId: taken?.cueId }, { status: accepted ? 201 : 200 });
      const answered = isAnswered(refused);
      const { status } = response;
      const { cueId } = taken ?? { cueId: undefined };
      journal.write({ kind: 'cue', interactionId, idempotencyKey, body, status, accepted, answered, cueId });
      return send(c, response, answered);
    })
    .patch('/api/v2/agentassist/interactions/:interactionId/cues/:cueId', async (c) => {
      const { interactionId, cueId } = c.req.param();
      const body = await readJson(c);
      const unsupported = faults.strike('resolveUnsupported');
      const refused =
        (unsupported && failure(unsupported.status, 'cues cannot be resolved here')) ??
        gate.refuse(c.req.header('authorization')) ??
        refuseMisfit(ResolveRequest, body) ??
        (cues.has(interactionId, cueId) ? undefined : failure(404, 'there is no such cue'));
      const response = refused ?? Response.json({ cueId, status: 'resolved' });
      const answered = isAnswered(refused);
      journal.write({ kind: 'resolve', interactionId, cueId, body, status: response.status, answered });
      return send(c, response, answered);
    });
}

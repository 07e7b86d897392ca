import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { ActiveFaults } from './faults.js';

/** What the server under Hono gives to each request. */
export type Environment = { Bindings: HttpBindings };

/** Answers requests that have done something, as far as faults let the answer through. */
export function createSendAnswer(faults: ActiveFaults) {
  return {
    /** Refusals always reach the client; for what was taken the fault `cueLost` may cut the connection instead. */
    isAnswered: (refused: Response | undefined): boolean =>
      refused !== undefined || faults.strike('cueLost') === undefined,
    send: async (c: Context<Environment>, response: Response, answered: boolean): Promise<Response> => {
      const slow = faults.strike('cueSlow');
      if (slow) await delay(slow.delayMs, undefined, { ref: false });
      if (answered && response.ok && faults.strike('cueCut')) {
        c.env.outgoing.writeHead(response.status, { 'content-length': 1000 });
        await new Promise<void>((resolve) => c.env.outgoing.write('{', () => resolve()));
      } else if (answered) return response;
      c.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    },
  };
}

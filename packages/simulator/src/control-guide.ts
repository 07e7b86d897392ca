import { z } from 'zod';
import { FramesRequest, JournalQuery, PlayRequest, SocketsRequest } from './control-requests.js';
import { Faults } from './fault.js';

const REQUESTS: Readonly<
  Record<string, { readonly does: string; readonly body?: z.ZodType; readonly query?: z.ZodType }>
> = {
  'GET /control': { does: 'lists these requests' },
  'GET /control/state': {
    does: 'live calls, sockets, frames sent, the number of the last journal entry, faults in force',
  },
  'POST /control/calls': { does: 'plays calls', body: PlayRequest },
  'DELETE /control/calls': { does: 'breaks all calls off, without end frames' },
  'POST /control/frames': { does: 'sends frames as they are to each subscribed socket', body: FramesRequest },
  'POST /control/sockets/reset': { does: 'cuts sockets with a TCP reset', body: SocketsRequest },
  'POST /control/sockets/silence': {
    does: 'lets sockets fall silent: they stay open, but answer no ping',
    body: SocketsRequest,
  },
  'POST /control/tokens/revoke': { does: 'makes all tokens invalid' },
  'PUT /control/faults/:name': { does: 'puts a fault in force; the body holds its settings, {} for their defaults' },
  'DELETE /control/faults/:name': { does: 'ends a fault' },
  'DELETE /control/faults': { does: 'ends all faults' },
  'GET /control/journal': { does: 'what was sent and received, from an entry on', query: JournalQuery },
  'POST /control/reset': { does: 'breaks calls off, ends faults, and forgets cues and the journal' },
};

/** What `GET /control` answers: each request with the JSON Schema of what it takes, and each fault with its settings. */
export const controlGuide = () => ({
  requests: Object.entries(REQUESTS).map(([request, { does, body, query }]) => ({
    request,
    does,
    ...(body === undefined ? {} : { body: schemaOf(body) }),
    ...(query === undefined ? {} : { query: schemaOf(query) }),
  })),
  faults: Object.fromEntries(Object.entries(Faults.shape).map(([name, fault]) => [name, schemaOf(fault)])),
});

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

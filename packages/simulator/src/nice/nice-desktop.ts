import { Hono } from 'hono';
import { z } from 'zod';
import type { CueGate } from '../cue-gate.js';
import { failure, refuseMisfit } from '../failure.js';
import type { ActiveFaults } from '../faults.js';
import type { Journal } from '../journal.js';
import { readJson } from '../read-json.js';
import { createSendAnswer, type Environment } from '../send-answer.js';
import type { NiceContacts } from './nice-contacts.js';
import { type NiceMessages, NiceMessageRequest } from './nice-messages.js';

export interface NiceDesktopContext {
  readonly gate: CueGate;
  readonly contacts: NiceContacts;
  readonly messages: NiceMessages;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
}

const MESSAGES = '/inContactAPI/services/:version/communications/agent-messages';
const MAX_PARAMETERS = 9;

const Withdrawn = z.strictObject({ groupMessageIds: z.array(z.string()).min(1) });

/** What can be shown to an agent: messages, and signals to the script of a contact. Neither knows idempotency keys. */
export function createNiceDesktop({ gate, contacts, messages, faults, journal }: NiceDesktopContext) {
  const { isAnswered, send } = createSendAnswer(faults);
  const refuse = (authorization: string | undefined) => gate.refuse(authorization, []);
  function withdraw(messageGroupGuid: string, answered: boolean): boolean {
    const withdrawn = messages.remove(messageGroupGuid);
    journal.write({
      kind: 'messageWithdrawn',
      messageGroupGuid,
      agentId: withdrawn?.targetIds[0],
      status: withdrawn === undefined ? 404 : 200,
      answered,
    });
    return withdrawn !== undefined;
  }

  return new Hono<Environment>()
    .post(MESSAGES, async (c) => {
      const body = await readJson(c);
      const refused = refuse(c.req.header('authorization')) ?? refuseMisfit(NiceMessageRequest, body);
      const { data } = NiceMessageRequest.safeParse(body);
      const isKnown = (id: number) => contacts.isAgent(id) && faults.strike('agentUnknown') === undefined;
      const assigned = refused === undefined ? (data?.targetIds.filter(isKnown) ?? []) : [];
      const isTaken = data !== undefined && assigned.length > 0;
      const messageGroupGuid = isTaken ? messages.add({ ...data, targetIds: assigned }) : undefined;
      const invalidTargetIds = data?.targetIds.filter((id) => !assigned.includes(id));
      const answer = { messageGroupGuid, assignedTargetIds: assigned, invalidTargetIds };
      const response = refused ?? Response.json(answer);
      const answered = isAnswered(refused);
      journal.write({
        kind: 'message',
        agentId: data?.targetIds[0],
        contactId: contacts.ofAgent(data?.targetIds[0]),
        body,
        status: response.status,
        accepted: isTaken,
        answered,
        messageGroupGuid,
      });
      return send(c, response, answered);
    })
    .get(MESSAGES, (c) => {
      const refused = refuse(c.req.header('authorization'));
      journal.write({ kind: 'messagesListed', status: refused?.status ?? 200 });
      return refused ?? c.json({ agentMessages: messages.list() });
    })
    .delete(`${MESSAGES}/:guid`, (c) => {
      const refused = refuse(c.req.header('authorization'));
      if (refused !== undefined) return refused;
      const answered = isAnswered(undefined);
      const wasThere = withdraw(c.req.param('guid'), answered);
      return send(c, wasThere ? c.json({}) : failure(404, 'there is no such message'), answered);
    })
    .delete(MESSAGES, async (c) => {
      const body = await readJson(c);
      const refused = refuse(c.req.header('authorization')) ?? refuseMisfit(Withdrawn, body);
      if (refused !== undefined) return refused;
      const answered = isAnswered(undefined);
      for (const guid of Withdrawn.parse(body).groupMessageIds) withdraw(guid, answered);
      return send(c, c.json({}), answered);
    })
    .get('/inContactAPI/services/:version/agents/:agentId/messages', (c) => {
      const agentId = Number(c.req.param('agentId'));
      const refused = refuse(c.req.header('authorization'));
      return refused ?? c.json({ messages: messages.list().filter(({ targetIds }) => targetIds.includes(agentId)) });
    })
    .post('/inContactAPI/services/:version/interactions/:contactId/signal', (c) => {
      const contactId = c.req.param('contactId');
      const parameters = c.req.query();
      const names = Object.keys(parameters);
      const isReadable = names.length <= MAX_PARAMETERS && names.every((name) => /^p[1-9]$/.test(name));
      const refused =
        refuse(c.req.header('authorization')) ??
        (isReadable ? undefined : failure(400, 'a signal has p1 to p9')) ??
        (contacts.isContact(contactId) ? undefined : failure(404, 'there is no such contact'));
      const response = refused ?? new Response(null, { status: 202 });
      const answered = isAnswered(refused);
      journal.write({ kind: 'signal', contactId, parameters, status: response.status, answered });
      return send(c, response, answered);
    });
}

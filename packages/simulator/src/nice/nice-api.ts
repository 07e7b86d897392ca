import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { failure } from '../failure.js';
import { readJson } from '../read-json.js';
import type { ActiveFaults } from '../faults.js';
import type { Journal } from '../journal.js';
import type { AnswerToken } from '../token-endpoint.js';
import type { Tokens } from '../tokens.js';
import type { NiceContacts } from './nice-contacts.js';

export interface NiceApiContext {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly answerToken: AnswerToken;
  readonly tokens: Tokens;
  readonly contacts: NiceContacts;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  readonly now: () => number;
}

const TENANT = 'tenant-1';

const PasswordGrant = z.object({
  grant_type: z.literal('password'),
  username: z.string().min(1),
  password: z.string().min(1),
});
const AccessKey = z.object({ accessKeyId: z.string().min(1), accessKeySecret: z.string().min(1) });

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const originOf = (c: Context) => new URL(c.req.url).origin;

/** Discovery, tokens for access keys, and the list of active contacts. */
export function createNiceApi(context: NiceApiContext) {
  const { clientId, clientSecret, accessKeyId, accessKeySecret, answerToken, tokens, contacts, faults, journal, now } =
    context;
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

  async function give(c: Context, isReadable: boolean, isKnown: boolean): Promise<Response> {
    const payload = { iss: originOf(c), tenantId: TENANT, sub: 'service-user' };
    const more = { id_token: `${encode({ alg: 'none' })}.${encode(payload)}.`, refresh_token: 'none' };
    return answerToken({ isReadable, isKnown, more, clientId: accessKeyId });
  }
  return new Hono()
    .get('/.well-known/openid-configuration', (c) => {
      const origin = originOf(c);
      return c.json({
        issuer: origin,
        authorization_endpoint: `${origin}/auth/authorize`,
        token_endpoint: `${origin}/auth/token`,
        jwks_uri: `${origin}/auth/jwks`,
        end_session_endpoint: `${origin}/auth/end`,
      });
    })
    .get('/.well-known/cxone-configuration', (c) => {
      if (c.req.query('tenantId') !== TENANT) return failure(404, 'there is no such tenant');
      const origin = originOf(c);
      return c.json({
        tenantId: TENANT,
        area: 'na1',
        cluster: 'c1',
        domain: 'niceincontact.com',
        acdDomain: 'nice-incontact.com',
        uhDomain: 'nice-incontact.com',
        api_endpoint: origin,
        auth_endpoint: origin,
        ui_endpoint: origin,
      });
    })
    .post('/auth/token', async (c) => {
      const { data } = PasswordGrant.safeParse(Object.fromEntries(new URLSearchParams(await c.req.text())));
      const isClient = c.req.header('authorization') === basic;
      return give(
        c,
        data !== undefined,
        isClient && data?.username === accessKeyId && data.password === accessKeySecret,
      );
    })
    .post('/authentication/v1/token/access-key', async (c) => {
      const { data } = AccessKey.safeParse(await readJson(c));
      return give(c, data !== undefined, data?.accessKeyId === accessKeyId && data.accessKeySecret === accessKeySecret);
    })
    .get('/inContactAPI/services/:version/contacts/active', (c) => {
      const token = c.req.header('authorization')?.replace(/^Bearer /, '');
      const status = faults.strike('contactsUnavailable')?.status ?? tokens.check(token, []);
      const { updatedSince, top = '1000', skip = '0' } = c.req.query();
      const sinceMs = Date.parse(updatedSince ?? '');
      journal.write({ kind: 'contactsListed', status });
      if (status !== 200) return failure(status, 'the contacts cannot be listed');
      const all = contacts.list(Number.isNaN(sinceMs) ? 0 : sinceMs);
      return c.json({
        businessUnitId: 4_599_001,
        lastPollTime: new Date(now()).toISOString(),
        totalRecords: all.length,
        activeContacts: all.slice(Number(skip), Number(skip) + Number(top)).map((contact) => ({
          contactId: contact.contactId,
          masterContactId: contact.masterId,
          agentId: contact.agentId,
          agentStartDate: new Date(contact.startedAtMs).toISOString(),
          contactStartDate: new Date(contact.startedAtMs).toISOString(),
          stateId: contact.isHeld ? 5 : 4,
          stateName: contact.isHeld ? 'Holding' : 'Active',
          mediaType: 4,
          skillId: 101,
          skillName: contact.skill,
          isOutbound: false,
          holdCount: contact.holdCount,
        })),
      });
    });
}

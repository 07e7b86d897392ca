import { z } from 'zod';
import { parseDuration } from '../timing/duration.js';
import { Path, Tests } from './places.js';

// Descriptions and examples serve twice: an editor shows them (they are in the JSON Schema), and a mistake gives them as its hint.

const Text = z
  .string()
  .max(4000)
  .meta({
    id: 'cue-template',
    description:
      'a text in which {title}, {description}, {call}, {key}, {attributes.NAME} or {values.NAME} stand for values',
    examples: ['{title}: {description|250}'],
  });

export const Duration = z
  .string()
  .refine((text) => (parseDuration(text) ?? 0) > 0)
  .meta({ id: 'cue-duration', description: 'a time with its unit', examples: ['10s', '5m'] });

const Status = z
  .int()
  .min(200)
  .max(599)
  .meta({ description: 'the status of an answer', examples: [201] });
const AnswerTest = z
  .union([
    Status,
    z.strictObject({
      status: Status.optional(),
      body: Tests.meta({
        description: 'paths in its JSON with what must lie there',
        examples: [{ 'errors[0]': { exists: true } }],
      }),
    }),
  ])
  .meta({ description: 'a status, or what must lie in the body' });
export type AnswerTest = z.infer<typeof AnswerTest>;

const answersOf = (description: string) =>
  z
    .array(AnswerTest)
    .min(1)
    .optional()
    .meta({ description, examples: [[404]] });

/** What answers mean, where that differs from what HTTP says. */
const Answers = z
  .strictObject({
    shown: answersOf('the cue is there'),
    refused: answersOf('the cue is not there, and is tried again while it is owed and its call is heard'),
    rejected: answersOf('the cue will never be taken: it becomes a dead letter'),
    again: answersOf('it is not known whether the cue is there: exactly that request is repeated'),
    hold: answersOf('no cue would be taken now: all of this outlet wait'),
  })
  .meta({ description: 'what answers mean, where that differs from what HTTP says', examples: [{ refused: [404] }] });
export type Answers = z.infer<typeof Answers>;

const Body = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]);
const request = {
  method: z
    .enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    .optional()
    .meta({ description: 'the method', examples: ['PUT'] }),
  url: Text.regex(/^https?:\/\/(?:[^/{}?#\s]|\{values\.[\w-]+\})+(?:[/?]|$)/).meta({
    description: 'where the request goes: placeholders may stand behind the host, {values.NAME} also in it',
    examples: ['https://api.example/calls/{call}/notes'],
  }),
  headers: z
    .record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), Text)
    .optional()
    .meta({ description: 'headers', examples: [{ 'Idempotency-Key': '{key}' }] }),
  json: Body.optional().meta({ description: 'the body as JSON', examples: [{ text: '{title}' }] }),
  form: z
    .record(z.string(), Text)
    .optional()
    .meta({ description: 'the body as a form', examples: [{ p1: '{title}' }] }),
  text: Text.optional().meta({ description: 'the body as text', examples: ['{title}'] }),
};
const Request = z.strictObject(request);
export type OutletRequestTemplate = z.infer<typeof Request>;

/** A token by OAuth 2.0 client credentials. */
export const OauthToken = z.strictObject({
  kind: z.literal('oauth'),
  url: z.url().meta({ description: 'the token endpoint', examples: ['https://login.example/oauth/token'] }),
  clientId: Text.meta({ description: 'the client id', examples: ['{values.clientId}'] }),
  clientSecret: Text.meta({ description: 'the client secret', examples: ['{values.clientSecret}'] }),
});

const Sign = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('aws'),
      service: z
        .string()
        .min(1)
        .meta({ description: 'the service', examples: ['connect'] }),
      region: z
        .string()
        .min(1)
        .meta({ description: 'the region', examples: ['eu-central-1'] }),
      keyId: Text.meta({ description: 'the access key id', examples: ['{values.awsKeyId}'] }),
      secretKey: Text.meta({ description: 'the secret access key', examples: ['{values.awsKey}'] }),
      sessionToken: Text.optional().meta({ description: 'the session token', examples: ['{values.awsSession}'] }),
    }),
    z.strictObject({
      kind: z.literal('jwt'),
      algorithm: z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA', 'HS256']),
      key: Text.meta({
        description: 'the private key as PEM (PKCS 8), or for HS256 the shared secret',
        examples: ['{values.jwtKey}'],
      }),
      claims: z
        .record(z.string(), Text)
        .meta({ description: 'claims beside iat, exp and jti', examples: [{ iss: '00D…', sub: 'MyContactCenter' }] }),
      life: Duration.optional().meta({ description: 'how long it is valid', examples: ['5m'] }),
    }),
    OauthToken,
    z.strictObject({ kind: z.literal('cxone') }),
  ])
  .meta({
    description: 'how requests are signed: `aws`, `jwt`, `oauth`, or `cxone` for the token of the CXONE_… settings',
    examples: [{ kind: 'cxone' }],
  });
export type Sign = z.infer<typeof Sign>;

export const HttpOutlet = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .meta({
      description: 'what it is called in keys, logs and status: small letters, digits and -',
      examples: ['connect'],
    }),
  show: z
    .strictObject({
      ...request,
      id: Path.optional().meta({
        description: 'where the answer holds the id of the cue',
        examples: ['messageGroupGuid'],
      }),
    })
    .meta({ description: 'the request that shows a cue' }),
  agent: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'the attribute that says who the agent is, if cues are addressed to agents: when it changes, what is owed is shown to the next and withdrawn from the one before',
      examples: ['agentId'],
    }),
  withdraw: Request.optional().meta({ description: 'the request that withdraws a cue; without it cues stay' }),
  find: z
    .strictObject({
      ...request,
      list: Path.meta({ description: 'where the answer holds the cues that are there', examples: ['agentMessages'] }),
      where: Path.meta({
        description: 'where each of them holds the key of its cue, or a text with it',
        examples: ['subject'],
      }),
      id: Path.optional().meta({ description: 'where each of them holds its id', examples: ['messageGroupGuid'] }),
    })
    .optional()
    .meta({ description: 'the request that lists the cues that are there, before one of unknown outcome is repeated' }),
  repeats: z
    .literal('harmless')
    .optional()
    .meta({
      description: 'only if showing a cue twice does no harm, and there is neither a key nor `find`',
      examples: ['harmless'],
    }),
  answers: Answers.optional(),
  sign: Sign.optional(),
  rate: z
    .strictObject({ max: z.int().min(1).max(100_000), window: Duration })
    .optional()
    .meta({ description: 'most requests in any such window', examples: [{ max: 5, window: '1s' }] }),
  timeout: Duration.optional().meta({ description: 'how long an answer may take', examples: ['5s'] }),
  visible: Duration.optional().meta({
    description: 'how long a cue is to be seen: {expires} is that much after {now}',
    examples: ['5m'],
  }),
});
export type HttpOutlet = z.infer<typeof HttpOutlet>;

/** Where cues go; of several the first counts. */
export const Outlets = z
  .array(z.union([z.literal('cxone'), HttpOutlet]))
  .min(1)
  .max(8)
  .meta({
    description: 'where cues go: `cxone` is the cue API of the CXONE_… settings. What the first shows counts',
    examples: [['cxone']],
  });
export type Outlets = z.infer<typeof Outlets>;

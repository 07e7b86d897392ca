import { z } from 'zod';
import { Duration, OauthToken } from './outlets.js';
import { Path, Paths, Place, Tests } from './places.js';

// Descriptions and examples serve twice: an editor shows them (they are in the JSON Schema), and a mistake gives them as its hint.

const Text = z
  .string()
  .max(4000)
  .meta({
    id: 'socket-template',
    description:
      'a text in which {values.NAME}, {config.NAME} or, in frames, {token}, {topic} and {call} stand for values',
    examples: ['{call}_transcript'],
  });

const FrameBody = z
  .record(z.string(), z.unknown())
  .meta({ description: 'a frame to send, as JSON', examples: [{ command: 'CONNECT' }] });

const issuer = z.url().meta({
  description: 'who gives tokens; CXONE_BASE_URL counts before it',
  examples: ['https://cxone.niceincontact.com'],
});

const SocketToken = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('cxone') }),
    OauthToken,
    z.strictObject({ kind: z.literal('back-end'), issuer }),
    z.strictObject({
      kind: z.literal('access-key'),
      issuer,
      url: Text.regex(/^https?:\/\/\S+$/).meta({
        description: 'where the access key is posted to as JSON; CXONE_TOKEN_URL counts before it',
        examples: ['https://{values.area}.nice-incontact.com/authentication/v1/token/access-key'],
      }),
    }),
  ])
  .meta({
    description:
      'where tokens come from: `cxone` and `oauth` are client credentials; `back-end` an access key by way of the issuer, with client id; `access-key` the same as JSON, without',
    examples: [{ kind: 'cxone' }],
  });
export type SocketToken = z.infer<typeof SocketToken>;

const Attributes = z
  .record(z.string(), Place)
  .optional()
  .meta({ description: 'names with a path each, for `when` in rules', examples: [{ skill: 'skillName' }] });

const contact = {
  call: Place.meta({ description: 'the call, whose speech is asked for', examples: ['contactId'] }),
  interaction: Place.optional().meta({
    description:
      'what rules judge as one, as in fields.interactionId, if that is more than a call: all calls of a conversation; without it, the call',
    examples: ['masterId'],
  }),
  startedAt: Place.optional().meta({
    description: 'when its speech began; without it, when we learn of it',
    examples: ['agentStartDate'],
  }),
  attributes: Attributes,
};

const Announced = z
  .strictObject({
    ...contact,
    ended: Tests.meta({ description: 'which announcements say that it has ended', examples: [{ event: 'ended' }] }),
  })
  .meta({
    description: 'calls that a script of the platform posts to our endpoint',
    examples: [{ call: 'contactId' }],
  });

const Listed = z
  .strictObject({
    ...contact,
    ended: Tests.optional().meta({
      description: 'which entries say that it has ended, beside those that are listed no more',
      examples: [{ stateName: 'Ended' }],
    }),
    url: Text.regex(/^(?:https?:\/\/|\{config\.)\S+$/).meta({
      description: 'the list; {since} is the time of the list before, {skip} how many entries of it are read',
      examples: ['{config.api_endpoint}/contacts/active?updatedSince={since}&top=500&skip={skip}'],
    }),
    list: Path.meta({ description: 'where the answer holds the entries', examples: ['activeContacts'] }),
    since: Path.optional().meta({ description: 'where the answer holds its time', examples: ['lastPollTime'] }),
    page: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .meta({ description: 'entries of a full page', examples: [500] }),
    every: Duration.meta({ description: 'how often it is read', examples: ['3s'] }),
  })
  .meta({ description: 'calls in a list that is read every few seconds', examples: [{ list: 'activeContacts' }] });

/** How speech comes from a platform's socket. */
export const Socket = z
  .strictObject({
    url: Text.regex(/^wss?:\/\/[^/?#\s]+(?:[/?]|$)/).meta({
      description: 'its address; CXONE_TRANSCRIPTION_URL counts before it',
      examples: ['wss://websocket-{config.area}.{config.domain}/notifications/ws'],
    }),
    token: SocketToken,
    config: Text.regex(/^(?:https?:\/\/|\{issuer\})\S+$/)
      .optional()
      .meta({
        description:
          'asked for, once there is a token, for the values {config.NAME}; {issuer} and {tenantId} are those of the token',
        examples: ['{issuer}/.well-known/cxone-configuration?tenantId={tenantId}'],
      }),
    open: z
      .array(z.strictObject({ send: FrameBody, answer: Tests }))
      .min(1)
      .optional()
      .meta({
        description: 'frames to send when it opens, each after the answer to the one before',
        examples: [[{ send: { command: 'CONNECT' }, answer: { command: 'CONNECTED' } }]],
      }),
    refused: z
      .strictObject({
        when: Tests.meta({ description: 'which frames refuse what was sent', examples: [{ command: 'ERROR' }] }),
        token: Tests.optional().meta({
          description: 'which of them refuse the token',
          examples: [{ 'body.responseCode': 401 }],
        }),
        words: Paths.optional().meta({ description: 'where they say why', examples: ['body.responseText'] }),
      })
      .optional()
      .meta({ description: 'how refusals are told', examples: [{ when: { command: 'ERROR' } }] }),
    subscribe: z
      .strictObject({
        topic: Text.meta({ description: 'what a call is called there', examples: ['{call}_transcript'] }),
        send: FrameBody,
        answer: Tests.meta({ description: 'which frames grant it', examples: [{ command: 'SUBSCRIBED' }] }),
        at: Path.meta({ description: 'where answers hold the topic', examples: ['body.topic'] }),
        end: FrameBody.optional().meta({
          description: 'the frame that ends a subscription',
          examples: [{ command: 'UNSUBSCRIBE', body: { topic: '{topic}' } }],
        }),
        ended: Tests.optional().meta({ description: 'the answer to it', examples: [{ command: 'UNSUBSCRIBED' }] }),
        atOnce: z
          .int()
          .min(1)
          .max(1000)
          .optional()
          .meta({ description: 'most that wait for an answer at a time', examples: [20] }),
      })
      .optional()
      .meta({ description: 'what asks for the speech of one call; without it all speech comes', examples: [{}] }),
    heartbeat: z
      .strictObject({
        send: FrameBody,
        answer: Tests.meta({ description: 'which frames answer it', examples: [{ command: 'HEARTBEAT_ACK' }] }),
        every: Duration.meta({ description: 'how often it is sent', examples: ['20s'] }),
        misses: z
          .int()
          .min(1)
          .max(100)
          .optional()
          .meta({ description: 'so many in a row without an answer end the socket', examples: [3] }),
      })
      .optional()
      .meta({ description: 'frames that show that the socket lives; without it, pings of WebSocket', examples: [{}] }),
    closing: Tests.optional().meta({
      description: 'which frames warn that the socket will be closed; the next is opened before, and takes over',
      examples: [{ topicName: 'v2.system.socket_closing' }],
    }),
    backoff: z
      .strictObject({ first: Duration, most: Duration })
      .optional()
      .meta({ description: 'the waits before it is opened again', examples: [{ first: '2s', most: '1m' }] }),
    contacts: z
      .strictObject({
        announced: Announced.optional(),
        listed: Listed.optional(),
        inTime: Duration.optional().meta({
          description:
            'how long after a call began its speech may come at the latest, if all that has to be said at the beginning is to be heard',
          examples: ['2s'],
        }),
        linger: Duration.optional().meta({
          description: 'how long texts of a call may come after it has ended',
          examples: ['5s'],
        }),
      })
      .optional()
      .meta({
        description: 'which calls there are, for `subscribe`',
        examples: [{ announced: { call: 'contactId' } }],
      }),
  })
  .meta({ description: 'the socket that `cueline ingest` opens; without it, that of the CXONE_… settings' });
export type Socket = z.infer<typeof Socket>;
export type ListedContacts = z.infer<typeof Listed>;
export type AnnouncedContacts = z.infer<typeof Announced>;

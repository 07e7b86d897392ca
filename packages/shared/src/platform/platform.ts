import { z } from 'zod';
import { parseDuration } from '../timing/duration.js';
import { Outlets } from './outlets.js';
import { Path, Paths, Place, Tests } from './places.js';
import { Socket } from './socket.js';

/** The longest delay: a cue that comes later than that is of no use. `possibleStartUs` takes no start for possible that is longer ago. */
export const MAX_DELAY = '2m';
const isDelay = (text: string) => (parseDuration(text) ?? Infinity) <= (parseDuration(MAX_DELAY) ?? 0);

const Role = z.enum(['agent', 'customer', 'other']);

/** What a platform file says: where its frames hold what Cueline hears by. */
export const Platform = z.strictObject({
  version: z.literal(1).meta({ description: 'the version of this format', examples: [1] }),
  name: z
    .string()
    .regex(/\S/)
    .max(100)
    .meta({ description: 'what people call it', examples: ['Genesys Cloud'] }),
  unwrap: Paths.optional().meta({
    description: 'where the frame lies if something else is around it; also as text that is JSON, or JSON in Base64',
    examples: ['detail'],
  }),
  records: Paths.optional().meta({
    description: 'where the records of a frame lie; without it a frame is one record',
    examples: ['eventBody.transcripts'],
  }),
  type: Paths.optional().meta({ description: 'what names the kind of a frame', examples: ['EventType'] }),
  ignore: Tests.optional().meta({
    description: 'which records and frames are of no use, such as heartbeats; this test comes first',
    examples: [{ command: 'HEARTBEAT_ACK' }],
  }),
  end: Tests.optional().meta({
    description: 'which frames say that a call has ended',
    examples: [{ EventType: ['COMPLETED', 'FAILED'] }],
  }),
  interim: Tests.optional().meta({
    description: 'which records are speech that is not final, where no field says so',
    examples: [{ message: 'AddPartialTranscript' }],
  }),
  speech: Tests.meta({ description: 'which records are speech', examples: [{ type: 'transcription' }] }),
  fields: z
    .strictObject({
      interactionId: Place.meta({ description: 'the call', examples: ['conversationId'] }),
      speaker: Place.meta({ description: 'who speaks', examples: ['channel'] }),
      text: Place.meta({ description: 'the words', examples: ['alternatives[0].transcript'] }),
      isFinal: Paths.optional().meta({
        description: 'whether the words are final; of several paths one that says so is enough',
        examples: ['is_final'],
      }),
      isPartial: Paths.optional().meta({ description: 'whether the words are not final', examples: ['IsPartial'] }),
      confidence: Place.optional().meta({
        description: 'how sure the recogniser was; of a list the mean counts',
        examples: ['words[*].confidence'],
      }),
      segmentId: Place.optional().meta({
        description: 'names the text within its call',
        examples: ['utteranceId', { join: ['sid', 'sequence'] }],
      }),
      startTime: Place.optional().meta({ description: 'when it began', examples: ['start'] }),
      endTime: Place.optional().meta({ description: 'when it was over', examples: ['end'] }),
      duration: Place.optional().meta({ description: 'how long it took, with `times`', examples: ['duration'] }),
      language: Place.optional().meta({ description: 'its language', examples: ['languageCode'] }),
      attributes: z
        .union([Path, z.record(z.string(), Place)])
        .optional()
        .meta({
          description: 'a path to a flat object, or names with a path each, for `when` in rules',
          examples: [{ team: 'agent.teamId' }],
        }),
    })
    .meta({ description: 'where a record holds what; what it does not hold is looked for in its frame' }),
  times: z
    .strictObject({
      unit: z.enum(['ms', 's']).meta({ description: 'what times count in' }),
      from: Paths.meta({ description: 'when they begin to count', examples: ['transcriptionStartTimeMs'] }),
    })
    .optional()
    .meta({ description: 'times that count from a moment that the frame holds; without it they are moments' }),
  delay: z
    .string()
    .refine(isDelay)
    .meta({
      description: 'how long a text takes at most from speech to frame, up to 2m; deadlines wait for it',
      examples: ['35s'],
    })
    .optional(),
  speakers: z
    .record(z.string(), Role)
    .optional()
    .meta({
      description: 'what speakers are, beside the usual names; `*` is all others',
      examples: [{ INTERNAL: 'agent', EXTERNAL: 'customer' }],
    }),
  channels: Paths.optional().meta({
    description: 'where a frame holds a map from its channels to who speaks on them',
    examples: ['channels'],
  }),
  socket: Socket.optional(),
  outlets: Outlets.optional(),
});
export type Platform = z.infer<typeof Platform>;

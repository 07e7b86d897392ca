import { z } from 'zod';
import { PATH } from '../frames/read-path.js';

// Descriptions and examples serve twice: an editor shows them (they are in the JSON Schema), and a mistake gives them as its hint.

export const Path = z
  .string()
  .max(200)
  .regex(PATH)
  .meta({
    id: 'path',
    description:
      'the names that lead to a value, with a dot between them; [0] is the first of a list, [-1] the last, [*] each of it',
    examples: ['eventBody.transcripts[*].alternatives[0].transcript'],
  });

export const Paths = z.union([Path, z.array(Path).min(1)]).meta({
  id: 'paths',
  description: 'a path, or several of which the first that is there counts',
  examples: ['contactId', ['Transcript.Id', 'Utterance.Id']],
});

export const Place = z
  .union([
    Path,
    z.array(Path).min(1),
    z.strictObject({
      join: z
        .array(Path)
        .min(2)
        .meta({ description: 'two paths or more, whose values together are the id', examples: [['sid', 'sequence']] }),
    }),
  ])
  .meta({
    id: 'place',
    description:
      'a path, several of which the first that is there counts, or `join` with paths whose values are joined',
    examples: ['utteranceId', { join: ['sid', 'sequence'] }],
  });
export type Place = z.infer<typeof Place>;

const Scalar = z.union([z.string(), z.number(), z.boolean()]);

const Expected = z.union([Scalar, z.array(Scalar).min(1), z.strictObject({ exists: z.boolean() })]).meta({
  id: 'expected',
  description: 'a value, several of which one fits, or whether there is any; case does not matter',
  examples: ['MESSAGE', ['COMPLETED', 'FAILED'], { exists: true }],
});
export type Expected = z.infer<typeof Expected>;

const Test = z.record(Path, Expected);
export type Test = z.infer<typeof Test>;

export const Tests = z.union([Test, z.array(Test).min(1)]).meta({
  id: 'tests',
  description: 'paths with what must lie there, all of which must fit; or several such groups, of which one must fit',
  examples: [{ command: 'MESSAGE', 'body.MessageType': 'Transcript' }],
});
export type Tests = z.infer<typeof Tests>;

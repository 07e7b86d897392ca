import { z } from 'zod';

/** A moment in ms since the Unix epoch, by Redis' clock. */
export const Ms = z.number();

/** Something that is not as it should be, in one sentence, with what an operator can do about it. */
export const Finding = z.object({ what: z.string(), remedy: z.string().optional() });
export type Finding = z.infer<typeof Finding>;

/** A stretch of time. */
export const Period = z.object({ fromMs: Ms, toMs: Ms });
export type Period = z.infer<typeof Period>;

/** An attribute that calls have: `skill=Billing`. */
export const Where = z
  .string()
  .max(512)
  .regex(/^[^=]+=/, 'should be an attribute and its value, such as skill=Billing');

/** Its name and value. */
export function attributeOf(where: string): [name: string, value: string] {
  const equals = where.indexOf('=');
  return [where.slice(0, equals), where.slice(equals + 1)];
}

/** What every answer that is not 2xx holds. */
export const Failure = z.object({
  error: z.object({
    /** `not_found`, `not_allowed`, `not_logged_in`, `bad_request`, `conflict`, `too_many`, `redis_away`, `unavailable`. */
    code: z.string(),
    /** A sentence for people. */
    message: z.string(),
  }),
});
export type Failure = z.infer<typeof Failure>;

/** `analyse` may do what `view` may, and read what was said in calls if it is kept; `operate` may do that, and act. */
export const Role = z.enum(['view', 'analyse', 'operate']);
export type Role = z.infer<typeof Role>;

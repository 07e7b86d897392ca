import { z } from 'zod';

const Credentials = z.object({ clientId: z.string(), clientSecret: z.string() });
export type Credentials = z.infer<typeof Credentials>;
const Start = z.object({
  do: z.literal('start'),
  cxoneUrl: z.string(),
  credentials: Credentials,
  cues: z.enum(['often', 'once']),
});
export type UsualStart = z.infer<typeof Start>;

/** What the usual way's program is asked: to listen, and to say when it has handled so many frames. */
export const UsualRequest = z.discriminatedUnion('do', [Start, z.object({ do: z.literal('handle'), count: z.int() })]);

/** How fast it was. */
export const Handled = z.object({ seconds: z.number(), posted: z.int() });

type UsualFrame =
  | { readonly type: 'interactionEnded'; readonly interactionId: string }
  | {
      readonly type: 'transcription';
      readonly interactionId: string;
      readonly speaker: string;
      readonly text: string;
      readonly startTime: number;
    };

/** Trusts the frame, as the usual way does: a schema would slow it down. */
export const parseUsualFrame: (text: string) => UsualFrame = JSON.parse;

import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** A message to agents, as NICE takes it. */
export const NiceMessageRequest = z.strictObject({
  subject: z.string().min(1),
  message: z.string().min(1),
  targetType: z.literal('agent'),
  targetIds: z.array(z.int()).min(1),
  validUntil: z.iso.datetime({ offset: true }),
  expireMinutes: z.int().min(1),
});
export type NiceMessageRequest = z.infer<typeof NiceMessageRequest>;

/** A message in the notification panels of agents. */
export interface ShownMessage extends NiceMessageRequest {
  readonly messageGroupGuid: string;
}

/** The messages on the desktops, until they expire. A request that is repeated makes another message. */
export function createNiceMessages(now: () => number) {
  const messages = new Map<string, ShownMessage>();
  return {
    add(message: NiceMessageRequest): string {
      const messageGroupGuid = randomUUID();
      messages.set(messageGroupGuid, { ...message, messageGroupGuid });
      return messageGroupGuid;
    },
    /** @returns what was removed */
    remove(messageGroupGuid: string): ShownMessage | undefined {
      const message = messages.get(messageGroupGuid);
      messages.delete(messageGroupGuid);
      return message;
    },
    list(): ShownMessage[] {
      for (const { messageGroupGuid, validUntil } of messages.values())
        if (Date.parse(validUntil) <= now()) messages.delete(messageGroupGuid);
      return [...messages.values()];
    },
    clear: () => messages.clear(),
  };
}
export type NiceMessages = ReturnType<typeof createNiceMessages>;

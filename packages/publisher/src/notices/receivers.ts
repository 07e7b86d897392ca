import { type Notice, type NoticeReceiver, type NoticesFile, parseDuration } from '@cueline/shared';

/** A receiver of notices, with its address and its secrets. */
export interface Receiver {
  readonly name: string;
  readonly url: string;
  readonly format: NonNullable<NoticeReceiver['format']>;
  /** What requests are signed with; several while one takes the place of another. */
  readonly secrets: readonly string[];
  readonly hasWords: boolean;
  /** With {call} in it. */
  readonly link: string | undefined;
  readonly timeoutMs: number;
  /** Whether it is told of this. */
  readonly wants: (notice: Notice) => boolean;
}

const TIMEOUT_MS = 10_000;

/** The receivers that a notices file names. */
export function receiversOf({ receivers }: NoticesFile, values: Readonly<Record<string, string>>): Receiver[] {
  const filled = (text: string) => text.replace(/^\{values\.(.+)\}$/, (_, name: string) => values[name] ?? '');
  return receivers.map((receiver) => {
    const { name, url, format = 'cloudevents', secret = '', words = false, link, timeout = '' } = receiver;
    return {
      name,
      url: filled(url),
      format,
      secrets: filled(secret).split(/\s+/).filter(Boolean),
      hasWords: words,
      link,
      timeoutMs: parseDuration(timeout) ?? TIMEOUT_MS,
      wants: (notice) => isWanted(receiver, notice),
    };
  });
}

function isWanted({ events, rules, attributes = {} }: NoticeReceiver, notice: Notice): boolean {
  return (
    (events === undefined || events.includes(notice.kind)) &&
    (rules === undefined || notice.rules.some(({ id }) => rules.includes(id))) &&
    Object.entries(attributes).every(
      ([name, wanted]) => Object.hasOwn(notice.attributes, name) && wanted.includes(notice.attributes[name] ?? ''),
    )
  );
}

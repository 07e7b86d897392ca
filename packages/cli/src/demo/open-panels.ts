import { type LineKind, ShownMessage, signLink } from '@cueline/panel';
import { EventSourceParserStream } from 'eventsource-parser/stream';

/** Where the panel's page is, and what links to it are signed with. */
export interface PanelPage {
  readonly url: string;
  readonly secret: string;
}

/** Where a call's panel is. */
export interface PanelPointer {
  readonly call: string;
  readonly url: string;
}

/** How long somebody may look at the demo. */
const GOOD_FOR_MS = 12 * 3_600_000;
/** How a panel shows what is cued. What was said right after its cue may be struck before the panel is sent anything. */
const CUED: ReadonlySet<LineKind> = new Set([
  'prohibited',
  'due',
  'unclear',
  'wrong',
  'declined',
  'unanswered',
  'late',
]);

/** The link to the panel of a call. */
export const panelLink = ({ url, secret }: PanelPage, call: string): string =>
  signLink(url, { call }, Date.now() + GOOD_FOR_MS, secret);

/** Opens the panel of each call, as its agent's browser does, and keeps in mind what it shows. */
export async function openPanels(calls: readonly string[], page: PanelPage) {
  const closing = new AbortController();
  const shown = new Map<string, Set<string>>(calls.map((call) => [call, new Set()]));

  async function follow(call: string, body: ReadableStream<Uint8Array>): Promise<void> {
    const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const { event, data } of events) {
      if (event !== 'shown') continue;
      const { shown: now } = ShownMessage.parse(JSON.parse(data));
      if (now.kind !== 'call') continue;
      for (const { rule, kind } of now.lines) if (CUED.has(kind)) shown.get(call)?.add(rule);
    }
  }

  await Promise.all(
    calls.map(async (call) => {
      const { origin, pathname, search } = new URL(panelLink(page, call));
      const stream = `${origin}${pathname}live${search}`;
      const answer = await fetch(stream, { signal: closing.signal }).catch(() => undefined);
      if (answer?.body) void follow(call, answer.body).catch(() => undefined); // it was closed
    }),
  );
  return {
    /** The rules that this call's panel has shown as owed, or as said and prohibited. */
    shownIn: (call: string): ReadonlySet<string> => shown.get(call) ?? new Set(),
    close: () => closing.abort(),
  };
}

// The usual way (c): one process that listens, matches with three regular expressions and posts each cue inline. It takes the next
// frame once the post has been answered. It keeps in memory what each call has said, and nothing anywhere else; what is
// heard twice, late, or while it is away is not its concern. The client keeps its connections, and frames wait in memory.
//
// `often`: after each stretch of an agent's speech while a disclosure is missing: nothing remembers what the desktop shows.
// `once`: a cue for each call, for what is missing after its first 30 s of speech.
import { on } from 'node:events';
import got from 'got';
import { answerRequests } from '../programs/answer-requests.js';
import { openSocket } from '../programs/open-socket.js';
import { plainRegexes } from './plain-regexes.js';
import { parseUsualFrame, UsualRequest, type UsualStart } from './usual-way-requests.js';

const DUE_MS = 30_000;

interface Call {
  readonly beganAtMs: number;
  readonly said: Set<RegExp>;
  isCued: boolean;
}

let way: Awaited<ReturnType<typeof start>> | undefined;
await answerRequests(UsualRequest, async (request) => {
  if (request.do === 'handle') return (await way?.handle(request.count)) ?? {};
  way = await start(request);
  return {};
});

async function start({ cxoneUrl, credentials, cues }: UsualStart) {
  const calls = new Map<string, Call>();
  const { socket, token } = await openSocket(cxoneUrl, credentials);
  const frames = on(socket, 'message');
  const client = got.extend({ retry: { limit: 0 }, headers: { authorization: `Bearer ${token}` } });

  /** Gives whether it posted a cue. */
  async function take(text: string): Promise<boolean> {
    const frame = parseUsualFrame(text);
    if (frame.type === 'interactionEnded') {
      calls.delete(frame.interactionId);
      return false;
    }
    const known = calls.get(frame.interactionId);
    const call = known ?? { beganAtMs: frame.startTime, said: new Set<RegExp>(), isCued: false };
    if (known === undefined) calls.set(frame.interactionId, call);
    if (frame.speaker !== 'agent') return false;
    for (const regex of plainRegexes) if (regex.test(frame.text)) call.said.add(regex);
    const isMissing = call.said.size < plainRegexes.length;
    const isDue = cues === 'often' || (!call.isCued && frame.startTime - call.beganAtMs > DUE_MS);
    if (!isMissing || !isDue) return false;
    call.isCued = true;
    const json = {
      type: 'compliance',
      title: 'Missing Mandatory Compliance Disclosure',
      description: 'Agent has not yet stated what is due. Please complete required disclosures before proceeding.',
      priority: 'high',
      status: 'open',
    };
    await client.post(`${cxoneUrl}/api/v2/agentassist/interactions/${frame.interactionId}/cues`, { json });
    return true;
  }

  return {
    async handle(count: number) {
      let posted = 0;
      let startedAtMs: number | undefined;
      for (let handled = 0; handled < count; handled += 1) {
        const { value } = await frames.next();
        startedAtMs ??= performance.now();
        if (await take(String(value[0]))) posted += 1;
      }
      return { seconds: (performance.now() - (startedAtMs ?? 0)) / 1000, posted };
    },
  };
}

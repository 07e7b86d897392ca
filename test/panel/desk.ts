import { signLink } from '@cueline/panel';
import { freePorts } from '@cueline/shared/testing';
import { startPipeline } from '../harness/pipeline.js';
import { writeRules } from '../harness/rule-file.js';
import { speechFrame } from '../harness/speech-frame.js';
import { QUICK } from '../harness/timing.js';

/** When disclosures are due, in seconds. */
export interface Dues {
  readonly notice: number;
  readonly rate: number;
}

const rules = ({ notice, rate }: Dues) => `
version: 1
events:
  loan: {speaker: customer, say: ["apply for a loan"]}
disclosures:
  - id: notice
    title: Call recording notice
    say: ["this call is [being] recorded"]
    due: ${notice}s
    cue: {text: "This call is being recorded for quality and training."}
  - id: identity
    title: Identity check
    say: ["date of birth"]
    due: 90s
    cue: {text: "May I have your full name and your date of birth?"}
  - id: rate
    title: Annual percentage rate
    after: loan
    say: ["annual percentage rate is {percent}"]
    due: ${rate}s
  - id: insurance
    title: Payment protection is optional
    say: ["insurance is (optional|voluntary)"]
    due: 170s
    waivable: true
prohibited:
  - id: promise
    title: Guaranteed approval
    say: ["guaranteed approval"]
    cue: {priority: critical, text: "Say that approval depends on a credit check."}
limits: {quiet: 0s}
`;

const SECRET = 'what links of this test are signed with';

/** A pipeline, and a panel that it can be looked at with. */
export async function startDesk(dues: Dues, changed: Readonly<Record<string, string>> = {}) {
  const settings = { ...QUICK, PANEL_SECRET: SECRET, ...changed };
  const [port] = await freePorts(1); // nobody else is given it while the panel is started again
  const pipeline = await startPipeline({
    rulesFile: await writeRules(rules(dues)),
    settings,
    settingsOf: (name): Readonly<Record<string, string>> => (name === 'panel' ? { HTTP_PORT: `${port}` } : {}),
  });
  const panel = await pipeline.startAnother('panel');
  let said = 0;
  return {
    ...pipeline,
    panel,
    /** A link to the panel of a call or an agent. */
    link: (target: Parameters<typeof signLink>[1], forMs = 600_000, secret = SECRET) =>
      signLink(`${panel.url()}/panel`, target, Date.now() + forMs, secret),
    say: (interactionId: string, text: string, speaker: 'agent' | 'customer' = 'agent', agentName = 'Maria Lopez') =>
      pipeline.simulator.pushFrame({
        ...speechFrame({ interactionId, segmentId: `${interactionId}-${(said += 1)}`, text, speaker }),
        attributes: { agentName, agentId: 'a-17' },
      }),
  };
}

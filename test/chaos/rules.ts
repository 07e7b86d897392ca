/** The ids of disclosures that calls of the laboratory are judged by. */
export const DISCLOSURES = ['notice', 'fee', 'rate', 'terms', 'debt'] as const;
export type DisclosureId = (typeof DISCLOSURES)[number];

/** What is cued under which title. */
export const TITLES = {
  notice: 'Recording notice',
  fee: 'Early termination fee',
  rate: 'Annual rate',
  terms: 'Card terms',
  debt: 'Debt collection notice',
  promise: 'Guaranteed returns',
  insult: 'An insult',
} as const;

/**
 * The unit of time in a call, in ms. It is long, so that speech in time comes 5 s before its deadline, and still is in
 * time when a busy machine hears it seconds later.
 */
export const BEAT_MS = 2500;

/** When something is due, in ms after what makes it so. */
export const DUE_MS = { notice: 4 * BEAT_MS, fee: 4 * BEAT_MS, terms: 7 * BEAT_MS, debt: 10 * BEAT_MS } as const;

const rules = `
version: 1
events:
  cancel: {speaker: customer, say: ["cancel my (plan|contract)"]}
  closing: {say: ["anything else i can help you with"]}
disclosures:
  - {id: notice, title: ${TITLES.notice}, say: ["this call is [being] recorded"], due: ${DUE_MS.notice / 1000}s}
  - id: fee
    title: ${TITLES.fee}
    after: cancel
    say: ["cancellation fee of {money}"]
    due: ${DUE_MS.fee / 1000}s
  - {id: rate, title: ${TITLES.rate}, before: closing, say: ["annual rate is {percent}"]}
  - id: terms
    title: ${TITLES.terms}
    when: {skill: [cards]}
    say: ["terms of the card"]
    due: ${DUE_MS.terms / 1000}s
  - id: debt
    title: ${TITLES.debt}
    elements:
      - {title: purpose, say: ["attempt to collect a debt"]}
      - {title: use, say: ["used for that purpose"]}
    due: ${DUE_MS.debt / 1000}s
prohibited:
  - {id: promise, title: ${TITLES.promise}, say: ["guaranteed (return|returns)"], cue: {priority: critical}}
  - {id: insult, title: ${TITLES.insult}, say: ["silly goose"]}
limits: {quiet: 0s}
`;

/** Two packs that judge these calls alike: the other one has a disclosure more, which no call ever owes. */
export const PACKS = [
  rules,
  rules.replace(
    'prohibited:',
    '  - {id: other, title: Other, when: {skill: [unheard_of]}, say: ["never said"], due: 1s}\nprohibited:',
  ),
] as const;

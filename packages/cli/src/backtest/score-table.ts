import { locatedRates, saidRates, type Counts, type Score } from './score.js';
import { figureTable } from '../host/plain-table.js';

const head = ['', 'n', 'said', 'P', 'R', 'F1', 'located P', 'R', 'F1', 'false'];

/** How often rules were right, as a person reads it. */
export function scoreTable({ rules, micro }: Score): string {
  return figureTable(
    head,
    [...rules, ['all', micro] as const].map(([id, counts]) => [id, ...cells(counts)]),
  );
}

/** The same, for programs. */
export function scoreJson({ rules, micro }: Score) {
  const withRates = (counts: Counts) => ({
    ...counts,
    saidRates: saidRates(counts),
    locatedRates: locatedRates(counts),
  });
  return {
    rules: Object.fromEntries([...rules].map(([id, counts]) => [id, withRates(counts)])),
    micro: withRates(micro),
  };
}

function cells(counts: Counts): string[] {
  const { decisions, said, falseAlarms } = counts;
  const shares = [saidRates(counts), locatedRates(counts)].flatMap(({ precision, recall, f1 }) => [
    precision,
    recall,
    f1,
  ]);
  return [
    `${decisions}`,
    `${said}`,
    ...shares.map((share) => (share === null ? '-' : share.toFixed(3))),
    `${falseAlarms}/${decisions - said}`,
  ];
}

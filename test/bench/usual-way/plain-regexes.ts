/** The usual way to write the three disclosures of `rules/cxone-sample.yaml`. */
export const plainRegexes = [
  /\b(?:annual (?:percentage )?rate|interest rate|apr)\s+(?:is|of)\s+\d+(?:\.\d+)?(?:\s+to\s+\d+)?\s*(?:%|percent)/i,
  /\b(?:early termination|cancellation) fee\s+of\s+\$[\d,]+(?:\.\d{2})?/i,
  /\b(?:this|our) (?:call|conversation) (?:may be|is(?: being)?) (?:recorded|monitored)/i,
];

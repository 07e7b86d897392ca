import { z } from 'zod';
import { Ms, Where } from './common.js';

/** The query of `GET /api/reports`, and of `GET /api/reports.csv` and `GET /api/reports.ndjson`, which are downloads. */
export const ReportAsk = z.object({
  /** `day`, `rule`, `agent`, `skill` or names of other attributes, separated by commas. */
  by: z
    .string()
    .max(200)
    .regex(/^[^,]+(,[^,]+)*$/)
    .default('rule'),
  /** Days as in `2026-01-31`, both inclusive, in `REPORT_TIME_ZONE`; default: 30 days until today. */
  since: z.iso.date().optional(),
  until: z.iso.date().optional(),
  /** Repeatable. */
  where: z.array(Where).max(10).default([]),
});
export type ReportAsk = z.infer<typeof ReportAsk>;

/** Shares are from 0 to 1, and absent if they are shares of nothing. */
export const ReportLine = z.object({
  of: z.record(z.string(), z.string()),
  calls: z.number(),
  owed: z.number(),
  decided: z.number(),
  coverage: z.number().optional(),
  verdicts: z.record(z.string(), z.number()),
  shares: z.object({
    satisfied: z.number().optional(),
    late: z.number().optional(),
    missed: z.number().optional(),
  }),
  prohibited: z.number(),
  cues: z.number(),
  /** What shadow rules would have decided otherwise; absent if none judged these calls. */
  shadow: z
    .object({
      /** Calls that they judged as well. */
      calls: z.number(),
      /** How many verdicts would be others. */
      otherwise: z.number(),
      /** How many by what becomes of what: `missed > satisfied`. */
      moves: z.record(z.string(), z.number()),
    })
    .optional(),
});
export type ReportLine = z.infer<typeof ReportLine>;

export const Report = z.object({
  by: z.array(z.string()),
  fromMs: Ms,
  toMs: Ms,
  timeZone: z.string(),
  lines: z.array(ReportLine),
  /** The same, of the period of the same length before. */
  before: z.array(ReportLine),
  /** When the first call ended that the archive has. */
  archiveFromMs: Ms.optional(),
  /** Names of rules that are still in Redis, by id. */
  titles: z.record(z.string(), z.string()),
  /** Names of attributes that calls have. */
  attributes: z.array(z.string()),
});
export type Report = z.infer<typeof Report>;

/** `GET /api/reports/calls?rule=&verdict=&since=&until=&where=`: the calls behind a figure, the latest first. */
export const ReportCalls = z.object({
  calls: z.array(
    z.object({
      id: z.string(),
      endedAtMs: Ms,
      /** Of the rule; absent if no rule was asked for. */
      verdict: z.string().optional(),
      attributes: z.record(z.string(), z.string()),
    }),
  ),
  /** Whether there are more than these. */
  isCut: z.boolean(),
});
export type ReportCalls = z.infer<typeof ReportCalls>;

import { createTable } from '../report/create-table.js';
import { inMb } from '../usage/statistics.js';
import type { SoakSample } from './soak-sample.js';

/** Prints the curve, row by row as it comes. */
export function createCurve() {
  const megabytes = (head: string, of: (sample: SoakSample) => number) => ({
    head,
    cell: (sample: SoakSample) => inMb(of(sample)),
  });
  const inUnits = (head: string, of: (sample: SoakSample) => number) => ({
    head,
    cell: (sample: SoakSample) => of(sample).toFixed(0),
  });
  console.log('memory in MB, per live interaction and per segment in bytes');
  return createTable<SoakSample>(
    [
      inUnits('segments', ({ segments }) => segments),
      inUnits('per s', ({ perSecond }) => perSecond),
      megabytes('ingest rss', ({ ingest }) => ingest.rss),
      megabytes('heap', ({ ingest }) => ingest.heap),
      megabytes('matcher rss', ({ matcher }) => matcher.rss),
      megabytes('heap', ({ matcher }) => matcher.heap),
      megabytes('redis', ({ redis }) => redis),
      megabytes('seen', ({ seen }) => seen),
      inUnits('per segment', ({ seenPerSegment }) => seenPerSegment),
      inUnits('live', ({ live }) => live),
      inUnits('per live', ({ perLive }) => perLive),
      inUnits('backlog', ({ backlog }) => backlog),
    ],
    console.log,
  );
}

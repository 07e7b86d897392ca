import { InvalidArgumentError, type Command } from 'commander';
import type { Host } from '../host/host.js';
import { parseCount } from './parse-count.js';
import type { RecordFlags } from '../record/run-record.js';

const help = `
Opens a transcription socket with the settings of ingest, beside the pipeline, and needs no Redis. Each line of the file is a frame
exactly as it was received, with when it was heard (ms since the epoch). 'cueline backtest --transcripts FILE' reads it.
Calls that are on when it begins or ends are cut off in the file: what was said outside of it counts as not said. So record for longer
than calls last.

Examples:
  cueline record frames.ndjson --for 10m
  cueline record support.ndjson --frames 100 --mask`;

/** Adds `cueline record`: what the socket sends, in a file. */
export function addRecordCommand(program: Command, host: Host): void {
  program
    .command('record <file>')
    .description('write what the transcription socket sends to a file')
    .option('--for <time>', 'how long, such as 30s or 10m; else until Ctrl-C', parseTime)
    .option('--frames <n>', 'how many frames at most', (text) => parseCount(text, 1_000_000_000))
    .option('--mask', 'mask numbers that may identify a card or a person', false)
    .addHelpText('after', help)
    .action(async (file: string, flags: RecordFlags) => {
      const { runRecord } = await import('../record/run-record.js');
      host.setExitCode(await runRecord(file, flags, host));
    });
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

function parseTime(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,3})([smh])$/.exec(text) ?? [];
  const ms = Number(amount) * (UNIT_MS[unit] ?? 0);
  if (!(ms > 0)) throw new InvalidArgumentError('It should be a time such as 30s, 10m or 8h.');
  return Math.min(ms, 2 ** 31 - 1);
}

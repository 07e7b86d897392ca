import { type Command, Option } from 'commander';
import { MOST_CALLS } from '../calls/most-calls.js';
import { parseCount } from './parse-count.js';
import { sinceOption, untilOption, whereOption } from './period-options.js';

/** `--transcripts`: recorded calls. */
export const transcriptsOption = (): Option =>
  new Option(
    '--transcripts <path...>',
    'recorded calls: files and folders; JSON, NDJSON, captured frames, WebVTT, SRT, CSV, text',
  );

/** `--speakers`: who is the agent, if the recording does not say so. */
export const speakersOption = (): Option =>
  new Option('--speakers <json>', `who is who in recorded calls, such as '{"spk_0":"agent","spk_1":"customer"}'`);

/** Where recorded calls are: files, or the archive. */
export const addRecordedOptions = (command: Command): Command =>
  command
    .addOption(transcriptsOption())
    .addOption(speakersOption())
    .option('--archive', 'instead of --transcripts: what was said in archived calls (KEEP_SPEECH=masked)')
    .addOption(sinceOption(7, 'with --archive: a length of time or a day'))
    .addOption(untilOption('with --archive: the last day'))
    .addOption(whereOption())
    .option(
      '--limit <n>',
      'with --archive: most calls, the latest',
      (text) => parseCount(text, 10_000_000),
      MOST_CALLS,
    );

import { Option } from 'commander';

/** `--transcripts`: recorded calls. */
export const transcriptsOption = (): Option =>
  new Option(
    '--transcripts <path...>',
    'recorded calls: files and folders; JSON, NDJSON, captured frames, WebVTT, SRT, CSV, text',
  );

/** `--speakers`: who is the agent, if the recording does not say so. */
export const speakersOption = (): Option =>
  new Option('--speakers <json>', `who is who in recorded calls, such as '{"spk_0":"agent","spk_1":"customer"}'`);

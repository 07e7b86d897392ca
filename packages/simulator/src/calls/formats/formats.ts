import type { CallFormat } from '../call-format.js';
import { csv } from './csv.js';
import { json } from './json.js';
import { plainText } from './plain-text.js';
import { srt, webVtt } from './subtitles.js';

/** The formats that are known; the first that recognises a file reads it. */
export const formats: readonly CallFormat[] = [json, webVtt, srt, csv, plainText];

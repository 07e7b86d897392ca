import type { CallFile } from './call-format.js';

/** How a file begins that is no transcript, what it is, and how to get a transcript from it. */
const FOREIGN: readonly { readonly begins: RegExp; readonly isWhat: string }[] = [
  { begins: /^%PDF-/, isWhat: 'a PDF: save its text, for example with pdftotext' },
  {
    begins: /^PK\p{Cc}{2}[^]*?word\//u,
    isWhat: 'a Word document: save it as plain text (.txt)',
  },
  { begins: /^PK\p{Cc}{2}[^]*?xl\//u, isWhat: 'an Excel workbook: save its sheet as CSV' },
  {
    begins: /^PK\p{Cc}{2}/u,
    isWhat: 'a zip archive, or a document of an office program: unpack it, or save it as text',
  },
  { begins: /^\u00d0\u00cf\p{Cc}/u, isWhat: 'a document of an old office program: save it as plain text or CSV' },
  { begins: /^\{\\rtf/, isWhat: 'rich text (RTF): save it as plain text' },
  {
    begins: /^(\u00ef\u00bb\u00bf)?\s*(<!--[^]*?-->\s*)?<(!doctype html|html|head|body)\b/i,
    isWhat: 'a web page (HTML), perhaps of a login: download the transcript itself, or copy its text into a file',
  },
  {
    begins: /^(RIFF[^]{4}WAVE|ID3\p{Cc}|OggS\p{Cc}|fLaC\p{Cc}|\u00ff[\u00fb\u00f3\u00f2]|[^]{4}ftyp)/u,
    isWhat: 'a sound recording: have it transcribed first',
  },
];

/** Enough of an archive to find the name of a file in it that says what it is. */
const BEGINNING_BYTES = 8 * 1024;

/** What a file is that cannot hold a transcript, and how to get one from it. */
export function foreignFile({ bytes }: Pick<CallFile, 'bytes'>): string | undefined {
  const beginning = bytes.toString('latin1', 0, BEGINNING_BYTES);
  return FOREIGN.find(({ begins }) => begins.test(beginning))?.isWhat;
}

import Table from 'cli-table3';
import { NO_LINES } from './plain-table.js';

const NARROWEST = 40;

/**
 * Breaks a line between words so that it fits a terminal; the lines that follow begin below the text.
 *
 * @param mark what the line begins with, such as a time; it stands alone in its column
 * @param columns the width of the terminal; undefined without one, and then nothing is broken
 */
export function wrapText(mark: string, text: string, columns: number | undefined): string {
  if (columns === undefined || columns < NARROWEST || mark.length + text.length + 1 <= columns)
    return mark === '' ? text : `${mark} ${text}`;
  const table = new Table({
    chars: { ...NO_LINES, middle: '' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: mark === '' ? [columns] : [mark.length + 1, columns - mark.length - 1],
    wordWrap: true,
  });
  table.push(mark === '' ? [text] : [mark, text]);
  return table.toString().replaceAll(/ +$/gm, '');
}

/** Breaks each line of a text between words; what follows is indented as its line is. */
export function wrapLines(text: string, columns: number | undefined): string {
  const wrap = (line: string) => {
    const indent = line.length - line.trimStart().length;
    return wrapText(indent === 0 ? '' : ' '.repeat(indent - 1), line.trimStart(), columns);
  };
  return text.split('\n').map(wrap).join('\n');
}

/** Fits help to a terminal: paragraphs are broken anew; tables and examples, which are indented, stay as they are. */
export function wrapHelp(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  const paragraphs = text.replaceAll(/(?<=^\S.{50,})\n(?=\S)/gm, ' ').split('\n');
  return paragraphs.map((line) => (line.startsWith(' ') ? line : wrapText('', line, columns))).join('\n');
}

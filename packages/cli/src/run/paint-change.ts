import type { Colors } from 'picocolors/types.js';

/** Colours a line of `cueline up` for a terminal: trouble, and its end. */
export function paintChange(line: string, colors: Colors): string {
  const [, time, text = ''] = /^(\d\d:\d\d:\d\d) (.*)$/s.exec(line) ?? [];
  if (time === undefined) return line;
  return `${colors.dim(time)} ${colorOf(text, colors)(text)}`;
}

function colorOf(text: string, colors: Colors): (text: string) => string {
  if (/^(\S+( \d+)?: (error|fatal): |\S+( \d+)? (died: |does not answer))/.test(text)) return colors.red;
  if (/^(\S+( \d+)?: )?warn: /.test(text)) return colors.yellow;
  if (/^\S+( \d+)?: .* after \d|^\S+( \d+)? restarted/s.test(text)) return colors.green;
  return String;
}

import { createColors } from 'picocolors';

/** Colours a line of `cueline up` for a terminal: trouble, and its end. NO_COLOR is respected. */
export function paintChange(line: string, colors = createColors()): string {
  const [, time, text = ''] = /^(\d\d:\d\d:\d\d) (.*)$/s.exec(line) ?? [];
  if (time === undefined) return line;
  return `${colors.dim(time)} ${colorOf(text, colors)(text)}`;
}

function colorOf(text: string, colors: ReturnType<typeof createColors>): (text: string) => string {
  if (/^(\S+( \d+)?: (error|fatal): |\S+( \d+)? (died: |does not answer))/.test(text)) return colors.red;
  if (/^(\S+( \d+)?: )?warn: /.test(text)) return colors.yellow;
  if (/^\S+( \d+)?: .* after \d|^\S+( \d+)? restarted/s.test(text)) return colors.green;
  return String;
}

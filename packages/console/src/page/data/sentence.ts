/** Reasons and findings begin small and may have no full stop. A number and its unit stay on one line. */
export const sentence = (text: string): string =>
  text === ''
    ? ''
    : `${text.charAt(0).toUpperCase()}${text.slice(1).replaceAll(/(?<=\d) (?=(?:ms|s|min|h)\b)/g, '\u00A0')}${/[.!?)]$/.test(text) ? '' : '.'}`;

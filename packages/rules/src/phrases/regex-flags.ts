/**
 * The flags of a rule's regular expression. Only with `u` does `\p{L}` name a kind of character, but `u` also refuses
 * common escapes such as `\-`. So it is set only where it is needed.
 */
export function regexFlags(source: string): 'i' | 'iu' {
  return /^(?:[^\\]|\\[^pP])*\\[pP]\{/.test(source) ? 'iu' : 'i';
}

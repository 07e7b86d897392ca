/**
 * The flags of a rule's regular expression. Without `u`, `\p{L}` is but a `p` and braces, which no speech has; and with it, what is
 * common otherwise is refused, such as `\-`. So `u` is set only where a kind of character is asked for.
 */
export function regexFlags(source: string): 'i' | 'iu' {
  return /^(?:[^\\]|\\[^pP])*\\[pP]\{/.test(source) ? 'iu' : 'i';
}

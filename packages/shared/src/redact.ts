/**
 * Takes out of a line what must not be logged: the query of any URL, passwords in URLs, bearer tokens, and the values
 * of fields that are secret by their name.
 *
 * @param secrets values known to be secret, taken out wherever they stand
 */
export function redact(line: string, secrets: readonly string[] = []): string {
  let clean = line
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s"'?#\\]*)\?[^\s"'\\]*/gi, '$1?[redacted]')
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"'/?#@\\]*@/gi, '$1[redacted]@')
    .replace(/\bBearer\s+[^\s"'\\]+/gi, 'Bearer [redacted]')
    .replace(/\b(access_token|client_secret|password)=[^\s"'&\\]+/gi, '$1=[redacted]')
    .replace(
      /("(?:access_?token|client_?secret|authorization|password|token)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
      '$1"[redacted]"',
    );
  for (const secret of secrets) clean = clean.replaceAll(secret, '[redacted]');
  return clean;
}

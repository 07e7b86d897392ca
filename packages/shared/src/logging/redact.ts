/**
 * Removes what must not be logged from a line: query strings of URLs, passwords in URLs, bearer tokens, and values of
 * fields whose names mark them as secret.
 *
 * @param secrets known secret values, removed wherever they occur
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

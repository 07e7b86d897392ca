const IS_SECRET = /_(SECRET|PASSWORD|TOKEN)$/;

/** The values among a process' settings that must not be logged: those that are secret by name, and passwords in URLs. */
export function secretsOf(settings: object): string[] {
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string') return [];
    return IS_SECRET.test(name) ? [value] : passwordsIn(value);
  });
}

/** As written, and decoded. */
function passwordsIn(text: string): string[] {
  const password = URL.parse(text)?.password ?? '';
  if (password === '') return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

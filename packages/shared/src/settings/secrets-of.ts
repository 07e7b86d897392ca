const IS_SECRET = /_(SECRET|PASSWORD|TOKEN)$/;
/** Shorter values of templates are names, such as those of regions, and would be taken out of every line. */
const LEAST_SECRET = 8;

/** The values among a process' settings that must not be logged: those that are secret by name, and passwords in URLs. */
export function secretsOf(settings: object): string[] {
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
    if (name === 'PLATFORM_VALUES' || name === 'NOTICES_VALUES') return secretValues(value);
    if (typeof value !== 'string') return [];
    return IS_SECRET.test(name) ? [value] : passwordsIn(value);
  });
}

/** As they are, and as JSON has them: keys have several lines. */
function secretValues(values: unknown): string[] {
  const texts = Object.values(Object(values)).filter((value) => typeof value === 'string');
  return texts
    .filter((text) => text.length >= LEAST_SECRET)
    .flatMap((text) => [...new Set([text, JSON.stringify(text).slice(1, -1)])]);
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

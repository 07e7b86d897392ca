const two = (value: number) => String(value).padStart(2, '0');

/** `0:08`, `12:40`, `1:02:03`. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}

/** `8 s`, `4 min`, `3 h`, `2 d`: what is enough to see how much it is. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, ms / 1000);
  if (ms < 999.5) return `${Math.max(0, Math.round(ms))} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(/\.0$/, '')} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formats.set(key, known);
  return known;
}

/** The time of day where this browser is: `14:02:11`. */
export const timeText = (ms: number): string => format({ timeStyle: 'medium' }).format(ms);

/** `28 Nov 2026, 14:02:11`; where this browser is, if no time zone is given. */
export const momentText = (ms: number, timeZone?: string): string =>
  format({ dateStyle: 'medium', timeStyle: 'medium', ...(timeZone === undefined ? {} : { timeZone }) }).format(ms);

/** `28 Nov 2026`, in the time zone of reports. */
export const dayText = (ms: number, timeZone: string): string => format({ dateStyle: 'medium', timeZone }).format(ms);

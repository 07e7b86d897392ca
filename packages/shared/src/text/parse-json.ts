/** Digits beyond these may not fit into a number. */
const MAY_BE_LARGE = /\d{16}/;

/** Parses JSON; whole numbers beyond 2^53 become texts, so that they keep their digits. A byte order mark is passed over. */
export function parseJson(data: Buffer): unknown {
  const text = data.toString();
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return MAY_BE_LARGE.test(json) ? JSON.parse(json, keepDigits) : JSON.parse(json);
}

/** @param context TypeScript's types for ES2023 do not know it; Node passes it from version 21 on */
function keepDigits(_name: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const digits = context?.source ?? '';
  return /^-?\d+$/.test(digits) ? digits : value;
}

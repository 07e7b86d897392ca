/** What an answer's body is: a page or other markup comes from a login, a proxy or a web server, not from an API. */
export type AnswerShape =
  | { kind: 'empty' | 'page' }
  /** `failed`: whether it says that the request failed, whatever the status. */
  | { kind: 'text'; failed: boolean }
  | { kind: 'json'; value: unknown; failed: boolean };

/** Recognises what a body is, by its text first: some APIs send JSON as `text/html`. */
export function answerShape(body: string, contentType = ''): AnswerShape {
  const text = body.trim();
  if (text === '') return { kind: 'empty' };
  const value = parseJson(text);
  if (value !== undefined) return { kind: 'json', value, failed: saysFailed(value) };
  if (text.startsWith('<') || /\b(html|xml)\b/i.test(contentType)) return { kind: 'page' };
  return { kind: 'text', failed: FAILED_TEXT.test(text) };
}

const OUTCOME = /^(status|state|result|outcome)$/i;
const FAILED =
  /^(fail(ed|ure)?|errors?|rejected|refused|denied|declined|invalid|false|unsuccessful|forbidden|unauthori[sz]ed|not.?(accepted|delivered|found|allowed|authori[sz]ed))$/i;
const FAILED_TEXT =
  /^\W*(fail|error|invalid|unauthori[sz]ed|forbidden|denied|access denied|rejected|refused|bad request|not found)/i;
const ERROR =
  /^(errors?|error_?(code|message|description|type)|fault|exception|failed|failures?|rejected|refused|denied|is_?error|has_?errors?)$/i;
const IS_NO_ERROR = /^(0+|none|ok|success|no error)$/i;
const SUCCESS = /^(is_?)?(success|successful|ok|succeeded|accepted)$/i;
/** As in the answers of gateways, which wrap the API's. */
const STATUS = /^((http_?)?status(_?code)?|(response|result)_?code)$/i;
const MAX_DEPTH = 2;

function saysFailed(value: unknown, depth = 0): boolean {
  if (depth === 0 && typeof value === 'string') return FAILED_TEXT.test(value);
  if (depth === 0 && value === false) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, said]) => {
    if (ERROR.test(name)) return isGiven(said) && !IS_NO_ERROR.test(String(said));
    if (SUCCESS.test(name)) return said === false || /^(false|no|0)$/i.test(String(said));
    if (OUTCOME.test(name)) {
      if (said === false || (typeof said === 'string' && FAILED.test(said.trim()))) return true;
    }
    if (STATUS.test(name) && Number(said) >= 400 && Number(said) < 600) return true;
    return depth < MAX_DEPTH && saysFailed(said, depth + 1);
  });
}

const isGiven = (value: unknown) =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : !['', undefined, null, false, 0].some((nothing) => nothing === value);

const EXPLANATION = /^(message|msg|error|errors|detail|details|reason|cause|title|description|code)$/i;
/** The name of a 409 itself, which explains nothing. */
const BARE_CONFLICT = /^\W*(409\W*)?(conflict)?\W*$/i;
const DUPLICATE =
  /duplicat|idempoten|in (progress|flight)|under way|already\b.*\b(exist|creat|post|process|receiv|accept|taken|us|sent|submit|handl|show|deliver)/i;

/**
 * Whether the body of a 409 says anything but that the request was made before. An empty one does not, nor one that only
 * names the conflict.
 */
export function saysOtherConflict(body: string): boolean {
  const value = parseJson(body);
  const said = (value === undefined ? [body] : explanationsIn(value)).filter((text) => !BARE_CONFLICT.test(text));
  return said.length > 0 && !said.some((text) => DUPLICATE.test(text.replaceAll(/[_-]/g, ' ')));
}

function explanationsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return depth === 0 ? [value] : [];
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([name, said]) =>
    EXPLANATION.test(name) && typeof said === 'string' ? [said] : explanationsIn(said, depth + 1),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

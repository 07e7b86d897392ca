import type { Explanation, Path, Spot } from '../documents/index.js';
import { parseCueTemplate, TEMPLATE_VALUES, type TemplateValue, valuesIn } from './cue-template.js';
import type { HttpOutlet, Outlets, OutletRequestTemplate } from './outlets.js';
import { type TextAt, textsIn } from './texts-in.js';

/** A mistake that the schema does not find, and its place in the file. */
export interface PartMistake extends Explanation {
  readonly path: Path;
  readonly spot?: Spot;
}

/** A request that withdraws a cue knows no more of it. */
const OF_WITHDRAWAL: readonly TemplateValue[] = ['call', 'cueId', 'cueKey', 'key', 'now'];
const OF_CUE: readonly TemplateValue[] = TEMPLATE_VALUES.filter((name) => name !== 'cueId' && name !== 'cueKey');
const SECRETS = new Set(['secretKey', 'sessionToken', 'key', 'clientSecret']);
const CREDENTIAL = /authorization|api-?key|token|secret|password|cookie/i;

/** Finds what is wrong in outlets beyond their shape: placeholders, parts that do not fit together, credentials in clear. */
export function findOutletMistakes(outlets: Outlets): PartMistake[] {
  return outlets.flatMap((outlet, i) => {
    const path = ['outlets', i];
    const isTwice = outlets.slice(0, i).some((other) => nameOf(other) === nameOf(outlet));
    const twice = { message: `\`${nameOf(outlet)}\` is there twice`, hint: 'each outlet has a name of its own' };
    const at = outlet === 'cxone' ? path : [...path, 'name'];
    return [...(isTwice ? [{ path: at, ...twice }] : []), ...(outlet === 'cxone' ? [] : mistakesIn(outlet, path))];
  });
}

/** The names of values that outlets take from PLATFORM_VALUES. */
export function neededOfOutlets(outlets: Outlets): string[] {
  const names = textsIn(outlets, []).flatMap(({ text }) => {
    const parsed = parseCueTemplate(text);
    return parsed.ok ? valuesIn(parsed.template) : [];
  });
  return [...new Set(names.flatMap((name) => (name.startsWith('values.') ? [name.slice('values.'.length)] : [])))];
}

const nameOf = (outlet: Outlets[number]): string => (outlet === 'cxone' ? outlet : outlet.name);

function mistakesIn(outlet: HttpOutlet, path: Path): PartMistake[] {
  const { show, withdraw, find, sign } = outlet;
  const requests = { show, withdraw, find };
  return [
    ...Object.entries(requests).flatMap(([name, request]) =>
      request === undefined
        ? []
        : [
            ...templateMistakes(textsIn(request, [...path, name]), name === 'withdraw' ? OF_WITHDRAWAL : OF_CUE),
            ...requestMistakes(request, [...path, name]),
          ],
    ),
    ...templateMistakes(textsIn(sign ?? {}, [...path, 'sign']), []),
    ...signMistakes(sign, [...path, 'sign']),
    ...fittingMistakes(outlet, path),
    ...answerMistakes(outlet, path),
  ];
}

function templateMistakes(places: readonly TextAt[], known: readonly TemplateValue[]): PartMistake[] {
  return places.flatMap(({ path, text }): PartMistake[] => {
    const parsed = parseCueTemplate(text);
    if (!parsed.ok) {
      const { message, hint, offset } = parsed;
      return [{ path, message, hint, spot: { offset } }];
    }
    const strange = valuesIn(parsed.template).find((name) => !name.startsWith('values.') && !isKnown(name, known));
    if (strange === undefined) return [];
    const message = `\`{${strange}}\` is not known here`;
    const hint =
      known.length === 0 ? 'only {values.NAME} is' : `known here: ${known.join(', ')}, attributes.NAME, values.NAME`;
    return [{ path, message, hint, spot: { offset: Math.max(0, text.indexOf(`{${strange}`)) } }];
  });
}

const isKnown = (name: TemplateValue, known: readonly TemplateValue[]): boolean =>
  known.includes(name) || (known.length > 0 && name.startsWith('attributes.'));

function requestMistakes({ json, form, text, headers = {} }: OutletRequestTemplate, path: Path): PartMistake[] {
  const bodies = Object.entries({ json, form, text }).flatMap(([name, body]) => (body === undefined ? [] : [name]));
  const [first, second] = bodies;
  const several = {
    message: `\`${second}\` cannot stand beside \`${first}\``,
    hint: 'a request has one body',
  };
  const open = Object.entries(headers).filter(([name, value]) => CREDENTIAL.test(name) && !value.includes('{values.'));
  return [
    ...(second === undefined ? [] : [{ path: [...path, second], ...several, spot: { key: true } }]),
    ...open.map(([name]) => ({ path: [...path, 'headers', name], ...inClear(name) })),
  ];
}

const inClear = (name: string): Explanation => ({
  message: `\`${name}\` cannot stand here in clear`,
  hint: 'write `{values.NAME}`, and its value into PLATFORM_VALUES',
});

function signMistakes(sign: HttpOutlet['sign'], path: Path): PartMistake[] {
  return Object.entries(sign ?? {}).flatMap(([name, value]) =>
    SECRETS.has(name) && typeof value === 'string' && !/^\{values\.[^{}]+\}$/.test(value)
      ? [{ path: [...path, name], ...inClear(name) }]
      : [],
  );
}

function fittingMistakes({ show, withdraw, find, repeats, visible, agent }: HttpOutlet, path: Path): PartMistake[] {
  const uses = (part: unknown, name: TemplateValue) =>
    textsIn(part, []).some(({ text }) => {
      const parsed = parseCueTemplate(text);
      return parsed.ok && valuesIn(parsed.template).includes(name);
    });
  const mistakes: PartMistake[] = [];
  if (!uses(show, 'key') && repeats === undefined)
    mistakes.push({
      path: [...path, 'show'],
      message: '`show` does not say how a repeated request is known',
      hint: 'put `{key}` where the receiver takes an idempotency key, add `find`, or say `repeats: harmless`',
      spot: { key: true },
    });
  if (find !== undefined && !uses(show, 'key'))
    mistakes.push({
      path: [...path, 'find'],
      message: '`find` looks for `{key}`, which `show` does not have',
      hint: 'put `{key}` into a text of `show`',
      spot: { key: true },
    });
  if (withdraw !== undefined && uses(withdraw, 'cueId') && show.id === undefined)
    mistakes.push({
      path: [...path, 'withdraw'],
      message: '`withdraw` needs `{cueId}`, but nothing says where an answer holds it',
      hint: 'add `id` to `show`',
      spot: { key: true },
    });
  if (agent !== undefined && !uses(show, `attributes.${agent}`))
    mistakes.push({
      path: [...path, 'agent'],
      message: `\`show\` does not say \`{attributes.${agent}}\``,
      hint: 'a cue that is addressed to an agent names the agent in `show`',
    });
  if (uses(show, 'expires') && visible === undefined)
    mistakes.push({
      path: [...path, 'show'],
      message: '`{expires}` needs `visible`',
      hint: 'say how long a cue is to be seen: `visible: 5m`',
      spot: { key: true },
    });
  return mistakes;
}

function answerMistakes({ answers = {} }: HttpOutlet, path: Path): PartMistake[] {
  const taken = new Map<number, string>();
  return Object.entries(answers).flatMap(([kind, tests]) =>
    (tests ?? []).flatMap((test, i): PartMistake[] => {
      if (typeof test !== 'number') return [];
      const other = taken.get(test);
      taken.set(test, kind);
      const explanation = { message: `\`${test}\` is in \`${other}\` already`, hint: 'a status means one thing' };
      return other === undefined ? [] : [{ path: [...path, 'answers', kind, i], ...explanation }];
    }),
  );
}

import type { Notice, NoticeKind } from '@cueline/shared';
import type { Receiver } from './receivers.js';

/** What is posted to a receiver. */
export interface NoticeBody {
  readonly contentType: string;
  readonly body: string;
}

/** What happened, as CloudEvents name it and as people read it. */
const EVENTS: Readonly<Record<NoticeKind, { readonly type: string; readonly title: string }>> = {
  prohibited: { type: 'cueline.prohibited.said', title: 'Prohibited phrase said' },
  missed: { type: 'cueline.disclosure.missed', title: 'Disclosure missed' },
  declined: { type: 'cueline.disclosure.declined', title: 'Customer declined' },
  'cue-refused': { type: 'cueline.cue.refused', title: 'Cue refused by the platform' },
  'not-heard': { type: 'cueline.call.not_heard', title: 'Not all of a call was heard' },
};

/**
 * Formats a notice for its receiver.
 *
 * @param source what CloudEvents name as their source
 */
export function noticeBody(notice: Notice, receiver: Receiver, source: string): NoticeBody {
  const shown = { ...notice, words: receiver.hasWords ? notice.words : [] };
  const link = receiver.link?.replace('{call}', encodeURIComponent(notice.interactionId));
  switch (receiver.format) {
    case 'cloudevents':
      return {
        contentType: 'application/cloudevents+json; charset=utf-8',
        body: JSON.stringify(cloudEvent(shown, source, link)),
      };
    case 'slack':
      return { contentType: 'application/json', body: JSON.stringify(slackMessage(shown, link)) };
    case 'teams':
      return { contentType: 'application/json', body: JSON.stringify(teamsMessage(shown, link)) };
    default:
      return receiver.format satisfies never;
  }
}

/** CloudEvents 1.0.2, JSON format. */
function cloudEvent(notice: Notice, source: string, link: string | undefined) {
  const { id, kind, interactionId, atMs, rules, attributes, words, pack, isFinal, status, outlet } = notice;
  return {
    specversion: '1.0',
    id,
    source,
    type: EVENTS[kind].type,
    subject: interactionId,
    time: new Date(atMs).toISOString(),
    datacontenttype: 'application/json',
    data: {
      call: interactionId,
      rules,
      attributes,
      pack,
      final: isFinal,
      ...(words.length === 0 ? {} : { words }),
      ...(status === undefined ? {} : { status }),
      ...(outlet === undefined ? {} : { outlet }),
      ...(link === undefined ? {} : { link }),
    },
  };
}

const titlesOf = ({ rules }: Notice) => rules.map(({ title }) => title).join(', ');

/** What both kinds of message show beside the title, in the order of its importance. */
function factsOf({ interactionId, attributes, status, outlet, isFinal, kind, atMs }: Notice): [string, string][] {
  return [
    ['Call', interactionId],
    [
      'At',
      new Date(atMs)
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC'),
    ],
    ...(status === undefined ? [] : ([['Answer', `${status}${outlet === undefined ? '' : ` of ${outlet}`}`]] as const)),
    ...(kind === 'missed' && !isFinal ? ([['Call may resume', 'yes']] as const) : []),
    ...Object.entries(attributes),
  ].map(([name, value]) => [name, shorten(value, 200)]);
}

/** Most fields in a section of Slack. */
const SLACK_FIELDS = 10;
const SLACK_TEXT = 2900;

/** A message for an incoming webhook. What came from frames is plain text: it is no markup, and mentions nobody. */
function slackMessage(notice: Notice, link: string | undefined) {
  const plain = (text: string) => ({ type: 'plain_text', text: shorten(text, SLACK_TEXT), emoji: false });
  const { title } = EVENTS[notice.kind];
  const titles = titlesOf(notice);
  const facts = factsOf(notice).slice(0, SLACK_FIELDS);
  return {
    text: shorten(`${title}: ${titles}`, SLACK_TEXT).replaceAll(/[&<>]/g, (sign) => SLACK_ESCAPES[sign] ?? ''),
    blocks: [
      { type: 'header', text: plain(title) },
      { type: 'section', text: plain(titles), fields: facts.map(([name, value]) => plain(`${name}: ${value}`)) },
      ...notice.words.map((words) => ({ type: 'section', text: plain(`“${words}”`) })),
      ...(link === undefined
        ? []
        : [{ type: 'actions', elements: [{ type: 'button', text: plain('Look at the call'), url: link }] }]),
    ],
  };
}

const SLACK_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A message for a webhook of Teams' Workflows: an Adaptive Card, whose markup is made plain. */
function teamsMessage(notice: Notice, link: string | undefined) {
  const block = (text: string, more = {}) => ({ type: 'TextBlock', text: withoutMarkdown(text), wrap: true, ...more });
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            block(EVENTS[notice.kind].title, { weight: 'Bolder', size: 'Medium' }),
            block(titlesOf(notice)),
            ...notice.words.map((words) => block(`“${words}”`, { isSubtle: true })),
            {
              type: 'FactSet',
              facts: factsOf(notice).map(([title, value]) => ({
                title: withoutMarkdown(title),
                value: withoutMarkdown(value),
              })),
            },
          ],
          ...(link === undefined
            ? {}
            : { actions: [{ type: 'Action.OpenUrl', title: 'Look at the call', url: link }] }),
        },
      },
    ],
  };
}

const withoutMarkdown = (text: string) => text.replaceAll(/[\\`*_[\]()<>#!~|]/g, String.raw`\$&`);

const shorten = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

import { IngestSettings } from '@cueline/ingest';
import { MatcherSettings } from '@cueline/matcher';
import { PublisherSettings } from '@cueline/publisher';
import { expect, test } from 'vitest';
import { defaultSettings } from './default-settings.js';

test('the defaults that backtest and demo go by are those of the processes', () => {
  const settings = new Map<string, { parse: (text: undefined) => unknown }>(
    [IngestSettings, MatcherSettings, PublisherSettings].flatMap(({ shape }) => Object.entries(shape)),
  );
  const defaults = Object.keys(defaultSettings).map((name) => [name, settings.get(name)?.parse(undefined)]);
  expect(defaultSettings).toEqual(Object.fromEntries(defaults));
});

import { setting, textSetting, wholeNumberSetting } from '@cueline/shared';

/** The settings of an endpoint to which is posted. */
export const endpointSettings = {
  RECEIVE_HOST: textSetting('an address to listen on').prefault('127.0.0.1'),
  /** 0 picks any free port. */
  RECEIVE_PORT: wholeNumberSetting(0, 65_535).prefault('8090'),
  /** What senders hold in a header. */
  RECEIVE_SECRET: setting('a secret of at least 16 characters', (text) =>
    text.length < 16 ? undefined : text,
  ).optional(),
  RECEIVE_SECRET_HEADER: setting('the name of a header', (text) =>
    /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text.toLowerCase() : undefined,
  ).prefault('Authorization'),
  /** Requests in a second. */
  RECEIVE_RATE_MAX: wholeNumberSetting(1, 1_000_000).prefault('5000'),
  RECEIVE_MAX_KB: wholeNumberSetting(1, 16_384).prefault('1024'),
};

import { expect, test } from 'vitest';
import { createSocketHealth, describeEnding } from './socket-health.js';

const SECOND_US = 1_000_000;
const closed = { code: 1008, reason: 'scope is missing', refusedWith: undefined, error: undefined };

/** A socket's health, and a clock. */
function setUp() {
  let nowUs = 0;
  const health = createSocketHealth(() => nowUs);
  return { health, pass: (us: number) => (nowUs += us) };
}

test("the close frame's reason is in the objection, with a remedy", () => {
  const { health } = setUp();
  expect(health.objection()).toContain('not open yet');
  health.close(describeEnding(closed));
  expect(health.objection()).toMatchObject({
    reason: 'the transcription socket is not open: closed with 1008: scope is missing',
    remedy: expect.stringContaining('scope'),
  });
});

test('a socket that was refused before counts as open only once it has lasted', () => {
  const { health, pass } = setUp();
  health.close(describeEnding(closed));
  health.open(() => 0, SECOND_US);
  expect(health.objection()).toBeDefined();
  pass(2 * SECOND_US);
  expect(health.objection()).toBeUndefined();
});

test('a silent open socket counts as hearing nothing', () => {
  const { health } = setUp();
  let silentMs = 0;
  health.open(() => silentMs, 0);
  expect(health.objection()).toBeUndefined();
  silentMs = 8_000;
  expect(health.objection()).toMatchObject({ reason: expect.stringContaining('silent: no answer to pings for 8 s') });
});

test('a socket closed again and again gives a warning for five minutes; closed once, none', () => {
  const { health, pass } = setUp();
  const flap = () => {
    health.open(() => 0, 0);
    pass(2 * SECOND_US);
    health.close(describeEnding({ ...closed, code: 1001, reason: '' }));
  };
  flap();
  expect(health.warning()).toBeUndefined();
  for (let i = 0; i < 4; i += 1) flap();
  expect(health.warning()).toMatchObject({
    reason: 'the transcription socket was closed 5 times in the last 5 min, the last time 0 s ago: closed with 1001',
  });
  health.open(() => 0, 0);
  pass(301 * SECOND_US);
  expect(health.warning()).toBeUndefined();
});

test('refused handshakes are no closings: the objection reports them, and ends with them', () => {
  const { health } = setUp();
  for (let i = 0; i < 9; i += 1) health.close(describeEnding({ ...closed, code: 1006, reason: '', refusedWith: 503 }));
  expect(health.objection()).toMatchObject({ reason: expect.stringContaining('the handshake was refused with 503') });
  health.open(() => 0, 0);
  expect([health.objection(), health.warning()]).toEqual([undefined, undefined]);
});

test('sockets that are opened only to be closed do not count as hearing: the time without one goes on', () => {
  const { health, pass } = setUp();
  for (let i = 0; i < 9; i += 1) {
    health.open(() => 0, SECOND_US);
    pass(SECOND_US / 2);
    health.close(describeEnding(closed));
    pass(SECOND_US);
  }
  expect(health.state()).toMatchObject({ isOpen: false, forMs: 13_500, closings: 9 });
  health.open(() => 0, SECOND_US);
  pass(2 * SECOND_US);
  expect(health.state()).toMatchObject({ isOpen: true, forMs: 2_000 });
});

test('the message about a closed socket has no token', () => {
  const reason = 'see wss://x/y?access_token=abc';
  expect(describeEnding({ ...closed, reason })).not.toContain('abc');
});

test('a token that was refused is forgotten as soon as a handshake begins with another', () => {
  const { health } = setUp();
  health.close(describeEnding({ ...closed, code: 1006, reason: '', refusedWith: 401 }));
  expect(health.objection()).toMatchObject({ remedy: expect.stringContaining('region') });
  health.opening();
  expect(health.objection()).toContain('not open yet');
  health.close(describeEnding(closed));
  health.opening();
  expect(health.objection()).toMatchObject({ reason: expect.stringContaining('scope is missing') });
});

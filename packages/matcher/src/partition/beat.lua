-- Says that a matcher lives.
-- KEYS[1] matchers: zset of those that live, by when each was last seen (ms)
-- ARGV[1] this one, ARGV[2] for how long one counts as living after it was seen (ms)
-- Returns those that live.
-- @include clock
local matchers = KEYS[1]
local own, aliveMs = ARGV[1], tonumber(ARGV[2])
local nowMs = readClock()
redis.call('ZADD', matchers, nowMs, own)
redis.call('ZREMRANGEBYSCORE', matchers, '-inf', '(' .. nowMs - 10 * aliveMs)
return redis.call('ZRANGEBYSCORE', matchers, nowMs - aliveMs, nowMs + aliveMs) -- later: seen by a clock that was set back

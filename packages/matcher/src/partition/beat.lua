-- Says that a matcher lives.
-- KEYS[1] matchers: zset of those that live, by when each was last seen (ms)
-- ARGV[1] this one, ARGV[2] for how long it is kept who was seen (ms)
-- Returns {now, {name, when it was seen, …}}.
-- @include clock
local matchers = KEYS[1]
local own, keptMs = ARGV[1], tonumber(ARGV[2])
local nowMs = readClock()
redis.call('ZADD', matchers, nowMs, own)
redis.call('ZREMRANGEBYSCORE', matchers, '-inf', '(' .. nowMs - keptMs)
return { nowMs, redis.call('ZRANGEBYSCORE', matchers, '-inf', '+inf', 'WITHSCORES') }

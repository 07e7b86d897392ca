-- Holds the queue; of several holds the longest counts. A probe is not a hold: it gives way.
-- KEYS[1] hold
-- ARGV[1] reason, ARGV[2] for how long (ms)
-- ARGV[3] how many requests a window may have from now on, recorded only if this begins a hold; or ""
-- ARGV[4] the answer that caused it, in words, or ""
-- Returns {1 if this begins a hold, then of the hold in force: reason, until when (ms), time until then (ms), cause}.
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'untilMs', 'reason', 'probing', 'why')
local isHeld = held[1] and not held[3] and tonumber(held[1]) > nowMs
local untilMs = nowMs + tonumber(ARGV[2])
if isHeld and tonumber(held[1]) >= untilMs then
  return { 0, held[2], tonumber(held[1]), tonumber(held[1]) - nowMs, held[4] or '' }
end
redis.call('HSET', KEYS[1], 'untilMs', string.format('%.0f', untilMs), 'reason', ARGV[1], 'why', ARGV[4])
redis.call('HDEL', KEYS[1], 'probing')
if not isHeld and ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'throttledTo', ARGV[3], 'throttledAtMs', string.format('%.0f', nowMs))
end
return { isHeld and 0 or 1, ARGV[1], untilMs, untilMs - nowMs, ARGV[4] }

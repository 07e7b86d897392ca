-- Holds the queue; of several holds the longest counts. A probe is not a hold: it gives way.
-- KEYS[1] hold
-- ARGV[1] reason, ARGV[2] for how long (ms)
-- ARGV[3] how many requests a window may have from now on, recorded only if this begins a hold; or ""
-- ARGV[4] the answer that caused it, in words, or ""
-- Returns {1 if this begins a hold, then of the hold in force: reason, until when (ms), time until then (ms), cause}.
-- @include clock
local hold = KEYS[1]
local reason, forMs, throttledTo, why = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]

local nowMs = readClock()
local untilMs = nowMs + forMs
local heldUntil, heldReason, probing, heldWhy = unpack(redis.call('HMGET', hold, 'untilMs', 'reason', 'probing', 'why'))
local heldUntilMs = tonumber(heldUntil or 0)
local isHeld = not probing and heldUntilMs > nowMs
if isHeld and heldUntilMs >= untilMs then
  return { 0, heldReason, heldUntilMs, heldUntilMs - nowMs, heldWhy or '' }
end
redis.call('HSET', hold, 'untilMs', string.format('%.0f', untilMs), 'reason', reason, 'why', why)
redis.call('HDEL', hold, 'probing')
if not isHeld and throttledTo ~= '' then
  redis.call('HSET', hold, 'throttledTo', throttledTo, 'throttledAtMs', string.format('%.0f', nowMs))
end
return { isHeld and 0 or 1, reason, untilMs, untilMs - nowMs, why }

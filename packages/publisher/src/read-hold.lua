-- KEYS[1] hold
-- Returns {reason, until when (ms), time until then (ms)}, or nil if the queue is not held.
local held = redis.call('HMGET', KEYS[1], 'reason', 'untilMs')
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
if not held[1] or tonumber(held[2]) <= nowMs then return false end
return { held[1], tonumber(held[2]), tonumber(held[2]) - nowMs }

-- KEYS[1] hold
-- ARGV reasons that stay in force when their time has passed, until a probe has found them gone
-- Returns {reason, until when (ms), time until then (ms), cause}, or nil if the queue is not held.
local held = redis.call('HMGET', KEYS[1], 'reason', 'untilMs', 'why')
if not held[1] then return false end
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local forMs = tonumber(held[2]) - nowMs
local isLasting = false
for i = 1, #ARGV do isLasting = isLasting or ARGV[i] == held[1] end
if forMs <= 0 and not isLasting then return false end
return { held[1], tonumber(held[2]), math.max(0, forMs), held[3] or '' }

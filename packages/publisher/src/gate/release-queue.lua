-- Ends a hold.
-- KEYS[1] hold
-- ARGV[1] "probe": only if it is being probed | "pause": only if it is an operator's
-- Returns its reason, or "" if there was none to end.
local held = redis.call('HMGET', KEYS[1], 'reason', 'probing')
if not held[1] then return '' end
if ARGV[1] == 'probe' and not held[2] then return '' end
if ARGV[1] == 'pause' and held[1] ~= 'paused' then return '' end
redis.call('HDEL', KEYS[1], 'untilMs', 'reason', 'probing', 'why')
return held[1]

-- Ends a hold.
-- KEYS[1] hold
-- ARGV[1] "probe": only if it is being probed | "any"
-- Returns its reason, or "" if there was none to end.
local held = redis.call('HMGET', KEYS[1], 'reason', 'probing')
if not held[1] or (ARGV[1] == 'probe' and not held[2]) then return '' end
redis.call('HDEL', KEYS[1], 'untilMs', 'reason', 'probing')
return held[1]

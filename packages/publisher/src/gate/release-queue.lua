-- Ends a hold.
-- KEYS[1] hold
-- ARGV[1] "probe": only if it is being probed | "pause": only if it is an operator's
-- Returns its reason, or "" if there was none to end.
local hold = KEYS[1]
local which = ARGV[1]

local reason, probing = unpack(redis.call('HMGET', hold, 'reason', 'probing'))
if not reason then return '' end
if which == 'probe' and not probing then return '' end
if which == 'pause' and reason ~= 'paused' then return '' end
redis.call('HDEL', hold, 'untilMs', 'reason', 'probing', 'why')
return reason

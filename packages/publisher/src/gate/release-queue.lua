-- Ends a hold, or the wait for its next try.
-- KEYS[1] hold
-- ARGV[1] "probe": a probe was taken; ends the hold if it is being probed
--       | "resume": an operator wants a request to be tried now; ends the hold, but one that is probed becomes due
-- ARGV[2...] the reasons that are probed
-- Returns its reason, or "" if there was none.
local hold = KEYS[1]
local which, FIRST_REASON = ARGV[1], 2

local reason, probing = unpack(redis.call('HMGET', hold, 'reason', 'probing'))
if not reason then return '' end
if which == 'probe' and not probing then return '' end
for i = FIRST_REASON, #ARGV do
  if which == 'resume' and ARGV[i] == reason then
    if not probing then redis.call('HSET', hold, 'untilMs', 0) end
    return reason
  end
end
redis.call('HDEL', hold, 'untilMs', 'reason', 'probing', 'why')
return reason

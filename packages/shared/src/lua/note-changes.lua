-- Notes that what consoles show of interactions has changed, while one watches: else nobody reads it.
-- changed: zset of interaction ids by when they changed last (ms); it expires if nothing changes
local function noteChanges(changed, watched, ids, nowMs)
  if #ids == 0 or redis.call('EXISTS', watched) == 0 then return end
  local scored = {}
  for i, id in ipairs(ids) do scored[2 * i - 1], scored[2 * i] = nowMs, id end
  redis.call('ZADD', changed, unpack(scored))
  redis.call('EXPIRE', changed, 60)
end

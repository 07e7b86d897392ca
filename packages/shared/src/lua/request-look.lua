-- Requests a look at an interaction; one that still waits in the outbox keeps its priority.
-- known: "1" if the look request before is critical
-- Returns the look revision, and "1" if the look is critical, else "0".
local function requestLook(interaction, outbox, id, isCritical, known, handOverAtMs)
  local keeps = known == '1' and redis.call('ZSCORE', outbox, id)
  local critical = (isCritical or keeps) and '1' or '0'
  local revision = redis.call('HINCRBY', interaction, 'look', 1)
  redis.call('HSET', interaction, 'critical', critical)
  redis.call('ZADD', outbox, handOverAtMs, id)
  return revision, critical
end

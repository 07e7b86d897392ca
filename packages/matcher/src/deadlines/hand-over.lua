-- Takes interactions whose look request is overdue from the outbox, to hand them to the queue (again); they stay in the outbox.
-- KEYS[1] outbox   sorted set: interaction id, scored by when it is to be handed over next (ms)
-- ARGV[1] prefix of interaction keys (same hash tag), ARGV[2] most to take, ARGV[3] ms until they are handed over again
-- Returns {id, revision, critical} each.
-- @include clock
-- @include refuse-moved
local outbox = KEYS[1]
local prefix, limit, handOverMs = ARGV[1], ARGV[2], tonumber(ARGV[3])

local nowMs = readClock()
local requests = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', outbox, '-inf', nowMs, 'LIMIT', 0, limit)) do
  local revision, critical = unpack(redis.call('HMGET', prefix .. id, 'look', 'critical'))
  if revision then
    redis.call('ZADD', outbox, nowMs + handOverMs, id)
    requests[#requests + 1] = { id, tonumber(revision), critical or '0' }
  else
    redis.call('ZREM', outbox, id)
  end
end
return requests

-- Takes interactions whose look is overdue from the outbox, to hand them to the queue (again); they stay in the outbox.
-- KEYS[1] outbox   sorted set: interaction id, scored by when it is to be handed over next (ms)
-- ARGV[1] prefix of interaction keys (same hash tag), ARGV[2] most to take, ARGV[3] ms until they are handed over again
-- Returns {id, revision, critical} each.
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local looks = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', nowMs, 'LIMIT', 0, ARGV[2])) do
  local known = redis.call('HMGET', ARGV[1] .. id, 'look', 'critical')
  if known[1] then
    redis.call('ZADD', KEYS[1], nowMs + ARGV[3], id)
    looks[#looks + 1] = { id, tonumber(known[1]), known[2] or '0' }
  else
    redis.call('ZREM', KEYS[1], id)
  end
end
return looks

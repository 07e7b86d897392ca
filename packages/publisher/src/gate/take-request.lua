-- Limits requests per window as the server sees them, however long each is on its way: a request counts from when it is
-- taken until one window after it was answered. Replaces rate-limiter-flexible's own script (customIncrTtlLuaScript)
-- and keeps its interface: `consume` takes a request, `reward` reports that one was answered.
-- KEYS[1] requests  sorted set: a request, scored by when it no longer counts (us since the Unix epoch)
-- ARGV[1] 1 takes a request, -1 reports that one was answered; which one makes no difference
-- ARGV[2] length of the window (ms), ARGV[3] most requests in it
-- Returns {requests that count, ms until the next can be taken}; if refused, the first is above any limit.
-- @include clock

-- A request unanswered for this long has reached the server or never will; this also ends those of a killed process.
local IN_FLIGHT_US = 2000000

local requests = KEYS[1]
local step, windowUs, most = tonumber(ARGV[1]), ARGV[2] * 1000, tonumber(ARGV[3])

local exact = function(us) return string.format('%.0f', us) end
local _, seconds, microseconds = readClock()
local nowUs = seconds * 1000000 + microseconds
redis.call('ZREMRANGEBYSCORE', requests, '-inf', exact(nowUs))
local counted = redis.call('ZCARD', requests)

if step < 0 then
  -- A request that counts for longer than a window is on its way.
  local answered = redis.call('ZRANGEBYSCORE', requests, '(' .. exact(nowUs + windowUs), '+inf', 'LIMIT', 0, 1)[1]
  if answered then redis.call('ZADD', requests, exact(nowUs + windowUs), answered) end
  return { counted, 0 }
end

if counted >= most then
  -- If the limit was lowered, several have to expire first. One on its way may be answered at any moment.
  local next = redis.call('ZRANGE', requests, counted - most, counted - most, 'WITHSCORES')[2]
  return { 2 ^ 53, math.max(1, math.ceil(math.min(next - nowUs, windowUs) / 1000)) }
end
local untilUs = nowUs + IN_FLIGHT_US + windowUs
redis.call('ZADD', requests, exact(untilUs), exact(nowUs) .. '-' .. counted)
redis.call('PEXPIRE', requests, math.ceil((untilUs - nowUs) / 1000))
return { counted + 1, 0 }

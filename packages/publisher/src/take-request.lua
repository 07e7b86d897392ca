-- Takes one request out of a sliding window: the times of all requests in it are kept, so the limit is exact wherever the
-- window is laid. It runs as rate-limiter-flexible's own script (customIncrTtlLuaScript) and keeps to its face.
-- KEYS[1] requests  sorted set: a request, scored by when it was taken (us since the Unix epoch)
-- ARGV[1] unused, ARGV[2] length of the window (ms), ARGV[3] most requests in it
-- Returns {requests in the window with this one, ms until the next can be taken}; when refused, a number above any limit.
local time = redis.call('TIME')
local nowUs = time[1] * 1000000 + time[2]
local windowUs = ARGV[2] * 1000
local most = tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', nowUs - windowUs))
local taken = redis.call('ZCARD', KEYS[1])
if taken >= most then
  -- Where the limit was lowered, more than one has to leave the window first.
  local leaving = redis.call('ZRANGE', KEYS[1], taken - most, taken - most, 'WITHSCORES')
  return { 2 ^ 53, math.max(1, math.ceil((leaving[2] + windowUs - nowUs) / 1000)) }
end
redis.call('ZADD', KEYS[1], string.format('%.0f', nowUs), string.format('%.0f-%d', nowUs, taken))
redis.call('PEXPIRE', KEYS[1], math.ceil(windowUs / 1000))
return { taken + 1, 0 }

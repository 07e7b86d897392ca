-- Asks whether a request may be made. When a hold expires whose reason may still be there, one request probes and the
-- others keep waiting.
-- KEYS[1] hold
-- ARGV[1] how long a probe has (ms), ARGV[2...] the reasons that are probed
-- Returns {"open" | "probe" | "held", Redis' clock (ms), until when it is held or 0, how many requests a window may
-- have after the last 429 or 0, when that was or 0}.
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'untilMs', 'reason', 'throttledTo', 'throttledAtMs')
local untilMs = tonumber(held[1] or 0)
local kind = 'open'
if untilMs > nowMs then
  kind = 'held'
elseif held[2] then
  for i = 2, #ARGV do
    if ARGV[i] == held[2] then kind = 'probe' end
  end
  if kind == 'probe' then
    redis.call('HSET', KEYS[1], 'untilMs', string.format('%.0f', nowMs + tonumber(ARGV[1])), 'probing', '1')
  else
    redis.call('HDEL', KEYS[1], 'untilMs', 'reason', 'probing', 'why')
  end
end
return { kind, nowMs, untilMs, tonumber(held[3] or 0), tonumber(held[4] or 0) }

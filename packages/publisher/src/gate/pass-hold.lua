-- Asks whether a request may be made. When a hold expires whose reason may still be there, one request probes and the
-- others keep waiting.
-- KEYS[1] hold
-- ARGV[1] how long a probe has (ms), ARGV[2...] the reasons that are probed
-- Returns {"open" | "probe" | "held", Redis' clock (ms), until when it is held or 0, how many requests a window may
-- have after the last 429 or 0, when that was or 0}.
-- @include clock
local hold = KEYS[1]
local probeMs, FIRST_REASON = tonumber(ARGV[1]), 2

local nowMs = readClock()
local heldUntil, reason, throttledTo, throttledAtMs =
  unpack(redis.call('HMGET', hold, 'untilMs', 'reason', 'throttledTo', 'throttledAtMs'))
local untilMs = tonumber(heldUntil or 0)
local kind = 'open'
if untilMs > nowMs then
  kind = 'held'
elseif reason then
  for i = FIRST_REASON, #ARGV do
    if ARGV[i] == reason then kind = 'probe' end
  end
  if kind == 'probe' then
    redis.call('HSET', hold, 'untilMs', string.format('%.0f', nowMs + probeMs), 'probing', '1')
  else
    redis.call('HDEL', hold, 'untilMs', 'reason', 'probing', 'why')
  end
end
return { kind, nowMs, untilMs, tonumber(throttledTo or 0), tonumber(throttledAtMs or 0) }

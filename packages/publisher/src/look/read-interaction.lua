-- Reads all that a look at an interaction needs, at one moment. Removes an interaction that is over from the outbox.
-- KEYS[1] interaction, KEYS[2] listening, KEYS[3] outbox
-- ARGV[1] interaction id
-- Returns nil if it is over; else, all strings, {Redis' clock (ms), watermark (ms) or "", look, pack digest, state,
-- desktop or "", posting or "", closed or "", endAt (ms) or "", reuse or "0", what is unclear or "{}"}.
local known = redis.call('HMGET', KEYS[1], 'look', 'pack', 'state', 'desktop', 'posting', 'closed', 'endAt', 'reuse', 'unclear')
if not known[3] then
  redis.call('ZREM', KEYS[3], ARGV[1])
  return false
end
local time = redis.call('TIME')
local nowMs = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local watermark = redis.call('HGET', KEYS[2], 'watermark')
return {
  nowMs, watermark or '', known[1] or '0', known[2], known[3], known[4] or '', known[5] or '', known[6] or '',
  known[7] or '', known[8] or '0', known[9] or '{}'
}

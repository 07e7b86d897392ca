-- Reads all that a look at an interaction needs, at one moment. Removes an interaction that is over from the outbox.
-- KEYS[1] interaction, KEYS[2] listening, KEYS[3] outbox
-- ARGV[1] interaction id, ARGV[2...] the fields to read
-- Returns nil if it is over; else {Redis' clock (ms), watermark (ms) or nil, [value or nil of each field]}.
local interaction, listening, outbox = KEYS[1], KEYS[2], KEYS[3]
local id = ARGV[1]

if redis.call('HEXISTS', interaction, 'state') == 0 then
  redis.call('ZREM', outbox, id)
  return false
end
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
return { nowMs, redis.call('HGET', listening, 'watermark'), redis.call('HMGET', interaction, unpack(ARGV, 2)) }

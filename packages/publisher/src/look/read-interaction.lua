-- Reads all that a look at an interaction needs, at one moment. Removes an interaction that is over from the outbox.
-- KEYS[1] interaction, KEYS[2] listening, KEYS[3] outbox
-- ARGV[1] interaction id, ARGV[2...] the fields to read
-- Returns nil if it is over; else {Redis' clock (ms), watermark (ms) or nil, [value or nil of each field]}.
-- @include clock
-- @include refuse-moved
local interaction, listening, outbox = KEYS[1], KEYS[2], KEYS[3]
local id, FIRST_FIELD = ARGV[1], 2

if not redis.call('HGET', interaction, 'state') then
  redis.call('ZREM', outbox, id)
  return false
end
local watermark = redis.call('HGET', listening, 'watermark')
return { readClock(), watermark, redis.call('HMGET', interaction, unpack(ARGV, FIRST_FIELD)) }

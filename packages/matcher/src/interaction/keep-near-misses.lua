-- Stores an interaction's near misses, unless it has ended or another replica was first.
-- KEYS[1] interaction
-- ARGV[1] near misses as read, or "", ARGV[2] near misses now
-- Returns 1, or 0 if it did not.
local interaction = KEYS[1]
local read, now = ARGV[1], ARGV[2]

local state, known = unpack(redis.call('HMGET', interaction, 'state', 'nearMisses'))
if not state or (known or '') ~= read then return 0 end
redis.call('HSET', interaction, 'nearMisses', now)
return 1

-- Stores an interaction's near misses and what is unclear for their sake, unless it has ended or another replica was first.
-- KEYS[1] interaction
-- ARGV[1] near misses as read, or "", ARGV[2] near misses now, ARGV[3] what is unclear: JSON
-- Returns 1, or 0 if it did not.
local interaction = KEYS[1]
local read, now, unclear = ARGV[1], ARGV[2], ARGV[3]

local state, known = unpack(redis.call('HMGET', interaction, 'state', 'nearMisses'))
if not state or (known or '') ~= read then return 0 end
redis.call('HSET', interaction, 'nearMisses', now, 'unclear', unclear)
return 1

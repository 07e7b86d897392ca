-- Stores an interaction's near misses and what is unclear for their sake, unless it has ended, also if another
-- has its id by now, or another replica was first.
-- KEYS[1] interaction
-- ARGV[1] near misses as read, or "", ARGV[2] near misses now, ARGV[3] what is unclear: JSON
-- ARGV[4] how many interactions had the id before, ARGV[5] interaction id
-- Returns 1, or 0 if it did not.
-- @include note-changes
-- @include refuse-moved
local interaction = KEYS[1]
local read, now, unclear, before, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local state, known, reuse = unpack(redis.call('HMGET', interaction, 'state', 'nearMisses', 'reuse'))
if not state or (known or '') ~= read or (reuse or '0') ~= before then return 0 end
redis.call('HSET', interaction, 'nearMisses', now, 'unclear', unclear)
noteChanges({ id })
return 1

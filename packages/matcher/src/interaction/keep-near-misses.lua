-- Stores an interaction's near misses and what is unclear for their sake, unless it has ended, also if another
-- has its id by now, or another replica was first.
-- KEYS[1] interaction
-- ARGV[1] near misses as read, or "", ARGV[2] near misses now, ARGV[3] what is unclear: JSON
-- ARGV[4] how many interactions had the id before
-- Returns 1, or 0 if it did not.
local known = redis.call('HMGET', KEYS[1], 'state', 'nearMisses', 'reuse')
if not known[1] or (known[2] or '') ~= ARGV[1] or (known[3] or '0') ~= ARGV[4] then return 0 end
redis.call('HSET', KEYS[1], 'nearMisses', ARGV[2], 'unclear', ARGV[3])
return 1

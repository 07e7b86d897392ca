-- Moves an entry that can't be processed to the dead letters, in one step, if it is still in the stream.
-- KEYS[1] segments, KEYS[2] dead
-- ARGV[1] group, ARGV[2] entry id, ARGV[3] reason
-- ARGV[4] most dead letters to keep, ARGV[5...] fields of the entry, masked
-- Returns how many of the oldest dead letters were dropped for it, or -1 if the entry was gone.
-- @include keep-dead-letter
-- @include refuse-moved
local segments, dead = KEYS[1], KEYS[2]
local group, entry, reason, mostDead, FIRST_FIELD = ARGV[1], ARGV[2], ARGV[3], ARGV[4], 5

if #redis.call('XRANGE', segments, entry, entry) == 0 then return -1 end
local dropped = keepDeadLetter(dead, mostDead, 'reason', reason, 'entry', entry, unpack(ARGV, FIRST_FIELD))
redis.call('XACK', segments, group, entry)
redis.call('XDEL', segments, entry)
return dropped

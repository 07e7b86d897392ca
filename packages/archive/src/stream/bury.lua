-- Moves an outcome that a sink cannot keep to the dead letters of the archive, in one step, unless another archiver did.
-- KEYS[1] outcomes, KEYS[2] archive dead
-- ARGV[1] group, ARGV[2] entry id, ARGV[3] reason, ARGV[4] most dead letters to keep, ARGV[5...] fields of the entry
-- Returns how many of the oldest dead letters were dropped for it, or -1 if it was acknowledged before.
-- @include keep-dead-letter
-- @include refuse-moved
local outcomes, dead = KEYS[1], KEYS[2]
local group, entry, reason, mostDead, FIRST_FIELD = ARGV[1], ARGV[2], ARGV[3], ARGV[4], 5

if #redis.call('XPENDING', outcomes, group, entry, entry, 1) == 0 then return -1 end
local dropped =
  keepDeadLetter(dead, mostDead, 'reason', reason, 'group', group, 'entry', entry, unpack(ARGV, FIRST_FIELD))
redis.call('XACK', outcomes, group, entry)
return dropped

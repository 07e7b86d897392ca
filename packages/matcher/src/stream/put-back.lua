-- Puts an entry that became a dead letter back into the stream of segments, in one step: matchers process it again.
-- KEYS[1] dead, KEYS[2] segments
-- ARGV[1] id of the dead letter
-- Returns 1, or 0 if there is none of this id, or it is no entry.
-- @include refuse-moved
local dead, segments = KEYS[1], KEYS[2]
local letterId = ARGV[1]
local FIRST_FIELD = 5 -- behind its reason and its former id, which bury.lua puts first

local letter = redis.call('XRANGE', dead, letterId, letterId)[1]
local fields = letter and letter[2]
if not fields or fields[3] ~= 'entry' then return 0 end
redis.call('XADD', segments, '*', unpack(fields, FIRST_FIELD))
redis.call('XDEL', dead, letterId)
return 1

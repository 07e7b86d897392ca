-- Puts an entry that became a dead letter back into the stream of segments, in one step: matchers process it again.
-- KEYS[1] dead, KEYS[2] segments
-- ARGV[1] id of the dead letter
-- Returns 1, or 0 if there is none of this id, or it is no entry.
local letter = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1]
if not letter or letter[2][3] ~= 'entry' then return 0 end
redis.call('XADD', KEYS[2], '*', unpack(letter[2], 5)) -- without its reason and its former id, which bury.lua puts first
redis.call('XDEL', KEYS[1], ARGV[1])
return 1

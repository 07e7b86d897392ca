-- Moves an entry from one stream of letters to another, in one step: discards a dead letter, or restores one.
-- KEYS[1] from, KEYS[2] to
-- ARGV[1] id of the entry, ARGV[2] for how long entries are kept there (ms), or "" for ever
-- Returns 1, or 0 if there is none of this id.
-- @include clock
local from, to = KEYS[1], KEYS[2]
local id, keptMs = ARGV[1], tonumber(ARGV[2])

local letter = redis.call('XRANGE', from, id, id)[1]
if not letter then return 0 end
redis.call('XADD', to, '*', unpack(letter[2]))
redis.call('XDEL', from, id)
if keptMs then
  redis.call('XTRIM', to, 'MINID', string.format('%.0f', readClock() - keptMs))
  redis.call('PEXPIRE', to, keptMs)
end
return 1

-- Moves an entry from one stream of letters to another, in one step: discards a dead letter, or restores one. One that was discarded
-- carries its former id, by which people know it, as its last field.
-- KEYS[1] from, KEYS[2] to
-- ARGV[1] id of the entry, ARGV[2] for how long discarded entries are kept (ms), or "" to restore one
-- Returns the id that the entry has now, or "" if there is none of this id.
-- @include clock
-- @include refuse-moved
local from, to = KEYS[1], KEYS[2]
local id, keptMs = ARGV[1], tonumber(ARGV[2])

local letter = redis.call('XRANGE', from, id, id)[1]
if not letter then return '' end
local fields = letter[2]
if keptMs then
  fields[#fields + 1] = 'formerId'
  fields[#fields + 1] = id
elseif fields[#fields - 1] == 'formerId' then
  fields[#fields] = nil
  fields[#fields] = nil
end
local moved = redis.call('XADD', to, '*', unpack(fields))
redis.call('XDEL', from, id)
if keptMs then
  redis.call('XTRIM', to, 'MINID', string.format('%.0f', readClock() - keptMs))
  redis.call('PEXPIRE', to, keptMs)
end
return moved

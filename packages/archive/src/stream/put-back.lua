-- Puts an outcome that could not be archived back into its stream, in one step: archives try again.
-- KEYS[1] archive dead, KEYS[2] outcomes, KEYS[3] outcome entries
-- ARGV[1] id of the dead letter
-- Returns 1, or 0 if there is none of this id.
-- @include refuse-moved
local dead, outcomes, outcomeEntries = KEYS[1], KEYS[2], KEYS[3]
local letterId = ARGV[1]
local FIRST_FIELD = 7 -- behind its reason, its group and its former id, which bury.lua puts first

local letter = redis.call('XRANGE', dead, letterId, letterId)[1]
if not letter then return 0 end
local fields = letter[2]
local entryId = redis.call('XADD', outcomes, '*', unpack(fields, FIRST_FIELD))
for i = FIRST_FIELD, #fields, 2 do
  if fields[i] == 'interactionId' then
    local earlier = redis.call('HGET', outcomeEntries, fields[i + 1])
    redis.call('HSET', outcomeEntries, fields[i + 1], earlier and earlier .. ' ' .. entryId or entryId)
  end
end
redis.call('XDEL', dead, letterId)
return 1

-- Writes the notices of an interaction that were not written before, each once: their ids stay in its field `noticed`. `list` has, one
-- after another, the id of each and its JSON. Returns how many of the oldest notices that still wait were dropped for them.
local function writeNotices(interaction, notices, list, v, most)
  local known, dropped = redis.call('HGET', interaction, 'noticed') or '', 0
  local noticed = known
  for i = 1, #list, 2 do
    if not string.find(noticed, list[i], 1, true) then
      local waiting = redis.call('XLEN', notices)
      redis.call('XADD', notices, 'MAXLEN', '~', most, '*', 'v', v, 'notice', list[i + 1])
      dropped = dropped + waiting + 1 - redis.call('XLEN', notices)
      noticed = noticed .. list[i] .. ' '
    end
  end
  if noticed ~= known then redis.call('HSET', interaction, 'noticed', noticed) end
  return dropped
end

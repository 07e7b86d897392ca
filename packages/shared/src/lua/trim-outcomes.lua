-- Takes one entry out of the index of outcomes.
local function removeFromIndex(index, id, entryId)
  local kept = {}
  for other in string.gmatch(redis.call('HGET', index, id) or '', '%S+') do
    if other ~= entryId then kept[#kept + 1] = other end
  end
  if #kept > 0 then redis.call('HSET', index, id, table.concat(kept, ' ')) else redis.call('HDEL', index, id) end
end
-- Removes up to `most` outcomes written up to untilMs (ms, string), from their stream and from its index. Those that are not
-- archived stay, and what was written after them. With an outcome goes what was said, if it is still there.
local function trimOutcomes(outcomes, index, endedSpeech, untilMs, most)
  local old = redis.call('XRANGE', outcomes, '-', untilMs, 'COUNT', most)
  local groups = #old > 0 and readGroups(outcomes)
  for _, entry in ipairs(old) do
    local entryId, fields = entry[1], entry[2]
    if not isArchived(groups, entryId) then return end
    redis.call('XDEL', outcomes, entryId)
    redis.call('HDEL', endedSpeech, entryId)
    for i = 1, #fields, 2 do
      if fields[i] == 'interactionId' then removeFromIndex(index, fields[i + 1], entryId) end
    end
  end
end

-- Whether the id of a stream entry is below another's. Both parts are compared as numbers, as text 9-1 would be above 10-1.
local function isBelow(id, other)
  local ms, sequence = string.match(id, '(%d+)-(%d+)')
  local otherMs, otherSequence = string.match(other, '(%d+)-(%d+)')
  if ms ~= otherMs then return tonumber(ms) < tonumber(otherMs) end
  return tonumber(sequence) < tonumber(otherSequence)
end
-- Whether every consumer group has acknowledged an outcome: what is not archived yet must stay. True if there is no group.
local function isArchived(groups, entryId)
  for _, group in ipairs(groups) do
    if isBelow(group.delivered, entryId) then return false end
    if group.pending and not isBelow(entryId, group.pending) then return false end
  end
  return true
end
local function readGroups(outcomes)
  local groups = {}
  for _, fields in ipairs(redis.call('XINFO', 'GROUPS', outcomes)) do
    local group = {}
    for i = 1, #fields, 2 do group[fields[i]] = fields[i + 1] end
    local pending = group.pending > 0 and redis.call('XPENDING', outcomes, group.name)[2]
    groups[#groups + 1] = { name = group.name, delivered = group['last-delivered-id'], pending = pending }
  end
  return groups
end

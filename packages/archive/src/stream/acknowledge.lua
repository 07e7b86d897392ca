-- Acknowledges outcomes, and removes what was said in those that no consumer group has to keep any more.
-- KEYS[1] outcomes, KEYS[2] hash: what was said in ended interactions, by the id of their entry in KEYS[1]
-- ARGV[1] consumer group, ARGV[2...] ids of entries
-- Returns of how many what was said was removed.
-- @include is-archived
-- @include refuse-moved
local outcomes, endedSpeech, group = KEYS[1], KEYS[2], ARGV[1]
local entryIds = { unpack(ARGV, 2) }
redis.call('XACK', outcomes, group, unpack(entryIds))
local groups, removed = readGroups(outcomes), 0
-- Each entry by itself: others that are older may be pending, and this is the last time that somebody looks at it.
local function isKept(entryId)
  for _, each in ipairs(groups) do
    if isBelow(each.delivered, entryId) then return false end
    if #redis.call('XPENDING', outcomes, each.name, entryId, entryId, 1) > 0 then return false end
  end
  return true
end
for _, entryId in ipairs(entryIds) do
  if isKept(entryId) then removed = removed + redis.call('HDEL', endedSpeech, entryId) end
end
return removed

-- Removes what is known of an interaction, and its outcomes, in one step.
-- KEYS[1] interaction, KEYS[2] ended, KEYS[3] deadlines, KEYS[4] outbox, KEYS[5] outcomes, KEYS[6] outcome entries
-- KEYS[7] what was said in it, KEYS[8] hash: what was said in ended interactions, by the id of their entry in KEYS[5]
-- ARGV[1] interaction id, ARGV[2] "1": even if it is live
-- Returns {interactions, outcomes, look revision or "", calls whose speech was kept}; or nil, and removes nothing, if it is live.
-- @include note-changes
-- @include refuse-moved
local interaction, ended, deadlines, outbox = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local outcomes, outcomeEntries, speech, endedSpeech = KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local id, evenLive = ARGV[1], ARGV[2]

local closed, look = unpack(redis.call('HMGET', interaction, 'closed', 'look'))
local isThere = redis.call('EXISTS', interaction) == 1
if isThere and not closed and evenLive ~= '1' then return false end

local removed, said = 0, redis.call('DEL', speech)
local entryIds = redis.call('HGET', outcomeEntries, id)
if entryIds then
  local groups = redis.call('XINFO', 'GROUPS', outcomes)
  for entryId in string.gmatch(entryIds, '%S+') do
    -- what is removed must not stay pending: it would hold up trimming
    for _, group in ipairs(groups) do redis.call('XACK', outcomes, group[2], entryId) end
    removed = removed + redis.call('XDEL', outcomes, entryId)
    said = said + redis.call('HDEL', endedSpeech, entryId)
  end
  redis.call('HDEL', outcomeEntries, id)
end
redis.call('DEL', interaction, ended)
redis.call('ZREM', deadlines, id)
redis.call('ZREM', outbox, id)
noteChanges({ id }) -- consoles no longer show it
return { isThere and 1 or 0, removed, look or '', said }

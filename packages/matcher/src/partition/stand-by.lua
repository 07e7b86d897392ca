-- Says whether the owner of a partition is behind with it.
-- KEYS[1] segments, KEYS[2] listening
-- ARGV[1] group, ARGV[2] beyond what it is behind (ms)
-- Returns {whether an entry is older than that, whether such an entry was given to no matcher, whether nobody has looked at
-- deadlines for so long}, 1 or 0 each
-- @include clock
local segments, listening = KEYS[1], KEYS[2]
local group, behindMs = ARGV[1], tonumber(ARGV[2])
local nowMs = readClock()

local function isOld(entry)
  return entry ~= nil and nowMs - tonumber(string.match(entry[1], '^%d+')) > behindMs
end

local function firstUnread()
  for _, info in ipairs(redis.call('XINFO', 'GROUPS', segments)) do
    local known = {}
    for i = 1, #info, 2 do known[info[i]] = info[i + 1] end
    if known.name == group then return redis.call('XRANGE', segments, '(' .. known['last-delivered-id'], '+', 'COUNT', 1)[1] end
  end
end

local isBehind = isOld(redis.call('XRANGE', segments, '-', '+', 'COUNT', 1)[1])
local isUnread = isBehind and isOld(firstUnread())
local lookedAt = tonumber(redis.call('HGET', listening, 'lookedAt') or 0)
return { isBehind and 1 or 0, isUnread and 1 or 0, nowMs - lookedAt > behindMs and 1 or 0 }

-- Says whether the owner of a partition is behind with it.
-- KEYS[1] segments, KEYS[2] listening
-- ARGV[1] group, ARGV[2] beyond what it is behind (ms), ARGV[3] the consumer that asks
-- Returns {whether an entry is older than that, whether such an entry was given to no matcher, whether one was and no other consumer has
-- asked for any for so long, whether nobody has looked at deadlines for so long}, 1 or 0 each
-- @include clock
local segments, listening = KEYS[1], KEYS[2]
local group, behindMs, own = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local nowMs = readClock()

local function isOld(entry)
  return entry ~= nil and nowMs - tonumber(string.match(entry[1], '^%d+')) > behindMs
end

local function byName(info)
  local known = {}
  for i = 1, #info, 2 do known[info[i]] = info[i + 1] end
  return known
end

local function firstUnread()
  for _, info in ipairs(redis.call('XINFO', 'GROUPS', segments)) do
    local known = byName(info)
    if known.name == group then return redis.call('XRANGE', segments, '(' .. known['last-delivered-id'], '+', 'COUNT', 1)[1] end
  end
end

local function isReadByOthers()
  for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', segments, group)) do
    local known = byName(info)
    if known.name ~= own and known.idle <= behindMs then return true end
  end
  return false
end

local isBehind = isOld(redis.call('XRANGE', segments, '-', '+', 'COUNT', 1)[1])
local isUnread = isBehind and isOld(firstUnread())
local lookedAt = tonumber(redis.call('HGET', listening, 'lookedAt') or 0)
local function flag(is) return is and 1 or 0 end
return { flag(isBehind), flag(isUnread), flag(isUnread and not isReadByOthers()), flag(nowMs - lookedAt > behindMs) }

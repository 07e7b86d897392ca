-- Advances the watermark and requests a look at every interaction with a deadline that has passed, in one step.
-- The watermark is the earlier of: when the oldest unprocessed entry was heard, and how far the calls have been
-- listened to along spans that continue each other. It never goes back.
-- KEYS[1] deadlines, KEYS[2] outbox, KEYS[3] segments, KEYS[4] listening
-- KEYS[5] late     zset: entries that stand behind others heard after them, by when they were heard (ms)
-- ARGV[1] prefix of interaction keys (same hash tag)
-- ARGV[2] most interactions to check
-- ARGV[3] how long to wait for a span that continues the last before a gap is skipped (ms)
-- ARGV[4] how long a publisher has for a look before it is handed over again (ms)
-- ARGV[5] most gaps to remember
-- ARGV[6] how long a replica has to end an interaction before it is returned again (ms)
-- Returns {watermark (ms, string) or "", looks as {id, revision, critical} each, ids due to end, gap or ""}
-- Matchers look several times a second. Time in which none did does not count as waiting at a gap: Redis hung then, and no ingest
-- could publish what it had heard.
local LOOKED_WITHIN_MS = 500

local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local exact = function(ms) return string.format('%.3f', ms) end

local listening = {}
local spans = {}
local fields = redis.call('HGETALL', KEYS[4])
for i = 1, #fields, 2 do
  if string.sub(fields[i], 1, 8) == 'replica:' then
    spans[#spans + 1] = cjson.decode(fields[i + 1])
  else
    listening[fields[i]] = fields[i + 1]
  end
end
table.sort(spans, function(a, b) return a.sinceMs < b.sinceMs end)
if #spans == 0 and not listening.listened then return { '', {}, {}, '' } end

local before = tonumber(listening.listened) or spans[1].sinceMs
local listened = before
local function joinOn()
  for _, span in ipairs(spans) do
    if span.sinceMs <= listened and span.untilMs > listened then listened = span.untilMs end
  end
end
joinOn()
local gap = ''
local ahead = spans[#spans] and spans[#spans].sinceMs > listened
if not ahead or listened > before then
  if listening.gapSince then redis.call('HDEL', KEYS[4], 'gapSince', 'gapSeen') end
elseif not listening.gapSince then
  redis.call('HSET', KEYS[4], 'gapSince', exact(nowMs), 'gapSeen', exact(nowMs))
else
  local unseenMs = math.max(0, nowMs - (tonumber(listening.gapSeen) or nowMs) - LOOKED_WITHIN_MS)
  local sinceMs = listening.gapSince + unseenMs
  if nowMs - sinceMs < tonumber(ARGV[3]) then
    redis.call('HSET', KEYS[4], 'gapSince', exact(sinceMs), 'gapSeen', exact(nowMs))
  else
    for _, span in ipairs(spans) do
      if span.sinceMs > listened then
        gap = exact(listened) .. '-' .. exact(span.sinceMs)
        listened = span.sinceMs
        break
      end
    end
    joinOn()
    local gaps = {}
    for known in string.gmatch(listening.gaps or '', '%S+') do gaps[#gaps + 1] = known end
    gaps[#gaps + 1] = gap
    while #gaps > tonumber(ARGV[5]) do
      -- Merge the two oldest, so that nothing unheard is ever taken for heard.
      gaps[2] = string.match(gaps[1], '^[^-]+') .. string.match(gaps[2], '-.+$')
      table.remove(gaps, 1)
    end
    redis.call('HSET', KEYS[4], 'gaps', table.concat(gaps, ' '))
    redis.call('HDEL', KEYS[4], 'gapSince', 'gapSeen')
  end
end

local watermark = listened
local oldest = redis.call('XRANGE', KEYS[3], '-', '+', 'COUNT', 1)[1]
if oldest then
  for i = 1, #oldest[2], 2 do
    local heardAt = oldest[2][i] == 'heardAt' and tonumber(oldest[2][i + 1])
    if heardAt and heardAt < watermark then watermark = heardAt end
  end
end
while true do
  local late = redis.call('ZRANGE', KEYS[5], 0, 0, 'WITHSCORES')
  if not late[1] then break end
  if #redis.call('XRANGE', KEYS[3], late[1], late[1]) > 0 then
    watermark = math.min(watermark, tonumber(late[2]))
    break
  end
  redis.call('ZREM', KEYS[5], late[1])
end
watermark = math.max(watermark, tonumber(listening.watermark) or 0)
redis.call('HSET', KEYS[4], 'listened', exact(listened), 'watermark', exact(watermark))

local looks, endings = {}, {}
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. exact(watermark), 'LIMIT', 0, ARGV[2])
for _, id in ipairs(ids) do
  local key = ARGV[1] .. id
  local known = redis.call('HMGET', key, 'looks', 'endAt', 'remindAt', 'critical')
  local later, next, isDue, critical = {}, math.huge, false, false
  for atMs, isCritical in string.gmatch(known[1] or '', '([^: ]+):(%d)') do
    if tonumber(atMs) < watermark then
      isDue = true
      critical = critical or isCritical == '1'
    else
      later[#later + 1] = atMs .. ':' .. isCritical
      next = math.min(next, tonumber(atMs))
    end
  end
  if known[3] and tonumber(known[3]) < watermark then
    isDue = true
    redis.call('HDEL', key, 'remindAt')
  elseif known[3] then
    next = math.min(next, tonumber(known[3]))
  end
  if known[2] then
    local endAt = tonumber(known[2])
    if endAt < watermark then
      endings[#endings + 1] = id
      endAt = watermark + ARGV[6]
    end
    next = math.min(next, endAt)
  end
  if isDue then
    critical = critical or (redis.call('ZSCORE', KEYS[2], id) and known[4] == '1')
    local revision = redis.call('HINCRBY', key, 'look', 1)
    redis.call('HSET', key, 'looks', table.concat(later, ' '), 'critical', critical and '1' or '0')
    redis.call('ZADD', KEYS[2], nowMs + ARGV[4], id)
    looks[#looks + 1] = { id, revision, critical and '1' or '0' }
  end
  if next == math.huge then redis.call('ZREM', KEYS[1], id) else redis.call('ZADD', KEYS[1], exact(next), id) end
end
return { exact(watermark), looks, endings, gap }

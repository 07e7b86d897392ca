-- Advances the watermark and requests a look at every interaction with a deadline that has passed, in one step.
-- The watermark is the earlier of: when the oldest unprocessed entry was heard, and how far the calls have been
-- listened to along spans that continue each other. It never goes back.
-- KEYS[1] deadlines, KEYS[2] outbox, KEYS[3] segments, KEYS[4] listening
-- KEYS[5] late: zset of entries that stand behind others heard after them, by when they were heard (ms)
-- ARGV[1] prefix of interaction keys (same hash tag)
-- ARGV[2] most interactions to check
-- ARGV[3] how long to wait for a span that continues the last before a gap is skipped (ms)
-- ARGV[4] how long a publisher has for a look before it is handed over again (ms)
-- ARGV[5] most gaps to remember
-- ARGV[6] how long a replica has to end an interaction before it is returned again (ms)
-- Returns {watermark (ms, string) or "", looks as {id, revision, critical} each, ids due to end, gap or ""}

-- Matchers look several times a second. Time in which none did does not count as waiting at a gap: Redis hung then, and
-- no ingest could publish what it had heard.
local LOOKED_WITHIN_MS = 500

local deadlines, outbox, segments, listening, late = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local prefix, limit = ARGV[1], ARGV[2]
local gapWaitMs, handOverMs = tonumber(ARGV[3]), tonumber(ARGV[4])
local maxGaps, endingMs = tonumber(ARGV[5]), tonumber(ARGV[6])

local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local exact = function(ms) return string.format('%.3f', ms) end

-- Returns the fields of listening, and the spans of all ingests, ordered by their start.
local function readListening()
  local known, spans = {}, {}
  local fields = redis.call('HGETALL', listening)
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 8) == 'replica:' then
      spans[#spans + 1] = cjson.decode(fields[i + 1])
    else
      known[fields[i]] = fields[i + 1]
    end
  end
  table.sort(spans, function(a, b) return a.sinceMs < b.sinceMs end)
  return known, spans
end

-- Returns how far the calls have been listened to without a break, from a moment on.
local function joinOn(spans, listened)
  for _, span in ipairs(spans) do
    if span.sinceMs <= listened and span.untilMs > listened then listened = span.untilMs end
  end
  return listened
end

-- Returns whether the wait at a gap is over; else records how long it has lasted.
local function hasWaited(known)
  local sinceMs = nowMs
  if known.gapSince then
    local unseenMs = math.max(0, nowMs - (tonumber(known.gapSeen) or nowMs) - LOOKED_WITHIN_MS)
    sinceMs = known.gapSince + unseenMs
    if nowMs - sinceMs >= gapWaitMs then return true end
  end
  redis.call('HSET', listening, 'gapSince', exact(sinceMs), 'gapSeen', exact(nowMs))
  return false
end

-- Merges the two oldest beyond the limit, so that nothing unheard is ever taken for heard.
local function rememberGap(known, gap)
  local gaps = {}
  for remembered in string.gmatch(known.gaps or '', '%S+') do gaps[#gaps + 1] = remembered end
  gaps[#gaps + 1] = gap
  while #gaps > maxGaps do
    gaps[2] = string.match(gaps[1], '^[^-]+') .. string.match(gaps[2], '-.+$')
    table.remove(gaps, 1)
  end
  redis.call('HSET', listening, 'gaps', table.concat(gaps, ' '))
end

-- Returns how far the calls have been listened to, and the gap that was skipped just now, or "".
local function listen(known, spans)
  local before = tonumber(known.listened) or spans[1].sinceMs
  local listened = joinOn(spans, before)
  local isAtGap = listened == before and #spans > 0 and spans[#spans].sinceMs > listened
  if isAtGap and not hasWaited(known) then return listened, '' end
  if known.gapSince then redis.call('HDEL', listening, 'gapSince', 'gapSeen') end
  if not isAtGap then return listened, '' end
  for _, span in ipairs(spans) do
    if span.sinceMs > listened then
      local gap = exact(listened) .. '-' .. exact(span.sinceMs)
      rememberGap(known, gap)
      return joinOn(spans, span.sinceMs), gap
    end
  end
end

local function oldestHeardAt()
  local oldest = redis.call('XRANGE', segments, '-', '+', 'COUNT', 1)[1]
  if not oldest then return math.huge end
  for i = 1, #oldest[2], 2 do
    if oldest[2][i] == 'heardAt' then return tonumber(oldest[2][i + 1]) or math.huge end
  end
  return math.huge
end

-- When the earliest of the entries was heard that stand behind others heard after them.
local function lateHeardAt()
  while true do
    local first = redis.call('ZRANGE', late, 0, 0, 'WITHSCORES')
    if not first[1] then return math.huge end
    if #redis.call('XRANGE', segments, first[1], first[1]) > 0 then return tonumber(first[2]) end
    redis.call('ZREM', late, first[1])
  end
end

-- Requests a look at an interaction; returns it.
local function requestLook(key, id, isCritical)
  local critical = isCritical and '1' or '0'
  local revision = redis.call('HINCRBY', key, 'look', 1)
  redis.call('HSET', key, 'critical', critical)
  redis.call('ZADD', outbox, nowMs + handOverMs, id)
  return { id, revision, critical }
end

-- Fires what has become due in an interaction. Returns the look requested, if any, and whether it is due to end.
local function fire(id, watermark)
  local key = prefix .. id
  local known = redis.call('HMGET', key, 'looks', 'endAt', 'remindAt', 'critical')
  local later, next, isDue, isCritical, isEnding = {}, math.huge, false, false, false
  for atMs, critical in string.gmatch(known[1] or '', '([^: ]+):(%d)') do
    if tonumber(atMs) < watermark then
      isDue = true
      isCritical = isCritical or critical == '1'
    else
      later[#later + 1] = atMs .. ':' .. critical
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
    isEnding = endAt < watermark
    next = math.min(next, isEnding and watermark + endingMs or endAt)
  end
  local look
  if isDue then
    -- A look that still waits keeps its priority.
    isCritical = isCritical or (known[4] == '1' and redis.call('ZSCORE', outbox, id))
    redis.call('HSET', key, 'looks', table.concat(later, ' '))
    look = requestLook(key, id, isCritical)
  end
  if next == math.huge then redis.call('ZREM', deadlines, id) else redis.call('ZADD', deadlines, exact(next), id) end
  return look, isEnding
end

local known, spans = readListening()
if #spans == 0 and not known.listened then return { '', {}, {}, '' } end
local listened, gap = listen(known, spans)
local processed = math.min(listened, oldestHeardAt(), lateHeardAt())
local watermark = math.max(processed, tonumber(known.watermark) or 0)
redis.call('HSET', listening, 'listened', exact(listened), 'watermark', exact(watermark))

local looks, endings = {}, {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', deadlines, '-inf', '(' .. exact(watermark), 'LIMIT', 0, limit)) do
  local look, isEnding = fire(id, watermark)
  if look then looks[#looks + 1] = look end
  if isEnding then endings[#endings + 1] = id end
end
return { exact(watermark), looks, endings, gap }

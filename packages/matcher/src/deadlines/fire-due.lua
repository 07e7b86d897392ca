-- Advances the watermark and requests a look at every interaction with a deadline that has passed, in one step.
-- The watermark is the earlier of: when the oldest unprocessed entry was heard, and how far the calls have been
-- listened to along spans that continue each other, less the time that a text takes at most from speech to the ingests: what
-- was said before that has come. It never goes back.
--
-- A stretch that no span covers is
--   unknown  while no ingest has published a span that begins after it: `listened` stays before it
--   awaited  from the look that first finds such a span: `ahead` notes its start and the time. Another ingest may still
--            publish what it heard in the stretch. All stretches are awaited side by side
--   a gap    once it was awaited for ARGV[3] and no ingest is still writing what it heard before its end:
--            `listened` steps over it, and `gaps` remembers it, with what was said before and would have come in it
-- KEYS[1] deadlines, KEYS[2] outbox, KEYS[3] segments, KEYS[4] listening
-- KEYS[5] late: zset of entries that stand behind others heard after them, by when they were heard (ms)
-- ARGV[1] prefix of interaction keys (same hash tag)
-- ARGV[2] most interactions to check
-- ARGV[3] how long to wait for an ingest that may have heard what the others have not (ms)
-- ARGV[4] how long a publisher has for a look before it is handed over again (ms)
-- ARGV[5] most gaps to remember
-- ARGV[6] how long a replica has to end an interaction before it is returned again (ms)
-- ARGV[7] the newest format that this matcher reads: what is in a newer one is left to those that know it
-- Returns {watermark (ms, string) or "", how far all that came is processed (ms, string) or "", look requests as {id, revision, critical}
-- each, ids due to end, gaps just skipped as in `gaps`, 1 if the partition is quiet: nothing waits in it, nothing is due soon, no stretch is awaited, or 0}
-- @include refuse-moved

-- @include clock
-- @include request-look
-- @include time-pairs

-- Matchers look several times a second where something is awaited. Time in which none did does not count as waiting: Redis hung then, and no
-- ingest could publish what it had heard.
local LOOKED_WITHIN_MS = 500

local deadlines, outbox, segments, listening, late = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local prefix, limit = ARGV[1], ARGV[2]
local gapWaitMs, handOverMs = tonumber(ARGV[3]), tonumber(ARGV[4])
local maxGaps, endingMs, newest = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local LEFT_MS = 1000 -- how soon one of a newer format is found again
local SOON_MS = 2000

local nowMs = readClock()
local exact = function(ms) return string.format('%.3f', ms) end

local function formatPairs(pairsOfTimes)
  local texts = {}
  for i, pair in ipairs(pairsOfTimes) do texts[i] = exact(pair[1]) .. '-' .. exact(pair[2]) end
  return table.concat(texts, ' ')
end

-- Returns the fields of listening, and the spans of all ingests, ordered by their start; nil if one is in a newer format.
local function readListening()
  local known, spans = {}, {}
  local fields = redis.call('HGETALL', listening)
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 8) == 'replica:' then
      local span = cjson.decode(fields[i + 1])
      if (span.v or 1) > newest then return nil end
      span.field = fields[i]
      span.isEnded = string.find(span.field, '^replica:[^:]*:') -- a field of its own: `replica:<id>:<number>`
      spans[#spans + 1] = span
    else
      known[fields[i]] = fields[i + 1]
    end
  end
  table.sort(spans, function(a, b) return a.sinceMs < b.sinceMs end)
  return known, spans
end

-- Returns how long a text takes at most, by what the ingests declare. Where none is left, what was declared last holds.
local function readDelay(known, spans)
  local delayMs = #spans == 0 and tonumber(known.delay) or 0
  for _, span in ipairs(spans) do delayMs = math.max(delayMs, span.delayMs or 0) end
  if delayMs ~= (tonumber(known.delay) or 0) then redis.call('HSET', listening, 'delay', delayMs) end
  return delayMs
end

-- Returns how far the calls have been listened to without a break, from a moment on.
local function joinOn(spans, listened)
  for _, span in ipairs(spans) do
    if span.sinceMs <= listened and span.untilMs > listened then listened = span.untilMs end
  end
  return listened
end

-- Returns the times in which nobody looked. In between somebody looked for LOOKED_WITHIN_MS each time, so that no
-- waiting is older than as many of them as are kept. Where nothing is awaited, no waiting is as old as the time since the
-- last look.
local function readHangs(known, isAwaiting)
  local hangs = readTimePairs(known.hangs)
  local fromMs = (tonumber(known.lookedAt) or nowMs) + LOOKED_WITHIN_MS
  if isAwaiting and fromMs < nowMs then
    hangs[#hangs + 1] = { fromMs, nowMs }
    if #hangs > gapWaitMs / LOOKED_WITHIN_MS + 1 then table.remove(hangs, 1) end
    redis.call('HSET', listening, 'hangs', formatPairs(hangs))
  end
  return hangs
end

-- Returns how long has been waited since a moment.
local function waitedSince(hangs, atMs)
  local waitedMs = nowMs - atMs
  for _, hang in ipairs(hangs) do waitedMs = waitedMs - math.max(0, hang[2] - math.max(hang[1], atMs)) end
  return waitedMs
end

-- Returns up to where nobody is waited for any more, by the starts of spans that are ahead: since `ahead` is in
-- order, what lies before the last start that has been known for long enough has itself been awaited for so long.
local function awaitedTo(known, spans, hangs, listened)
  local latest = spans[#spans] and spans[#spans].sinceMs or listened
  local ahead, awaited = {}, listened
  for _, start in ipairs(readTimePairs(known.ahead)) do
    if start[1] > listened then ahead[#ahead + 1] = start end
  end
  if latest > listened and (#ahead == 0 or ahead[#ahead][1] < latest) then ahead[#ahead + 1] = { latest, nowMs } end
  local text = formatPairs(ahead)
  if text ~= (known.ahead or '') then redis.call('HSET', listening, 'ahead', text) end
  for _, start in ipairs(ahead) do
    if waitedSince(hangs, start[2]) >= gapWaitMs then awaited = start[1] end
  end
  -- An ingest that lives and is behind in writing may still fill what follows the end of what it has written.
  for _, span in ipairs(spans) do
    if span.more and not span.isEnded and waitedSince(hangs, span.seenAtMs) < gapWaitMs then awaited = math.min(awaited, span.untilMs) end
  end
  return awaited, #ahead > 0
end

-- Beyond the limit the two that are the least apart become one that covers both, so that nothing unheard is ever taken
-- for heard, and as little as possible that was heard for unheard.
local function rememberGaps(known, new)
  local gaps = readTimePairs(known.gaps)
  for _, gap in ipairs(new) do gaps[#gaps + 1] = gap end
  while #gaps > maxGaps do
    local closest = 2
    for i = 3, #gaps do
      if gaps[i][1] - gaps[i - 1][2] < gaps[closest][1] - gaps[closest - 1][2] then closest = i end
    end
    gaps[closest - 1][2] = gaps[closest][2]
    table.remove(gaps, closest)
  end
  redis.call('HSET', listening, 'gaps', formatPairs(gaps))
end

-- Returns how far the calls have been listened to, the gaps that were skipped just now, and whether a stretch is awaited.
local function listen(known, spans, delayMs)
  local listened = joinOn(spans, tonumber(known.listened) or spans[1].sinceMs)
  local isAwaiting = (known.ahead or '') ~= ''
  for _, span in ipairs(spans) do isAwaiting = isAwaiting or (span.more and not span.isEnded) end
  local awaited, isAhead = awaitedTo(known, spans, readHangs(known, isAwaiting), listened)
  local gaps = {}
  for _, span in ipairs(spans) do
    if span.sinceMs > awaited then break end
    if span.sinceMs > listened then
      gaps[#gaps + 1] = { listened - delayMs, span.sinceMs }
      listened = span.sinceMs
    end
    listened = math.max(listened, span.untilMs)
  end
  listened = joinOn(spans, listened)
  if #gaps > 0 then rememberGaps(known, gaps) end
  return listened, gaps, isAwaiting or isAhead
end

-- Removes the ended spans that were listened to.
local function removeEnded(spans, listened)
  for _, span in ipairs(spans) do
    if span.isEnded and span.untilMs <= listened then redis.call('HDEL', listening, span.field) end
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

-- Up to where the watermark may go. Before partitions move, all of them come to the same moment (`stored/layout.ts`): stopAt is
-- that moment, and until when it counts, as the migration may be killed.
local function stopAt(known)
  local stop = readTimePairs(known.stopAt)[1]
  return stop and nowMs < stop[2] and stop[1] or math.huge
end

-- Fires what has become due in an interaction. Returns the look request, if any, and whether it is due to end.
local function fire(id, watermark)
  local key = prefix .. id
  local planned, endAt, remindAt, knownCritical, v = unpack(redis.call('HMGET', key, 'looks', 'endAt', 'remindAt', 'critical', 'v'))
  if tonumber(v or 1) > newest then
    redis.call('ZADD', deadlines, exact(watermark + LEFT_MS), id) -- others are found meanwhile
    return nil, false
  end
  local later, next, isDue, isCritical, isEnding = {}, math.huge, false, false, false
  for atMs, critical in string.gmatch(planned or '', '([^: ]+):(%d)') do
    if tonumber(atMs) < watermark then
      isDue = true
      isCritical = isCritical or critical == '1'
    else
      later[#later + 1] = atMs .. ':' .. critical
      next = math.min(next, tonumber(atMs))
    end
  end
  if remindAt and tonumber(remindAt) < watermark then
    isDue = true
    redis.call('HDEL', key, 'remindAt')
  elseif remindAt then
    next = math.min(next, tonumber(remindAt))
  end
  if endAt then
    local endAtMs = tonumber(endAt)
    isEnding = endAtMs < watermark
    next = math.min(next, isEnding and watermark + endingMs or endAtMs)
  end
  local request
  if isDue then
    redis.call('HSET', key, 'looks', table.concat(later, ' '))
    request = { id, requestLook(key, outbox, id, isCritical, knownCritical, nowMs + handOverMs) }
  end
  if next == math.huge then redis.call('ZREM', deadlines, id) else redis.call('ZADD', deadlines, exact(next), id) end
  return request, isEnding
end

local known, spans = readListening()
if not known then return { '', '', {}, {}, '', 0 } end
if #spans == 0 and not known.listened then return { '', '', {}, {}, '', 0 } end
local delayMs = readDelay(known, spans)
local listened, gaps, isAwaited = listen(known, spans, delayMs)
removeEnded(spans, listened)
local oldestMs = oldestHeardAt()
local processed = math.min(listened - delayMs, oldestMs, lateHeardAt(), stopAt(known))
local watermark = math.max(processed, tonumber(known.watermark) or 0)
local requests, endings = {}, {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', deadlines, '-inf', '(' .. exact(watermark), 'LIMIT', 0, limit)) do
  local request, isEnding = fire(id, watermark)
  if request then requests[#requests + 1] = request end
  if isEnding then endings[#endings + 1] = id end
end

local nextDue = redis.call('ZRANGE', deadlines, 0, 0, 'WITHSCORES')[2]
local isQuiet = oldestMs == math.huge and not isAwaited and tonumber(nextDue or math.huge) > watermark + SOON_MS
redis.call('HSET', listening, 'listened', exact(listened), 'watermark', exact(watermark), 'lookedAt', exact(nowMs))
return { exact(watermark), exact(watermark + delayMs), requests, endings, formatPairs(gaps), isQuiet and 1 or 0 }

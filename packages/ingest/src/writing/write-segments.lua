-- Writes what was heard to a partition's stream, each entry once, followed by how far this ingest has listened. One
-- step, safe to repeat: the client resends a command whose connection broke.
-- KEYS[1] segments   stream
-- KEYS[2] listening  hash: spans of the ingests, and the watermark
-- KEYS[3] late       zset: entries that stand behind others heard after them, by when they were heard (ms)
-- KEYS[4] seen       set: digests of what was written in this minute
-- KEYS[5...] seen    the minutes around it
-- KEYS[last...] ended  for each end frame, in order: when such frames of its interaction were heard
-- ARGV[1] this ingest's field in listening
-- ARGV[2] number of the span, ARGV[3] its start, ARGV[4] its end so far (ms since the Unix epoch, as decimals)
-- ARGV[5] number of this ingest's calls answered so far
-- ARGV[6] when KEYS[4] expires (s since the Unix epoch)
-- ARGV[7] '1': remove the spans of ingests that are gone
-- ARGV[8] '1': this ingest has heard more by now than this call writes
-- ARGV[9] traceparent of the span in which entries of traced interactions are sent; empty if none is traced
-- ARGV[10] format of what is written
-- ARGV[11] how long a text takes at most from speech to this ingest (ms)
-- ARGV[12] number of end frames; ARGV[13...] at which place each stands among the entries, from 0
-- ARGV[then...] by three: digest, when it was said, which is at most ARGV[11] before it was heard (ms, as a decimal), segment
-- (JSON); with a traceparent by four: '1' if its interaction is traced
-- Returns {calls, seconds, microseconds, written}. calls: how many of this ingest's calls Redis knows, this one
-- included. If that is not one more than were answered, Redis has lost some (a fail-over) and nothing was written.
-- @include clock
-- @include time-pairs
-- @include refuse-moved

local REMEMBERED_MS = 300000 -- what was written in this time is in `seen`; write-segments.ts has the same number
local UNSEEN_MS = 600000 -- an ingest unseen for this long is gone
local ENDED_S = 3600 -- as long as the stub of an interaction that has ended
local MAX_ENDED_BYTES = 1024 -- beyond that an end frame counts from when a matcher processes it

local segments, listening, late, seen, FIRST_SEEN = KEYS[1], KEYS[2], KEYS[3], KEYS[4], 4
local field, span, sinceMs, untilMs, answered = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local seenUntilSeconds, isTidying, hasMore, traceparent = ARGV[6], ARGV[7] == '1', ARGV[8] == '1', ARGV[9]
local v, delayMs, ends, FIRST_END = ARGV[10], tonumber(ARGV[11]), tonumber(ARGV[12]), 13
local PARTS = traceparent == '' and 3 or 4
local FIRST_ENDED, FIRST_ENTRY = #KEYS - ends + 1, FIRST_END + ends

local nowMs, seconds, microseconds = readClock()

local previous = redis.call('HGET', listening, field)
local known = previous and cjson.decode(previous) or { calls = 0 }
-- one more: this same call was resent
if known.calls ~= answered and known.calls ~= answered + 1 then
  return { known.calls, seconds, microseconds, 0 }
end

local digests = {}
for i = FIRST_ENTRY, #ARGV, PARTS do
  digests[#digests + 1] = ARGV[i]
end
local isWritten = {}
if #digests > 0 then
  for i = FIRST_SEEN, FIRST_ENDED - 1 do
    for position, found in ipairs(redis.call('SMISMEMBER', KEYS[i], unpack(digests))) do
      if found == 1 then
        isWritten[digests[position]] = true
      end
    end
  end
end

-- What was heard longer ago than `seen` remembers (this ingest was cut off from Redis) was written by whoever listened then.
-- In a gap nobody else did.
local rememberedSince = nowMs - REMEMBERED_MS
local function isForgotten(heardMs)
  if heardMs >= rememberedSince then return false end
  local listened, gaps = unpack(redis.call('HMGET', listening, 'listened', 'gaps'))
  if heardMs + delayMs > tonumber(listened or '0') then return false end
  for _, gap in ipairs(readTimePairs(gaps)) do
    if heardMs >= gap[1] and heardMs <= gap[2] then return false end
  end
  return true
end

-- Matchers know of an end frame as soon as it is written, whichever of them holds it: what follows it by long must not be
-- taken for speech of the call that it ends.
local endedBy = {}
for i = 0, ends - 1 do endedBy[FIRST_ENTRY + PARTS * ARGV[FIRST_END + i]] = KEYS[FIRST_ENDED + i] end
local function noteEnd(ended, heardAt)
  if redis.call('STRLEN', ended) < MAX_ENDED_BYTES then redis.call('APPEND', ended, heardAt .. ' ') end
  redis.call('EXPIRE', ended, ENDED_S)
end

-- one ingest writes in the order of hearing; another may have written what it heard later
local latest = redis.call('HGET', listening, 'latest') or '0'
local new = {}
for i = FIRST_ENTRY, #ARGV, PARTS do
  local digest, heardAt, segment = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if not isWritten[digest] and not isForgotten(tonumber(heardAt)) then
    isWritten[digest] = true
    local entry
    if traceparent ~= '' and ARGV[i + 3] == '1' then
      entry = redis.call('XADD', segments, '*', 'heardAt', heardAt, 'segment', segment, 'v', v, 'traceparent', traceparent)
    else
      entry = redis.call('XADD', segments, '*', 'heardAt', heardAt, 'segment', segment, 'v', v)
    end
    if tonumber(heardAt) < tonumber(latest) then
      redis.call('ZADD', late, heardAt, entry)
    else
      latest = heardAt
    end
    if endedBy[i] then noteEnd(endedBy[i], heardAt) end
    new[#new + 1] = digest
  end
end
if #new > 0 then
  redis.call('SADD', seen, unpack(new))
  redis.call('EXPIREAT', seen, seenUntilSeconds)
  redis.call('HSET', listening, 'latest', latest)
end

-- An ingest's span grows in the field `replica:<id>`. Once it has ended it stays in a field of its own,
-- `replica:<id>:<number>`, until it was listened to: fire-due.lua removes it then.
if known.span and known.span ~= tonumber(span) then
  redis.call('HSET', listening, field .. ':' .. known.span, previous)
end
redis.call('HSET', listening, field, string.format(
  '{"v":%s,"sinceMs":%s,"untilMs":%s,"seenAtMs":%.0f,"span":%s,"calls":%d%s%s}',
  v, sinceMs, untilMs, nowMs, span, answered + 1, delayMs > 0 and string.format(',"delayMs":%.0f', delayMs) or '', hasMore and ',"more":true' or ''
))

if isTidying then
  local fields = redis.call('HGETALL', listening)
  for i = 1, #fields, 2 do
    if string.find(fields[i], '^replica:') then
      local other = cjson.decode(fields[i + 1])
      if nowMs - (other.seenAtMs or nowMs) > UNSEEN_MS then redis.call('HDEL', listening, fields[i]) end
    end
  end
end

return { answered + 1, seconds, microseconds, #new }

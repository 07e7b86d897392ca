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
-- ARGV[9] number of end frames; ARGV[10...] at which place each stands among the entries, from 0
-- ARGV[then...] by three: digest, when it was heard (ms, as a decimal), segment (JSON)
-- Returns {calls, seconds, microseconds, written}. calls: how many of this ingest's calls Redis knows, this one
-- included. If that is not one more than were answered, Redis has lost some (a fail-over) and nothing was written.

local REMEMBERED_MS = 300000 -- what was written in this time is in `seen`; write-segments.ts has the same number
local UNSEEN_MS = 600000 -- an ingest unseen for this long is gone
local ENDED_S = 3600 -- as long as the stub of an interaction that has ended
local MAX_ENDED_BYTES = 1024 -- beyond that an end frame counts from when a matcher processes it
local segments, listening, late, seen = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local field, span, since, until_ = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local answered, ends = tonumber(ARGV[5]), tonumber(ARGV[9])
local FIRST = 10 + ends

local time = redis.call('TIME')
local now_ms = time[1] .. string.format('%03d', math.floor(tonumber(time[2]) / 1000))

local previous = redis.call('HGET', listening, field)
local known = previous and cjson.decode(previous) or { calls = 0 }
-- one more: this same call was resent
if known.calls ~= answered and known.calls ~= answered + 1 then
  return { known.calls, time[1], time[2], 0 }
end

local digests = {}
for i = FIRST, #ARGV, 3 do
  digests[#digests + 1] = ARGV[i]
end
local is_written = {}
if #digests > 0 then
  for i = 4, #KEYS - ends do
    for position, found in ipairs(redis.call('SMISMEMBER', KEYS[i], unpack(digests))) do
      if found == 1 then
        is_written[digests[position]] = true
      end
    end
  end
end

-- What was heard longer ago than `seen` remembers (this ingest was cut off from Redis) was written by whoever listened then.
-- In a gap nobody else did.
local remembered_since = tonumber(now_ms) - REMEMBERED_MS
local function is_forgotten(heard_ms)
  if heard_ms >= remembered_since then return false end
  local known_to = redis.call('HMGET', listening, 'listened', 'gaps')
  if heard_ms > tonumber(known_to[1] or '0') then return false end
  for from, to in string.gmatch(known_to[2] or '', '([^%s-]+)-(%S+)') do
    if heard_ms >= tonumber(from) and heard_ms <= tonumber(to) then return false end
  end
  return true
end

-- Matchers know of an end frame as soon as it is written, whichever of them holds it: what follows it by long must not be
-- taken for speech of the call that it ends.
local ended_by = {}
for i = 1, ends do ended_by[FIRST + 3 * ARGV[9 + i]] = KEYS[#KEYS - ends + i] end
local function note_end(ended, heard_at)
  if redis.call('STRLEN', ended) < MAX_ENDED_BYTES then redis.call('APPEND', ended, heard_at .. ' ') end
  redis.call('EXPIRE', ended, ENDED_S)
end

-- one ingest writes in the order of hearing; another may have written what it heard later
local latest = redis.call('HGET', listening, 'latest') or '0'
local new = {}
for i = FIRST, #ARGV, 3 do
  if not is_written[ARGV[i]] and not is_forgotten(tonumber(ARGV[i + 1])) then
    is_written[ARGV[i]] = true
    local entry = redis.call('XADD', segments, '*', 'heardAt', ARGV[i + 1], 'segment', ARGV[i + 2])
    if tonumber(ARGV[i + 1]) < tonumber(latest) then
      redis.call('ZADD', late, ARGV[i + 1], entry)
    else
      latest = ARGV[i + 1]
    end
    if ended_by[i] then note_end(ended_by[i], ARGV[i + 1]) end
    new[#new + 1] = ARGV[i]
  end
end
if #new > 0 then
  redis.call('SADD', seen, unpack(new))
  redis.call('EXPIREAT', seen, ARGV[6])
  redis.call('HSET', listening, 'latest', latest)
end

-- An ingest's span grows in the field `replica:<id>`. Once it has ended it stays in a field of its own,
-- `replica:<id>:<number>`, until it was listened to: fire-due.lua removes it then.
if known.span and known.span ~= tonumber(span) then
  redis.call('HSET', listening, field .. ':' .. known.span, previous)
end
redis.call('HSET', listening, field, '{"sinceMs":' .. since .. ',"untilMs":' .. until_ .. ',"seenAtMs":' .. now_ms
  .. ',"span":' .. span .. ',"calls":' .. (answered + 1) .. (ARGV[8] == '1' and ',"more":true' or '') .. '}')

if ARGV[7] == '1' then
  local fields = redis.call('HGETALL', listening)
  for i = 1, #fields, 2 do
    if string.find(fields[i], '^replica:') then
      local other = cjson.decode(fields[i + 1])
      if tonumber(now_ms) - other.seenAtMs > UNSEEN_MS then redis.call('HDEL', listening, fields[i]) end
    end
  end
end

return { answered + 1, time[1], time[2], #new }

-- Records what stream entries mean and takes them off the stream, in one step: a crash loses none and repeats none.
-- Each update is one interaction's. It is applied only if the interaction has not changed since the matcher read it, none of its
-- planned looks was requested since, and all its entries are still in the stream; otherwise it must be read and matched again.
-- KEYS[1] segments, KEYS[2] deadlines, KEYS[3] outbox
-- KEYS[3 + i] the hash of update i's interaction; then, if speech is kept, in the same order KEYS[...] what is kept of each
-- ARGV[1] consumer group
-- ARGV[2] how long a publisher has for a look before it is handed over again (ms)
-- ARGV[3], ARGV[4] ids of the first and the last of all entries
-- ARGV[5] how many updates there are
-- ARGV[6...] the updates, one after another, each as listed below
-- Returns per update: {"applied", look revision or 0, critical "1"/"0"} | {"refused"} | {"changed", [ids still there]}
-- @include clock
-- @include note-changes
-- @include request-look
-- @include refuse-moved

-- Most pending entries of others between ours; ours beyond that stay pending until they are claimed.
local ENTRIES_OF_OTHERS = 10000

local segments, deadlines, outbox, FIRST_INTERACTION = KEYS[1], KEYS[2], KEYS[3], 4
local group, handOverMs, firstId, lastId = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local count, FIRST_UPDATE = tonumber(ARGV[5]), 6
-- Most that is kept of what is said in one interaction (bytes): days of talk. What is said after that is not kept.
local MOST_SPEECH = 4194304
-- If the interaction ends elsewhere, in an earlier release that knows nothing of it, it goes by itself (s).
local SPEECH_SECONDS = 172800

-- The arguments of an update, counted from its first.
local ID, READ_REVISION, READ_PLANNED_LOOKS = 0, 1, 2 -- interaction id; state revision and planned looks as read, or ""
local REVISION, END_AT = 3, 4 -- revision "": nothing begins under an id whose interaction has ended
local NEXT, LOOK_REQUEST = 5, 6 -- next deadline (ms), "none", or "same": not before that which is written; "no" | "normal" | "critical"
local SPEECH = 7 -- what is kept of what was said, or ""
-- numbers of its entries, of the fields that it is given, name and value counted each, and of those that it loses; then all of them
local ENTRIES, FIELDS, DROPPED, FIRST_ENTRY = 8, 9, 10, 11

-- An entry leaves the stream and the pending entries in one step, so the pending ones are those still in the stream.
local isThere = {}
for _, entry in ipairs(redis.pcall('XPENDING', segments, group, firstId, lastId, #ARGV + ENTRIES_OF_OTHERS)) do
  isThere[entry[1]] = true
end

local replies, updates, done = {}, {}, {}
local at = FIRST_UPDATE
for i = FIRST_INTERACTION, FIRST_INTERACTION + count - 1 do
  local interaction, speech, entries = KEYS[i], KEYS[i + count], tonumber(ARGV[at + ENTRIES])
  local known = redis.call('HMGET', interaction, 'rev', 'looks')
  local fields, held = at + FIRST_ENTRY + entries, {}
  for e = at + FIRST_ENTRY, fields - 1 do
    if isThere[ARGV[e]] then held[#held + 1] = ARGV[e] end
  end
  local reply
  if #held < entries or (known[1] or '') ~= ARGV[at + READ_REVISION] or (known[2] or '') ~= ARGV[at + READ_PLANNED_LOOKS] then
    reply = { 'changed', held }
  else
    for _, entry in ipairs(held) do done[#done + 1] = entry end
    if ARGV[at + REVISION] == '' then
      reply = { 'refused' }
    else
      reply = { 'applied', 0, '0' }
      updates[#updates + 1] = { interaction, at, fields, reply, speech }
    end
  end
  replies[#replies + 1] = reply
  at = fields + ARGV[at + FIELDS] + ARGV[at + DROPPED]
end

local handOverAtMs, changedIds = readClock() + handOverMs, {}

for _, update in ipairs(updates) do
  local interaction, first, fields, reply, speech = unpack(update, 1, 5)
  local id, lookRequest, next = ARGV[first + ID], ARGV[first + LOOK_REQUEST], ARGV[first + NEXT]
  local closed, remindAt, critical
  -- where the deadline is the same, the matcher remembers the interaction: then it is not closed
  if next ~= 'same' or lookRequest ~= 'no' then
    closed, remindAt, critical = unpack(redis.call('HMGET', interaction, 'closed', 'remindAt', 'critical'), 1, 3)
  end
  changedIds[#changedIds + 1] = id
  local dropped = fields + ARGV[first + FIELDS]
  redis.call('HSET', interaction, 'rev', ARGV[first + REVISION], 'endAt', ARGV[first + END_AT], unpack(ARGV, fields, dropped - 1))
  if ARGV[first + DROPPED] ~= '0' then redis.call('HDEL', interaction, unpack(ARGV, dropped, dropped + ARGV[first + DROPPED] - 1)) end
  if closed then redis.call('HDEL', interaction, 'closed') end
  if closed == 'frame' then
    redis.call('HINCRBY', interaction, 'reuse', 1)
    redis.call('PERSIST', interaction)
  end

  if speech and ARGV[first + SPEECH] ~= '' and redis.call('STRLEN', speech) < MOST_SPEECH then
    redis.call('APPEND', speech, ARGV[first + SPEECH])
    redis.call('EXPIRE', speech, SPEECH_SECONDS)
  end

  if next ~= 'same' then
    if remindAt and (next == 'none' or tonumber(remindAt) < tonumber(next)) then next = remindAt end
    if next == 'none' then redis.call('ZREM', deadlines, id) else redis.call('ZADD', deadlines, next, id) end
  end

  if lookRequest ~= 'no' then
    reply[2], reply[3] = requestLook(interaction, outbox, id, lookRequest == 'critical', critical, handOverAtMs)
  end
end
noteChanges(changedIds)
if #done > 0 then
  redis.call('XACK', segments, group, unpack(done))
  redis.call('XDEL', segments, unpack(done))
end
return replies

-- Records what stream entries mean and takes them off the stream, in one step: a crash loses none and repeats none.
-- Each update is one interaction's. It is applied only if the interaction has not changed since the matcher read it, none of its
-- planned looks was requested since, and all its entries are still in the stream; otherwise it must be read and matched again.
-- KEYS[1] segments, KEYS[2] deadlines, KEYS[3] outbox, KEYS[3 + i] the hash of update i's interaction
-- ARGV[1] consumer group
-- ARGV[2] how long a publisher has for a look before it is handed over again (ms)
-- ARGV[3], ARGV[4] ids of the first and the last of all entries
-- ARGV[5...] the updates, one after another: interaction id, revision and looks as read or "", its new revision, pack
--   digest, state ("": nothing begins under an id whose interaction has ended), tail, looks, endAt, next deadline (ms) or "", look: "no" | "normal" | "critical", number of entries,
--   their ids
-- Returns per update: {"applied", look revision or 0, critical "1"/"0"} | {"refused"} | {"changed", [ids still there]}

-- Most pending entries of others between ours; ours beyond that stay pending until they are claimed.
local ENTRIES_OF_OTHERS = 10000

-- An entry leaves the stream and the pending entries in one step, so the pending ones are those still in the stream.
local pending = redis.pcall('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[4], #ARGV + ENTRIES_OF_OTHERS)
local isThere = {}
for _, entry in ipairs(pending) do isThere[entry[1]] = true end

local replies, updates = {}, {}
local done = {}
local at = 5
for i = 1, #KEYS - 3 do
  local count = tonumber(ARGV[at + 11])
  local update = { at = at, known = redis.call('HMGET', KEYS[3 + i], 'closed', 'rev', 'remindAt', 'critical', 'looks') }
  updates[i] = update
  local held = {}
  for e = at + 12, at + 11 + count do
    if isThere[ARGV[e]] then held[#held + 1] = ARGV[e] end
  end
  if #held < count or (update.known[2] or '') ~= ARGV[at + 1] or (update.known[5] or '') ~= ARGV[at + 2] then
    replies[i] = { 'changed', held }
  elseif ARGV[at + 5] == '' then
    replies[i] = { 'refused' }
  else
    replies[i] = { 'applied', 0, '0' }
  end
  if replies[i][1] ~= 'changed' then
    for _, entry in ipairs(held) do done[#done + 1] = entry end
  end
  at = at + 12 + count
end

local time = redis.call('TIME')
local handOverAtMs = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]

for i, update in ipairs(updates) do
  if replies[i][1] == 'applied' then
    local key, first, known = KEYS[3 + i], update.at, update.known
    local id, look = ARGV[first], ARGV[first + 10]
    redis.call('HSET', key, 'rev', ARGV[first + 3], 'pack', ARGV[first + 4], 'state', ARGV[first + 5],
      'tail', ARGV[first + 6], 'looks', ARGV[first + 7], 'endAt', ARGV[first + 8])
    if known[1] then redis.call('HDEL', key, 'closed') end
    if known[1] == 'frame' then
      redis.call('HINCRBY', key, 'reuse', 1)
      redis.call('PERSIST', key)
    end

    local next, remindAt = ARGV[first + 9], known[3]
    if remindAt and (next == '' or tonumber(remindAt) < tonumber(next)) then next = remindAt end
    if next == '' then redis.call('ZREM', KEYS[2], id) else redis.call('ZADD', KEYS[2], next, id) end

    if look ~= 'no' then
      local waiting = redis.call('ZSCORE', KEYS[3], id)
      local critical = look == 'critical' or (waiting and known[4] == '1')
      replies[i][2] = redis.call('HINCRBY', key, 'look', 1)
      replies[i][3] = critical and '1' or '0'
      redis.call('HSET', key, 'critical', replies[i][3])
      redis.call('ZADD', KEYS[3], handOverAtMs, id)
    end
  end
end
if #done > 0 then
  redis.call('XACK', KEYS[1], ARGV[1], unpack(done))
  redis.call('XDEL', KEYS[1], unpack(done))
end
return replies

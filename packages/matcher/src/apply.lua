-- Records what stream entries meant and takes them off the stream, in one step: a crash loses none and repeats none.
-- Each update is one interaction's. It counts only if nothing has changed since the matcher read that interaction and all
-- its entries are still in the stream; otherwise what is there now is handed back, to be matched again.
-- KEYS[1] segments, KEYS[2] deadlines, KEYS[3] outbox, KEYS[3 + i] the hash of update i's interaction
-- ARGV[1] consumer group
-- ARGV[2] how long a publisher has for a look before it is handed over again (ms)
-- ARGV[3] updates, JSON: {id, rev: expected revision, pack: digest, entries: [entry id],
--         set: {field: value}, next: next deadline (ms, string) or false, look: "no" | "normal" | "critical"}
-- Returns per update: {"applied", look revision or 0, critical "1"/"0"} | {"refused"} | {"changed", [entry ids still there],
--         rev, pack, state, tail, looks}
local updates = cjson.decode(ARGV[3])
local replies = {}

for i, update in ipairs(updates) do
  local key = KEYS[3 + i]
  local held = {}
  for _, entry in ipairs(update.entries) do
    if #redis.call('XRANGE', KEYS[1], entry, entry) > 0 then held[#held + 1] = entry end
  end
  local now = redis.call('HMGET', key, 'closed', 'rev', 'pack', 'state', 'tail', 'looks')
  local unchanged = (now[2] or '0') == update.rev
  if now[1] == 'frame' then
    replies[i] = { 'refused' }
  elseif #held < #update.entries or not unchanged then
    replies[i] = { 'changed', held, now[2], now[3], now[4], now[5], now[6] }
  else
    replies[i] = { 'applied', 0, '0' }
  end
end

local time = redis.call('TIME')
local handOverAtMs = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]

for i, update in ipairs(updates) do
  local key = KEYS[3 + i]
  if replies[i][1] == 'applied' then
    for field, value in pairs(update.set) do redis.call('HSET', key, field, value) end
    redis.call('HSET', key, 'pack', update.pack, 'rev', update.rev + 1)
    redis.call('HDEL', key, 'closed')

    local next = update.next
    local remindAt = redis.call('HGET', key, 'remindAt')
    if remindAt and (not next or tonumber(remindAt) < tonumber(next)) then next = remindAt end
    if next then redis.call('ZADD', KEYS[2], next, update.id) else redis.call('ZREM', KEYS[2], update.id) end

    if update.look ~= 'no' then
      local waiting = redis.call('ZSCORE', KEYS[3], update.id)
      local critical = update.look == 'critical' or (waiting and redis.call('HGET', key, 'critical') == '1')
      replies[i][2] = redis.call('HINCRBY', key, 'look', 1)
      replies[i][3] = critical and '1' or '0'
      redis.call('HSET', key, 'critical', replies[i][3])
      redis.call('ZADD', KEYS[3], handOverAtMs, update.id)
    end
  end
  if replies[i][1] ~= 'changed' then
    redis.call('XACK', KEYS[1], ARGV[1], unpack(update.entries))
    redis.call('XDEL', KEYS[1], unpack(update.entries))
  end
end
return replies

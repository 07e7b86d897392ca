-- Removes consumers of replicas that are gone: long unseen and without pending entries (deleting one drops these).
-- KEYS[1] segments
-- ARGV[1] group, ARGV[2] unseen for at least (ms)
-- Returns how many were removed.
local segments = KEYS[1]
local group, unseenMs = ARGV[1], tonumber(ARGV[2])

local removed = 0
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', segments, group)) do
  local info = {}
  for i = 1, #consumer, 2 do info[consumer[i]] = consumer[i + 1] end
  if info.pending == 0 and info.idle >= unseenMs then
    redis.call('XGROUP', 'DELCONSUMER', segments, group, info.name)
    removed = removed + 1
  end
end
return removed

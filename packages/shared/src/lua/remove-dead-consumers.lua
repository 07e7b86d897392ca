-- Removes the consumers of a group that are gone: long unseen and without pending entries (deleting one drops these).
-- Returns how many were removed.
local function removeDeadConsumers(stream, group, unseenMs)
  local removed = 0
  for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', stream, group)) do
    local info = {}
    for i = 1, #consumer, 2 do info[consumer[i]] = consumer[i + 1] end
    if info.pending == 0 and info.idle >= unseenMs then
      redis.call('XGROUP', 'DELCONSUMER', stream, group, info.name)
      removed = removed + 1
    end
  end
  return removed
end

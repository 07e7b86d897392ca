-- Notes that what is shown of interactions has changed: an entry of the partition's stream `changes`, with their ids as fields. Whoever
-- watches makes that stream, and it expires (`operate/src/following/watch-changes.lua`): while nobody does, this does nothing.
-- Rights of an older `users.acl` do not let us; then what has changed is not shown.
local changes = string.match(KEYS[1], '^.-}:') .. 'changes'

local function noteChanges(ids)
  if #ids == 0 then return end
  local fields = {}
  for i, id in ipairs(ids) do fields[2 * i - 1], fields[2 * i] = id, '' end
  redis.pcall('XADD', changes, 'NOMKSTREAM', '*', unpack(fields))
end

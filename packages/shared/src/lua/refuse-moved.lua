-- Refuses to touch a partition that has moved, or is moving, to another layout (`stored/layout.ts`). Rights of an older `users.acl` do
-- not let us ask; then no partition moves.
local moved = string.match(KEYS[1], '^.-}:') .. 'moved'

if redis.pcall('EXISTS', moved) == 1 then
  return redis.error_reply('PARTITIONMOVED the partitions have moved to another layout')
end

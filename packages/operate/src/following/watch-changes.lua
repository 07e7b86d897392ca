-- Watches a partition: while its stream of changes is there, all that is shown of interactions and changes is noted in it
-- (`shared/src/lua/note-changes.lua`). It expires, so that what nobody renews costs nothing.
-- KEYS[1] changes
-- ARGV[1] how long this holds (s), ARGV[2] id up to which everybody has read
-- Returns 1 if nothing has been missed since it was called before, or 0 if the stream had gone.
-- @include refuse-moved
local changes, seconds, readUntil = KEYS[1], ARGV[1], ARGV[2]

local wasThere = redis.call('EXISTS', changes)
if wasThere == 1 then
  redis.call('XTRIM', changes, 'MINID', '~', readUntil)
else
  redis.call('XADD', changes, 'MAXLEN', 0, '*', '', '')
end
redis.call('EXPIRE', changes, seconds)
return wasThere

-- Removes consumers of archivers that are gone.
-- KEYS[1] outcomes
-- ARGV[1] group, ARGV[2] unseen for at least (ms)
-- Returns how many were removed.
-- @include remove-dead-consumers
local outcomes = KEYS[1]
local group, unseenMs = ARGV[1], tonumber(ARGV[2])
return removeDeadConsumers(outcomes, group, unseenMs)

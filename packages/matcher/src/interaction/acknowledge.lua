-- Stores a state in which a disclosure is ticked off by hand, and requests a look, in one step: an open cue is resolved. Refused
-- if the interaction was changed since it was read, or is over.
-- KEYS[1] interaction, KEYS[2] outbox, KEYS[3] changed, KEYS[4] watched
-- ARGV[1] interaction id, ARGV[2] state revision as read, ARGV[3] state revision now, ARGV[4] state now
-- ARGV[5] who did it: a line of `stored/events-field.ts`
-- Returns 1, or 0 if refused.
-- @include clock
-- @include note-changes
-- @include join-events
-- @include request-look
-- @include refuse-moved
local interaction, outbox, changed, watched = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, readRevision, revision, state, event = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local known, closed, critical, events = unpack(redis.call('HMGET', interaction, 'rev', 'closed', 'critical', 'events'))
if known ~= readRevision or closed then return 0 end
redis.call('HSET', interaction, 'rev', revision, 'state', state, 'events', joinEvents(events, event))
local nowMs = readClock()
requestLook(interaction, outbox, id, false, critical, nowMs) -- a matcher hands it over at once
noteChanges(changed, watched, { id }, nowMs)
return 1
